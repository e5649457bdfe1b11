"""What the writer asks for payloads that were captured before; the run's ledger answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from crawler.warc.exchange import Original


class Originals(Protocol):
    def find(self, payload_digest: str) -> Original | None:
        """A response with this payload, in whatever file; None if there is none."""

    def note(self, original: Original) -> None:
        """It was written, and may be named once its file is closed."""


class NoOriginals:
    """Every response is written whole."""

    def find(self, payload_digest: str) -> Original | None:
        del payload_digest
        return None

    def note(self, original: Original) -> None:
        del original
