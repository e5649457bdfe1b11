"""The exchanges of a WARC file, ours or another's: responses with their request and metadata.

Records of one exchange stand together and name each other (WARC-Concurrent-To); their order is each
writer's own. A tear raises TornWarcError after everything that could be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.article import CaptureRef
from crawler.warc import messages
from crawler.warc.dates import read_warc_date
from crawler.warc.decoding import decode_content
from crawler.warc.fields import read_provenance, read_warc_fields
from crawler.warc.stream import (
    DEFAULT_MAX_BLOCK_BYTES,
    RawRecord,
    TornWarcError,
    read_records,
    unbracketed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from crawler.warc.exchange import Provenance

# An exchange is three records, a page of Browsertrix some more.
_MAX_GROUP = 16


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

    def body(self, max_bytes: int) -> bytes:
        """Raises DecodingError."""
        codings = [value for name, value in self.headers if name.lower() == "content-encoding"]
        return decode_content(self.payload, codings, max_bytes)


def read_exchanges(
    path: Path, *, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[ReadExchange]:
    """In the file's order. Records that are no HTTP response, or too large, are passed over."""
    for group in _groups(read_records(path, max_block_bytes=max_block_bytes)):
        exchange = exchange_of(path.name, group)
        if exchange is not None:
            yield exchange


def _groups(records: Iterable[RawRecord]) -> Iterator[list[RawRecord]]:
    """Neighbours of which one names another; the last group comes before a tear's error."""
    group: list[RawRecord] = []
    try:
        for record in records:
            if group and not _belongs(record, group):
                yield group
                group = []
            group.append(record)
    except TornWarcError:
        if group:
            yield group
        raise
    if group:
        yield group


def _belongs(record: RawRecord, group: list[RawRecord]) -> bool:
    if len(group) >= _MAX_GROUP:
        return False
    named = {name for member in group for name in concurrent_ids(member)}
    names = set(concurrent_ids(record))
    return record.id in named or not names.isdisjoint(named | {member.id for member in group})


def concurrent_ids(record: RawRecord) -> list[str]:
    return [
        unbracketed(value) for name, value in record.headers if name.lower() == "warc-concurrent-to"
    ]


def exchange_of(warc: str, group: list[RawRecord]) -> ReadExchange | None:
    response = next((record for record in group if record.type == "response"), None)
    if response is None or response.block is None:
        return None
    _, block = messages.split_interim(response.block)
    head = messages.read_head(block)
    date = read_warc_date(response.header("WARC-Date"))
    if head is None or date is None:
        return None
    metadata = read_warc_fields(_block(group, "metadata"))
    return ReadExchange(
        url=unbracketed(response.header("WARC-Target-URI") or ""),
        date=date,
        status=head.status,
        headers=head.fields,
        payload=messages.payload(block, head),
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
