"""One WARC record of ours looked at by itself: its header, its block, its digests. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from crawler.warc import messages
from crawler.warc.dates import read_warc_date
from crawler.warc.exchange import Truncation
from crawler.warc.record import digest
from crawler.warc.revisits import IDENTICAL_PAYLOAD, NOT_MODIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawler.warc.stream import RawRecord

    Fields = Mapping[str, str]


_REQUIRED = ("WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length", "WARC-Block-Digest")
_REQUIRED_OF_REVISIT = (
    "WARC-Profile",
    "WARC-Refers-To",
    "WARC-Refers-To-Target-URI",
    "WARC-Refers-To-Date",
    "WARC-Refers-To-Filename",
    "WARC-Refers-To-File-Offset",
    "WARC-Payload-Digest",
)
_CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "metadata": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
}
_TRUNCATIONS = frozenset(get_args(Truncation))


def fields_of(record: RawRecord) -> dict[str, str]:
    """The first value of each name, in lower case: looked at ten times a record."""
    return {name.lower(): value for name, value in reversed(record.headers)}


def record_problems(record: RawRecord, fields: Fields, file: str) -> Iterator[str]:
    """`fields` are those of `fields_of`, `file` is the name of the record's file."""
    yield from _missing(fields, _REQUIRED)
    if record.version != "WARC/1.1":
        yield f"version {record.version}"
    if record.length == 0:
        yield "shares its gzip member"
    if not record.framed:
        yield "two empty lines are missing after the block"
    if read_warc_date(fields.get("warc-date")) is None:
        yield "WARC-Date is no date"
    kind = fields.get("warc-type", "").lower()
    if kind == "warcinfo" and fields.get("warc-filename") != file:
        yield "WARC-Filename is not the file's name"
    if record.block is None:
        yield "too large to check"
        return
    yield from _block_problems(kind, fields, record.block)


def _missing(fields: Fields, required: tuple[str, ...]) -> Iterator[str]:
    yield from (f"no {name}" for name in required if name.lower() not in fields)


def _block_problems(kind: str, fields: Fields, block: bytes) -> Iterator[str]:
    if fields.get("warc-block-digest") != digest(block):
        yield "WARC-Block-Digest is not that of the block"
    if kind not in _CONTENT_TYPES:
        yield f"unexpected record type {kind!r}"
    elif fields.get("content-type") != _CONTENT_TYPES[kind]:
        yield f"Content-Type of a {kind} record"
    if kind == "response":
        yield from _response_problems(fields, block)
    elif kind == "revisit":
        yield from _revisit_problems(fields, block)


def _response_problems(fields: Fields, block: bytes) -> Iterator[str]:
    head = messages.read_head(block)
    if head is None or head.status < 200:
        yield "the block does not begin with a final HTTP status"
        return
    truncated = fields.get("warc-truncated")
    if truncated is not None and truncated not in _TRUNCATIONS:
        yield f"WARC-Truncated {truncated}"
    if head.body_start is None:
        if truncated is None:
            yield "the header is cut off, and WARC-Truncated does not say so"
        return
    if fields.get("warc-payload-digest") != digest(messages.payload(block, head)):
        yield "WARC-Payload-Digest is not that of the payload"


def _revisit_problems(fields: Fields, block: bytes) -> Iterator[str]:
    yield from _missing(fields, _REQUIRED_OF_REVISIT)
    profile = fields.get("warc-profile")
    if profile == NOT_MODIFIED:
        if block:
            yield "a server-not-modified revisit with a block"
        if "warc-truncated" in fields:
            yield "a server-not-modified revisit with WARC-Truncated"
    elif profile == IDENTICAL_PAYLOAD:
        yield from _same_payload_problems(fields, block)
    elif profile is not None:
        yield f"unknown WARC-Profile {profile}"


def _same_payload_problems(fields: Fields, block: bytes) -> Iterator[str]:
    head = messages.read_head(block)
    if head is None or head.status < 200:
        yield "the block does not begin with a final HTTP status"
    elif head.body_start != len(block):
        yield "the block of a revisit is not one HTTP header and nothing else"
    if fields.get("warc-truncated") != "length":
        yield "WARC-Truncated of a revisit without its payload is not length"
