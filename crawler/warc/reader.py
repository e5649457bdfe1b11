"""The exchanges of a WARC file, ours or another's: answers with their request and metadata.

A tear raises TornWarcError after everything that could be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.article import CaptureRef
from crawler.statuses import NOT_MODIFIED, OK
from crawler.warc import foreign, messages
from crawler.warc.dates import read_warc_date
from crawler.warc.decoding import decode_content
from crawler.warc.fields import read_provenance, read_warc_fields, unquoted
from crawler.warc.groups import groups
from crawler.warc.revisits import Reference, read_reference
from crawler.warc.stream import DEFAULT_MAX_BLOCK_BYTES, RawRecord, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from crawler.warc.exchange import Provenance

# Twice the usual DOWNLOAD_MAXSIZE: a group, its payload and the next record may be in memory at
# once.
MAX_BLOCK_BYTES = 64 * 1024 * 1024
_HEAD_ALLOWANCE_BYTES = 1_048_576
ANSWERS = frozenset({"response", "revisit"})


def block_limit(max_body_bytes: int) -> int:
    """For captures that were made under that DOWNLOAD_MAXSIZE; 0 is no limit."""
    if not max_body_bytes:
        return DEFAULT_MAX_BLOCK_BYTES
    return max(MAX_BLOCK_BYTES, max_body_bytes + _HEAD_ALLOWANCE_BYTES)


@dataclass(frozen=True, slots=True)
class ReadExchange:
    """One response or revisit. `payload` is without transfer-, `body()` without content-coding too.

    `request` is empty and `metadata` has no fields where the file holds none. `refers_to` is set
    for a revisit: its payload is empty, and its original's `with_payload_of` gives it.
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
    refers_to: Reference | None = None

    @property
    def is_whole(self) -> bool:
        """A revisit's record ends before its payload, which is no loss."""
        return self.truncated is None or self.refers_to is not None

    def with_payload_of(self, original: ReadExchange) -> ReadExchange:
        return replace(self, payload=original.payload)

    def header(self, name: str) -> str | None:
        """Of several fields the last one, as Scrapy has it: a rebuild sees what a live run saw."""
        values = self.values(name)
        return values[-1] if values else None

    def values(self, name: str) -> list[str]:
        return [value for field, value in self.headers if field.lower() == name.lower()]

    def body(self, max_bytes: int, *, lenient: bool = False) -> bytes:
        """Raises DecodingError. `lenient` is for other writers' files: see decode_content."""
        return decode_content(
            self.payload, self.values("content-encoding"), max_bytes, lenient=lenient
        )


def read_exchanges(path: Path, *, max_block_bytes: int = MAX_BLOCK_BYTES) -> Iterator[ReadExchange]:
    """In the file's order. Raises as read_records does.

    Passed over: what is no answer over HTTP, is too large, or states no date or no target URI.
    """
    for group in groups(read_records(path, max_block_bytes=max_block_bytes), max_block_bytes):
        exchange = exchange_of(path.name, group)
        if exchange is not None:
            yield exchange


def exchange_of(warc: str, group: list[RawRecord]) -> ReadExchange | None:
    answer = next((record for record in group if record.type in ANSWERS), None)
    if answer is None or answer.block is None:
        return None
    metadata = read_warc_fields(_block(group, "metadata"))
    block = _message(answer, metadata)
    head = messages.read_head(block)
    date = read_warc_date(answer.header("WARC-Date"))
    url = foreign.target_uri(answer.header("WARC-Target-URI"))
    if head is None or date is None or url is None:
        return None
    is_revisit = answer.type == "revisit"
    return ReadExchange(
        url=url,
        date=date,
        status=head.status,
        headers=head.fields,
        payload=b"" if is_revisit else foreign.payload(block, head),
        ref=capture_ref(warc, answer),
        request=_block(group, "request"),
        metadata=metadata,
        provenance=read_provenance(metadata),
        truncated=answer.header("WARC-Truncated"),
        refers_to=read_reference(answer.header) if is_revisit else None,
    )


def _message(answer: RawRecord, metadata: Mapping[str, str]) -> bytes:
    """Of a revisit without a block, the 304's head that its metadata record has, or a bare one."""
    _, block = messages.split_interim(answer.block or b"")
    if block or answer.type != "revisit":
        return block
    is_not_modified = read_reference(answer.header).is_not_modified
    status = NOT_MODIFIED if is_not_modified else OK
    return unquoted(metadata.get("notModifiedHeaders", "")) or b"HTTP/1.1 %d\r\n\r\n" % status


def _block(group: list[RawRecord], kind: str) -> bytes:
    blocks = (record.block for record in group if record.type == kind)
    return next(blocks, None) or b""


def capture_ref(warc: str, answer: RawRecord) -> CaptureRef:
    return CaptureRef(
        warc=warc,
        offset=answer.offset,
        length=answer.length,
        record_id=answer.id,
        payload_digest=answer.header("WARC-Payload-Digest"),
    )
