"""The archive's ledger, opened; and the draft of one that is built again from captures.

A rebuild that is killed half-way leaves a memory that has forgotten the other half: a crawl that
trusted it would fetch everything again. So a new ledger has another name until the rebuild is
whole, and knows each article that stands in the archive.
"""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

from crawler.durable import sync
from crawler.ledger import Ledger, LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEDGER_NAME = "ledger.sqlite"
DRAFT_NAME = "ledger.rebuilt.sqlite"
_RECORDS = "articles/*/*/*/*.json"
_RECORD_NAME = re.compile(r"([0-9]{3,})_([0-9a-f]{16})\.json")


def open_ledger(archive: Path) -> Ledger:
    """For a live run. Raises LedgerError, also where there are articles and no ledger: none may be
    there twice.
    """
    path, draft = archive / LEDGER_NAME, archive / DRAFT_NAME
    if path.exists():
        return Ledger.open(path)
    if draft.exists():
        raise LedgerError(f"{draft}: begun and not whole; let `scrapy crawl warc` finish it first")
    if next(archive.glob(_RECORDS), None) is not None:
        raise LedgerError(
            f"{path} is missing, but there are articles: put it back, or build it again with"
            " `scrapy crawl warc`"
        )
    return Ledger.open(path)


def open_or_draft(archive: Path) -> Ledger:
    """For a run over captures: the ledger that is there, else a draft, begun or gone on with."""
    path = archive / LEDGER_NAME
    if path.exists():
        return Ledger.open(path)
    _refuse_stray_log(archive)
    return Ledger.open(archive / DRAFT_NAME)


def is_draft(archive: Path) -> bool:
    return not (archive / LEDGER_NAME).exists()


def unknown_articles(ledger: Ledger, archive: Path) -> Iterator[Path]:
    """Records that stand in the archive, and that the ledger has no row for."""
    for path in archive.glob(_RECORDS):
        name = _RECORD_NAME.fullmatch(path.name)
        if name is None:
            continue  # somebody's own file
        if all(row.version != int(name[1]) for row in ledger.articles.versions(name[2])):
            yield path


def put_in_place(archive: Path) -> None:
    """A draft that is whole, and closed, becomes the ledger. Raises OSError."""
    log = archive / f"{DRAFT_NAME}-wal"
    if log.exists() and log.stat().st_size:
        # SQLite empties it when the last one closes; under the new name it would be lost.
        raise OSError(errno.EBUSY, "another process reads it", str(archive / DRAFT_NAME))
    _refuse_stray_log(archive)
    for rest in (f"{LEDGER_NAME}-wal", f"{LEDGER_NAME}-shm"):
        (archive / rest).unlink(missing_ok=True)
    (archive / DRAFT_NAME).replace(archive / LEDGER_NAME)
    sync(archive)


def _refuse_stray_log(archive: Path) -> None:
    """SQLite would replay it into whatever is called the ledger next."""
    log = archive / f"{LEDGER_NAME}-wal"
    if log.exists() and log.stat().st_size:
        raise LedgerError(f"{log} is there without its ledger: put that back, or move both away")
