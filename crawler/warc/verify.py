"""The strict check of one WARC file of ours, and of its index.

Stricter than any reader: a member for each record, right checksums, digests over the bytes as the
specification means them, references that resolve, and an index that says what the file holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from crawler.warc import messages
from crawler.warc.dates import read_warc_date
from crawler.warc.exchange import Truncation
from crawler.warc.files import OPEN, index_path
from crawler.warc.record import digest, unbracketed
from crawler.warc.recovery import index_of
from crawler.warc.stream import RawRecord, TornWarcError, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REQUIRED = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length", "WARC-Block-Digest")
_CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "metadata": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`offset` is None for what concerns the whole file."""

    file: str
    offset: int | None
    what: str

    def __str__(self) -> str:
        place = "" if self.offset is None else f" byte {self.offset}:"
        return f"{self.file}:{place} {self.what}"


def verify_warc(path: Path) -> Iterator[Problem]:
    """Nothing for a file that is whole."""
    seen = _Seen()
    try:
        for record in read_records(path):
            for what in (*_record_problems(record, path.name), *seen.problems(record)):
                yield Problem(path.name, record.offset, what)
    except TornWarcError as error:
        yield Problem(path.name, error.offset, f"torn: {error}")
    for what in (*seen.unresolved(), *_index_problems(path)):
        yield Problem(path.name, None, what)


class _Seen:
    """What the records of a file say of one another."""

    def __init__(self) -> None:
        self._warcinfo: str | None = None
        self._ids: set[str] = set()
        self._wanted: set[str] = set()

    def problems(self, record: RawRecord) -> Iterator[str]:
        if record.type == "warcinfo" and not self._ids:
            self._warcinfo = record.id
        elif unbracketed(record.header("WARC-Warcinfo-ID") or "") != self._warcinfo:
            yield "WARC-Warcinfo-ID is not that of this file's first record"
        if record.id in self._ids:
            yield f"{record.id} is there twice"
        self._ids.add(record.id)
        self._wanted |= {
            unbracketed(value)
            for name, value in record.headers
            if name.lower() == "warc-concurrent-to"
        }

    def unresolved(self) -> Iterator[str]:
        for missing in sorted(self._wanted - self._ids):
            yield f"WARC-Concurrent-To {missing} names no record of this file"


def _record_problems(record: RawRecord, file: str) -> Iterator[str]:
    yield from (f"no {name}" for name in _REQUIRED if record.header(name) is None)
    if record.version != "WARC/1.1":
        yield f"version {record.version}"
    if record.length == 0:
        yield "shares its gzip member"
    if not record.framed:
        yield "two empty lines are missing after the block"
    if read_warc_date(record.header("WARC-Date")) is None:
        yield "WARC-Date is no date"
    if record.type == "warcinfo" and record.header("WARC-Filename") != file:
        yield "WARC-Filename is not the file's name"
    yield from _block_problems(record)


def _block_problems(record: RawRecord) -> Iterator[str]:
    if record.block is None:
        yield "too large to check"
        return
    if record.header("WARC-Block-Digest") != digest(record.block):
        yield "WARC-Block-Digest is not that of the block"
    if record.type not in _CONTENT_TYPES:
        yield f"unexpected record type {record.type!r}"
    elif record.header("Content-Type") != _CONTENT_TYPES[record.type]:
        yield f"Content-Type of a {record.type} record"
    if record.type == "response":
        yield from _response_problems(record, record.block)


def _response_problems(record: RawRecord, block: bytes) -> Iterator[str]:
    head = messages.read_head(block)
    if head is None or head.status < 200:
        yield "the block does not begin with a final HTTP status"
        return
    truncated = record.header("WARC-Truncated")
    if truncated is not None and truncated not in get_args(Truncation):
        yield f"WARC-Truncated {truncated}"
    if head.body_start is None:
        if truncated is None:
            yield "the header is cut off, and WARC-Truncated does not say so"
        return
    if record.header("WARC-Payload-Digest") != digest(messages.payload(block, head)):
        yield "WARC-Payload-Digest is not that of the payload"


def _index_problems(path: Path) -> Iterator[str]:
    """A file that is still written has no index."""
    if path.name.endswith(OPEN):
        return
    try:
        index = index_path(path).read_bytes()
    except FileNotFoundError:
        yield "no .cdxj beside it"
        return
    if index != index_of(path)[0]:
        yield "the .cdxj does not say what the file holds"
