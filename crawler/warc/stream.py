"""A WARC file's records one after another, compressed or not; a tear is an error, not an end.

Strict where it matters (gzip checks, declared lengths), lenient in what costs nothing (WARC/1.0,
bare LF, several records in a member). The other libraries take a torn last member for a clean end.
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from crawler.warc.members import Buffer, Members, NoRecordError
from crawler.warc.messages import read_fields
from crawler.warc.record import RECORD_END, unbracketed
from crawler.warc.refusal import BEGINNING_BYTES, GZIP_MAGIC, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A record that is larger is passed over: a video in someone else's archive.
DEFAULT_MAX_BLOCK_BYTES = 256 * 1024 * 1024
_VERSION_LINE = re.compile(rb"(WARC/\d\.\d+)[ \t]*\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")


class TornWarcError(ValueError):
    """`offset` is the end of the last whole record: what follows it cannot be read."""

    def __init__(self, path: Path, offset: int, why: str) -> None:
        super().__init__(f"{path}: byte {offset}: {why}")
        self.path = path
        self.offset = offset
        self.why = why


class NotWarcError(TornWarcError):
    """There is no WARC record at the beginning; the message says what the file is instead."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, 0, what)
        self.args = (f"{path}: {what}",)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """`offset` and `length` are bytes of the file; `length` is 0 if records share a gzip member.

    `block` is None where it is larger than the limit; `framed`: two empty lines follow the block.
    """

    offset: int
    length: int
    version: str
    headers: tuple[tuple[str, str], ...]
    block: bytes | None
    framed: bool

    def header(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[str]:
        """The values of a field that may stand there more than once."""
        wanted = name.lower()
        length = len(name)
        return [
            value
            for field, value in self.headers
            if len(field) == length and field.lower() == wanted
        ]

    @property
    def type(self) -> str:
        return (self.header("WARC-Type") or "").lower()

    @property
    def id(self) -> str:
        return unbracketed(self.header("WARC-Record-ID") or "")


def read_records(
    path: Path, *, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[RawRecord]:
    """Raises TornWarcError, after the last whole record, where the file cannot be read further.

    NotWarcError if it is another kind of file. An empty file holds no records.
    """
    whole: int | None = None
    with path.open("rb") as file:
        beginning = file.read(BEGINNING_BYTES)
        file.seek(0)
        try:
            for record in records_from(file, max_block_bytes):
                yield record
                whole = record.offset + record.length
        except (NoRecordError, zlib.error) as error:
            if whole is None and (what := refusal(beginning)) is not None:
                raise NotWarcError(path, what) from error
            raise TornWarcError(path, whole or 0, str(error)) from error


def records_from(
    file: BinaryIO, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[RawRecord]:
    """From where the file stands, from which offsets count. Raises ValueError or zlib.error."""
    start = file.tell()
    read = gzip_records if file.read(len(GZIP_MAGIC)) == GZIP_MAGIC else _plain_records
    file.seek(start)
    return read(file, max_block_bytes)


def _plain_records(file: BinaryIO, max_block_bytes: int) -> Iterator[RawRecord]:
    buffer = Buffer(file.read)
    while buffer.at_record():
        start = buffer.taken
        version, headers, block, framed = _read_record(buffer, max_block_bytes)
        yield RawRecord(start, buffer.taken - start, version, headers, block, framed)


def gzip_records(
    file: BinaryIO, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[RawRecord]:
    members = Members(file)
    while members.begin():
        start = members.position
        buffer = Buffer(members.read)
        first = True
        while buffer.at_record():
            version, headers, block, framed = _read_record(buffer, max_block_bytes)
            alone = first and buffer.at_end()
            length = members.position - start if alone else 0
            yield RawRecord(start, length, version, headers, block, framed)
            first = False


def _read_record(
    buffer: Buffer, max_block_bytes: int
) -> tuple[str, tuple[tuple[str, str], ...], bytes | None, bool]:
    header = buffer.take_header()
    version = _VERSION_LINE.match(header)
    if version is None:
        raise NoRecordError(f"no WARC record begins with {header[:16]!r}")
    headers = read_fields(header[version.end() :])
    if not header.isascii():
        headers = tuple((name, _utf8(value)) for name, value in headers)
    length = _content_length(headers)
    block = buffer.take(length) if length <= max_block_bytes else None
    if block is None:
        buffer.skip(length)
    return version[1].decode("ascii"), headers, block, buffer.take_if(RECORD_END)


def _content_length(headers: tuple[tuple[str, str], ...]) -> int:
    for name, value in headers:
        if name.lower() == "content-length" and _LENGTH.fullmatch(value):
            return int(value)
    raise NoRecordError("a record without Content-Length")


def _utf8(value: str) -> str:
    return value.encode("latin-1").decode("utf-8", "replace")
