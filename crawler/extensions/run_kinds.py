"""What a live run and a run over captures do differently at their beginning and their end."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from crawler.extensions.from_settings import terms_of
from crawler.extensions.ledger_file import (
    is_draft,
    open_ledger,
    open_or_draft,
    put_in_place,
    unknown_articles,
)
from crawler.extensions.take_up import TakenUp, take_up, take_up_offline
from crawler.ledger import LedgerError
from crawler.warc.reader import block_limit

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from scrapy.settings import BaseSettings

    from crawler.ledger import Ledger

FINISHED = "finished"
_NAMED = 1000


class RunKind(Protocol):
    is_offline: bool

    def open_ledger(self, archive: Path) -> Ledger:
        """Raises LedgerError or OSError."""

    def take_up(self, ledger: Ledger, archive: Path, settings: BaseSettings) -> TakenUp:
        """What earlier runs left. Raises LedgerError where this kind of run may not go on."""

    def queue_due(self, ledger: Ledger, settings: BaseSettings, now: datetime) -> None:
        """What is asked for once more."""

    def check_end(self, ledger: Ledger, archive: Path, run: int, reason: str) -> None:
        """Before the run is written down as ended. Raises LedgerError."""

    def close(self, archive: Path, reason: str) -> None:
        """Once the ledger is closed, after a run that ended well. Raises OSError."""


class LiveKind:
    is_offline = False

    def open_ledger(self, archive: Path) -> Ledger:
        return open_ledger(archive)

    def take_up(self, ledger: Ledger, archive: Path, settings: BaseSettings) -> TakenUp:
        limit = block_limit(terms_of(settings).largest_body)
        return take_up(ledger, archive, max_block_bytes=limit)

    def queue_due(self, ledger: Ledger, settings: BaseSettings, now: datetime) -> None:
        ledger.queue.requeue_due(now, revisits=settings.getbool("REVISIT_ENABLED"))

    def check_end(self, ledger: Ledger, archive: Path, run: int, reason: str) -> None:
        """Nothing to check: every article came from this ledger."""

    def close(self, archive: Path, reason: str) -> None:
        """Nothing to do."""


class OfflineKind:
    is_offline = True
    _has_draft = False

    def open_ledger(self, archive: Path) -> Ledger:
        self._has_draft = is_draft(archive)
        return open_or_draft(archive)

    def take_up(self, ledger: Ledger, archive: Path, settings: BaseSettings) -> TakenUp:
        del settings
        take_up_offline(ledger, archive)
        return TakenUp(was_killed=False, parts={})

    def queue_due(self, ledger: Ledger, settings: BaseSettings, now: datetime) -> None:
        """Nothing is fetched."""

    def check_end(self, ledger: Ledger, archive: Path, run: int, reason: str) -> None:
        ledger.captured_urls.drop_undecided(run)
        if reason != FINISHED or not self._has_draft:
            return
        unknown = list(islice(unknown_articles(ledger, archive), _NAMED))
        if unknown:
            count = f"{len(unknown)}{' or more' if len(unknown) == _NAMED else ''}"
            raise LedgerError(
                f"{count} articles were not found in these captures (such as"
                f" {unknown[0].relative_to(archive)}): give all captures, or run it once more if"
                " the log says that some were left; or move those articles away"
            )

    def close(self, archive: Path, reason: str) -> None:
        if reason == FINISHED and self._has_draft:
            put_in_place(archive)
