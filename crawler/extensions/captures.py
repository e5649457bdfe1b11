"""The run's captures: every exchange in WARC files, and the order in which they are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery import Role
from crawler.extensions.originals import LedgerOriginals
from crawler.extensions.warcinfo import warcinfo
from crawler.statuses import OK
from crawler.warc import CaptureOrder, WarcWriter
from crawler.warc.messages import read_head, split_interim

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.settings import BaseSettings

    from crawler.article import CaptureRef
    from crawler.ledger import Ledger
    from crawler.warc import Exchange, Original, Remark

WARC_FOLDER = "warc"
# Images and robots.txt have provenance too, but no decision waits for them.
DECIDED_ROLES = frozenset(map(str, Role))


class Captures:
    def __init__(self, archive: Path, settings: BaseSettings, ledger: Ledger) -> None:
        self.folder = archive / WARC_FOLDER
        self.order = CaptureOrder()
        self._originals = LedgerOriginals(ledger, self.folder)
        self._writer = WarcWriter(
            self.folder,
            statement=warcinfo(settings),
            max_bytes=settings.getint("WARC_MAX_BYTES"),
            originals=self._originals,
        )

    def write(self, exchange: Exchange) -> CaptureRef | None:
        """None if no response came. Raises OSError."""
        capture = self._writer.write(exchange)
        if capture is not None and will_be_decided(exchange):
            self.order.enter(capture)
        return capture

    def original(self, payload_digest: str) -> Original | None:
        """A capture of this payload that a 304 may speak of; None if none can be replayed."""
        return self._originals.find(payload_digest)

    def note_written(self) -> None:
        """Into the ledger, with the gate held; `sync` comes before the commit."""
        self._originals.remember_written()

    def remark(self, remark: Remark) -> None:
        """Raises OSError."""
        self._writer.remark(remark)

    def sync(self) -> None:
        """May run in another thread than `write`."""
        self._writer.sync()

    def close(self) -> None:
        self._writer.close()


def will_be_decided(exchange: Exchange) -> bool:
    """Only a whole 200 goes on to the pipelines, and it is the one status that is never retried."""
    if exchange.provenance is None or exchange.truncated is not None:
        return False
    if exchange.provenance.role not in DECIDED_ROLES:
        return False
    head = read_head(split_interim(exchange.response)[1])
    return head is not None and head.status == OK
