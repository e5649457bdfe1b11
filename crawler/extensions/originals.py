"""Payloads that were captured before, as the ledger remembers them.

What this run writes is noted there with a checkpoint, which syncs the captures before it commits:
the ledger never names one that a crash can take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.ledger.payloads import PayloadRow
from crawler.warc import Original

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.ledger import Ledger


class LedgerOriginals:
    """`folder` is that of the WARC files, from which somebody may have taken some."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self._payloads = ledger.payloads
        self._folder = folder
        self._written: list[Original] = []

    def find(self, payload_digest: str) -> Original | None:
        row = self._payloads.find(payload_digest)
        if row is None or not self._holds(row.capture):
            return None
        return Original(
            url=row.url, date=row.fetched_at, capture=row.capture, is_chunked=row.is_chunked
        )

    def _holds(self, capture: CaptureRef) -> bool:
        """The file may have been taken away, or a shorter one put in its place."""
        try:
            size = (self._folder / capture.warc).stat().st_size
        except OSError:
            return False
        return size >= capture.offset + capture.length

    def note(self, original: Original) -> None:
        self._written.append(original)

    def remember_written(self) -> None:
        """The caller holds the checkpoint's gate, and syncs the captures before it commits."""
        written, self._written = self._written, []
        for original in written:
            row = PayloadRow(
                url=original.url,
                fetched_at=original.date,
                capture=original.capture,
                is_chunked=original.is_chunked,
            )
            self._payloads.remember(row)
