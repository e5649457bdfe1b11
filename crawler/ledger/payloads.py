"""The whole capture of each payload: what comes again with the same bytes is a revisit of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.article import CaptureRef

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

# Half of a SHA-256: no two payloads of an archive share it by chance.
_KEY_HEX_DIGITS = 32
_SHA256 = "sha256:"

_REMEMBER = """
    INSERT INTO payloads (key, url, fetched_at, chunked, warc, warc_offset, warc_length, record_id)
    VALUES (?, ?, ?, ?, (SELECT id FROM warcs WHERE name = ?), ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        url = excluded.url, fetched_at = excluded.fetched_at, chunked = excluded.chunked,
        warc = excluded.warc, warc_offset = excluded.warc_offset,
        warc_length = excluded.warc_length, record_id = excluded.record_id
"""
_FIND = """
    SELECT url, fetched_at, chunked, name, warc_offset, warc_length, record_id
    FROM payloads JOIN warcs ON warcs.id = payloads.warc WHERE key = ?
"""
_FORGET = """
    DELETE FROM payloads WHERE warc = (SELECT id FROM warcs WHERE name = ?) AND warc_offset >= ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadRow:
    """`fetched_at` is the capture's WARC-Date."""

    url: str
    fetched_at: datetime
    capture: CaptureRef
    is_chunked: bool = False


class Payloads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, payload_digest: str) -> PayloadRow | None:
        row = self._connection.row(_FIND, (_key(payload_digest),))
        if row is None:
            return None
        url, fetched_at, chunked, warc, offset, length, record_id = row
        capture = CaptureRef(
            warc=warc,
            offset=offset,
            length=length,
            record_id=record_id,
            payload_digest=payload_digest,
        )
        return PayloadRow(
            url=url,
            fetched_at=datetime.fromisoformat(fetched_at),
            capture=capture,
            is_chunked=bool(chunked),
        )

    def remember(self, payload: PayloadRow) -> None:
        """In place of an earlier one, whose file may be gone. ValueError without a SHA-256."""
        capture = payload.capture
        values = (
            _key(capture.payload_digest or ""),
            payload.url,
            payload.fetched_at.isoformat(),
            int(payload.is_chunked),
            capture.warc,
            capture.offset,
            capture.length,
            capture.record_id,
        )
        sql = "INSERT INTO warcs (name) VALUES (?) ON CONFLICT (name) DO NOTHING"
        self._connection.change(sql, (capture.warc,))
        self._connection.change(_REMEMBER, values)

    def forget(self, warc: str, *, from_byte: int) -> int:
        """What a crash took of that file; says how many payloads those are."""
        return self._connection.change(_FORGET, (warc, from_byte))


def _key(payload_digest: str) -> bytes:
    if not payload_digest.startswith(_SHA256):
        raise ValueError(f"no SHA-256: {payload_digest!r}")
    return bytes.fromhex(payload_digest.removeprefix(_SHA256)[:_KEY_HEX_DIGITS])
