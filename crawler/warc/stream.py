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

from crawler.warc.messages import read_fields
from crawler.warc.records import RECORD_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK_BYTES = 262_144
# zlib copies what it was given behind the end of a member; 256 KB cost more than all else.
_READ_BYTES = 65_536
_MAX_HEADER_BYTES = 1_048_576
# A record that is larger is passed over: a video in someone else's archive.
DEFAULT_MAX_BLOCK_BYTES = 256 * 1024 * 1024
_VERSION_LINE = re.compile(rb"(WARC/\d\.\d+)[ \t]*\r?\n")
_HEADER_END = re.compile(rb"\n\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")


class TornWarcError(ValueError):
    """`offset` is the end of the last whole record: what follows it cannot be read."""

    def __init__(self, path: Path, offset: int, why: str) -> None:
        super().__init__(f"{path}: byte {offset}: {why}")
        self.path = path
        self.offset = offset
        self.why = why


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
        wanted = name.lower()
        return next((value for field, value in self.headers if field.lower() == wanted), None)

    @property
    def type(self) -> str:
        return (self.header("WARC-Type") or "").lower()

    @property
    def id(self) -> str:
        return unbracketed(self.header("WARC-Record-ID") or "")


class _NoRecordError(ValueError):
    """What stands here is no whole record."""


def unbracketed(uri: str) -> str:
    return uri.strip().removeprefix("<").removesuffix(">")


def read_records(
    path: Path, *, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[RawRecord]:
    """Raises TornWarcError, after the last whole record, where the file cannot be read further."""
    whole = 0
    with path.open("rb") as file:
        read = gzip_records if file.read(2) == _GZIP_MAGIC else _plain_records
        file.seek(0)
        try:
            for record in read(file, max_block_bytes):
                yield record
                whole = record.offset + record.length
        except (_NoRecordError, zlib.error) as error:
            raise TornWarcError(path, whole, str(error)) from error


def _plain_records(file: BinaryIO, max_block_bytes: int) -> Iterator[RawRecord]:
    buffer = _Buffer(file.read)
    while not buffer.at_end():
        start = buffer.taken
        version, headers, block, framed = _read_record(buffer, max_block_bytes)
        yield RawRecord(start, buffer.taken - start, version, headers, block, framed)


def gzip_records(
    file: BinaryIO, max_block_bytes: int = DEFAULT_MAX_BLOCK_BYTES
) -> Iterator[RawRecord]:
    members = _Members(file)
    while members.begin():
        start = members.position
        buffer = _Buffer(members.read)
        first = True
        while not buffer.at_end():
            version, headers, block, framed = _read_record(buffer, max_block_bytes)
            alone = first and buffer.at_end()
            length = members.position - start if alone else 0
            yield RawRecord(start, length, version, headers, block, framed)
            first = False


class _Members:
    """The members of a gzip file, decompressed; `position` is that of the next compressed byte."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._compressed = b""
        self._member = zlib.decompressobj(wbits=31)
        self.position = 0

    def begin(self) -> bool:
        """False at the end of the file."""
        self._compressed = self._compressed or self._file.read(_READ_BYTES)
        self._member = zlib.decompressobj(wbits=31)
        return bool(self._compressed)

    def read(self, size: int) -> bytes:
        r"""Up to `size` bytes of the member; b"" once it has ended and its checksum was right."""
        while not self._member.eof:
            compressed = self._compressed or self._file.read(_READ_BYTES)
            part = self._member.decompress(compressed, size)
            self._compressed = self._member.unconsumed_tail or self._member.unused_data
            self.position += len(compressed) - len(self._compressed)
            if part:
                return part
            if not compressed:
                raise _NoRecordError("the file ends within a gzip member")
        return b""


class _Buffer:
    """Bytes to look at before they are taken; `taken` counts those that were."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._bytes = bytearray()
        self.taken = 0

    def at_end(self) -> bool:
        return not self._bytes and not self._fill()

    def take(self, size: int) -> bytes:
        while len(self._bytes) < size:
            if not self._fill():
                raise _NoRecordError("the file ends within a record")
        part = bytes(memoryview(self._bytes)[:size])
        del self._bytes[:size]
        self.taken += size
        return part

    def take_header(self) -> bytes:
        """Up to and with the empty line."""
        while not (end := _HEADER_END.search(self._bytes)):
            if len(self._bytes) > _MAX_HEADER_BYTES or not self._fill():
                raise _NoRecordError("a record's header does not end")
        return self.take(end.end())

    def take_if(self, expected: bytes) -> bool:
        while len(self._bytes) < len(expected) and self._fill():
            pass
        if not self._bytes.startswith(expected):
            return False
        self.take(len(expected))
        return True

    def skip(self, size: int) -> None:
        while size > 0:
            size -= len(self.take(min(size, _CHUNK_BYTES)))

    def _fill(self) -> bool:
        part = self._read(_CHUNK_BYTES)
        self._bytes += part
        return bool(part)


def _read_record(
    buffer: _Buffer, max_block_bytes: int
) -> tuple[str, tuple[tuple[str, str], ...], bytes | None, bool]:
    while buffer.take_if(b"\r\n") or buffer.take_if(b"\n"):
        continue  # some writers put more empty lines between records than two
    header = buffer.take_header()
    version = _VERSION_LINE.match(header)
    if version is None:
        raise _NoRecordError(f"no WARC record begins with {header[:16]!r}")
    headers = tuple((name, _utf8(value)) for name, value in read_fields(header[version.end() :]))
    length = _content_length(headers)
    block = buffer.take(length) if length <= max_block_bytes else None
    if block is None:
        buffer.skip(length)
    return version[1].decode("ascii"), headers, block, buffer.take_if(RECORD_END)


def _content_length(headers: tuple[tuple[str, str], ...]) -> int:
    for name, value in headers:
        if name.lower() == "content-length" and _LENGTH.fullmatch(value):
            return int(value)
    raise _NoRecordError("a record without Content-Length")


def _utf8(value: str) -> str:
    return value if value.isascii() else value.encode("latin-1").decode("utf-8", "replace")
