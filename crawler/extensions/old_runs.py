"""Folders of old runs, removed: a run every half hour makes 17,000 of them a year.

What they told of the archive stays in it: the articles and their records, the ledger's states, and
each seed's history by day.
"""

from __future__ import annotations

import logging
import re
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.durable import sync, temporary_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.ledger import Ledger

logger = logging.getLogger(__name__)

_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:-\d{1,4})?")


def remove_old_runs(ledger: Ledger, archive: Path, *, now: datetime, keep_days: float) -> None:
    """Those that began more than `keep_days` ago; 0 keeps all. Raises LedgerError or OSError.

    Ago by the clock of the run before too: one start under a wrong clock removes nothing.
    """
    last = ledger.runs.latest(1)
    if not keep_days or not last:
        return
    limit = min(now, last[0].started_at) - timedelta(days=keep_days)
    forgotten = ledger.runs.forget_folders_before(limit)
    if forgotten:
        # What nobody finds any more is not missed: the ledger speaks of it first.
        ledger.commit()
    for folder in _before(archive / "runs", limit):
        _remove(folder)
    if forgotten:
        logger.info("removed the folders of %d old runs", forgotten)


def _before(runs: Path, limit: datetime) -> Iterator[Path]:
    if not runs.is_dir():
        return
    for folder in sorted(runs.iterdir()):
        named = _NAME.fullmatch(folder.name)
        if named and datetime.strptime(named[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) < limit:
            yield folder
        elif folder.name.startswith(".") and folder.is_dir():
            shutil.rmtree(folder)  # a kill left it


def _remove(folder: Path) -> None:
    """Under another name first: no reader takes what is left of it for a run."""
    leaving = temporary_of(folder)
    folder.replace(leaving)
    sync(folder.parent)
    shutil.rmtree(leaving)
