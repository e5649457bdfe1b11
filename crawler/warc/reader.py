"""The exchanges of a WARC file, ours or another's: responses with their request and metadata.

A tear raises TornWarcError after everything that could be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.article import CaptureRef
from crawler.warc import foreign, messages
from crawler.warc.dates import read_warc_date
from crawler.warc.decoding import decode_content
from crawler.warc.fields import read_provenance, read_warc_fields
from crawler.warc.groups import groups
from crawler.warc.stream import RawRecord, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from crawler.warc.exchange import Provenance

# Twice DOWNLOAD_MAXSIZE. A group, its payload and the next record may be in memory at once.
_MAX_BLOCK_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadExchange:
    """One response record. `payload` is free of transfer-coding, `body()` of content-coding too.

    `request` is empty and `metadata` has no fields where the file holds none.
    """

    url: str
    date: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    ref: CaptureRef
    request: bytes
    metadata: Mapping[str, str]
    provenance: Provenance
    truncated: str | None

    def header(self, name: str) -> str | None:
        return next((value for field, value in self.headers if field.lower() == name.lower()), None)

    def body(self, max_bytes: int, *, lenient: bool = False) -> bytes:
        """Raises DecodingError. `lenient` is for other writers' files: see decode_content."""
        codings = [value for name, value in self.headers if name.lower() == "content-encoding"]
        return decode_content(self.payload, codings, max_bytes, lenient=lenient)


def read_exchanges(
    path: Path, *, max_block_bytes: int = _MAX_BLOCK_BYTES
) -> Iterator[ReadExchange]:
    """In the file's order. Raises as read_records does.

    Passed over: what is no HTTP response, is too large, or states no date or no target URI.
    """
    for group in groups(read_records(path, max_block_bytes=max_block_bytes), max_block_bytes):
        exchange = exchange_of(path.name, group)
        if exchange is not None:
            yield exchange


def exchange_of(warc: str, group: list[RawRecord]) -> ReadExchange | None:
    response = next((record for record in group if record.type == "response"), None)
    if response is None or response.block is None:
        return None
    _, block = messages.split_interim(response.block)
    head = messages.read_head(block)
    date = read_warc_date(response.header("WARC-Date"))
    url = foreign.target_uri(response.header("WARC-Target-URI"))
    if head is None or date is None or url is None:
        return None
    metadata = read_warc_fields(_block(group, "metadata"))
    return ReadExchange(
        url=url,
        date=date,
        status=head.status,
        headers=head.fields,
        payload=foreign.payload(block, head),
        ref=capture_ref(warc, response),
        request=_block(group, "request"),
        metadata=metadata,
        provenance=read_provenance(metadata),
        truncated=response.header("WARC-Truncated"),
    )


def _block(group: list[RawRecord], kind: str) -> bytes:
    blocks = (record.block for record in group if record.type == kind)
    return next(blocks, None) or b""


def capture_ref(warc: str, response: RawRecord) -> CaptureRef:
    return CaptureRef(
        warc=warc,
        offset=response.offset,
        length=response.length,
        record_id=response.id,
        payload_digest=response.header("WARC-Payload-Digest"),
    )
