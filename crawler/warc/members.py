"""The bytes of a WARC file as its records need them: gzip members, and what is read ahead.

A member's bytes are given before its checksum has been seen, its end only after.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK_BYTES = 262_144
# What zlib is given at once: it copies all that stands behind a member's end, for each member.
_SLICE_BYTES = 32_768
_MAX_HEADER_BYTES = 1_048_576
_HEADER_END = re.compile(rb"\n\r?\n")
_BLANK_LINES = re.compile(rb"[\r\n]*")


class NoRecordError(ValueError):
    """What stands here is no whole record."""


class Members:
    """The members of a gzip file, decompressed; `position` is that of the next compressed byte."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._compressed = memoryview(b"")
        self._member = zlib.decompressobj(wbits=31)
        self.position = 0

    def begin(self) -> bool:
        """False at the end of the file."""
        self._member = zlib.decompressobj(wbits=31)
        return bool(self._ahead())

    def read(self, size: int) -> bytes:
        r"""Up to `size` bytes of the member; b"" once it has ended and its checksum was right."""
        while not self._member.eof:
            compressed = self._ahead()[:_SLICE_BYTES]
            part = self._member.decompress(compressed, size)
            # At a member's end zlib may leave in the tail what is also in the unused bytes.
            member = self._member
            left = member.unused_data if member.eof else member.unconsumed_tail
            self._pass(len(compressed) - len(left))
            if part:
                return part
            if not compressed:
                raise NoRecordError("the file ends within a gzip member")
        return b""

    def _ahead(self) -> memoryview:
        if not self._compressed:
            self._compressed = memoryview(self._file.read(CHUNK_BYTES))
        return self._compressed

    def _pass(self, size: int) -> None:
        self._compressed = self._compressed[size:]
        self.position += size


class Buffer:
    """Bytes to look at before they are taken; `taken` counts those that were."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._bytes = b""
        self._start = 0
        self.taken = 0

    def at_end(self) -> bool:
        return self._start == len(self._bytes) and not self._fill()

    def take(self, size: int) -> bytes:
        end = self._start + size
        if end > len(self._bytes):
            return self._gather(size)
        part = self._bytes[self._start : end]
        self._pass(size)
        return part

    def take_header(self) -> bytes:
        """Up to and with the empty line."""
        while not (end := _HEADER_END.search(self._bytes, self._start)):
            if len(self._bytes) - self._start > _MAX_HEADER_BYTES or not self._fill():
                raise NoRecordError("a record's header does not end")
        return self.take(end.end() - self._start)

    def take_if(self, expected: bytes) -> bool:
        while len(self._bytes) - self._start < len(expected) and self._fill():
            pass
        if not self._bytes.startswith(expected, self._start):
            return False
        self._pass(len(expected))
        return True

    def skip(self, size: int) -> None:
        while size > 0:
            if self.at_end():
                raise NoRecordError("the file, or its gzip member, ends within a record")
            passed = min(size, len(self._bytes) - self._start)
            self._pass(passed)
            size -= passed

    def at_record(self) -> bool:
        """False at the end. Some writers put more empty lines between records than two."""
        while not self.at_end():
            blank = _BLANK_LINES.match(self._bytes, self._start)
            if blank is None or blank.end() == self._start:
                return True
            self._pass(blank.end() - self._start)
        return False

    def _gather(self, size: int) -> bytes:
        """Through one growing buffer, whose bytes are the block: a large one is there once."""
        gathered = io.BytesIO()
        while (missing := size - gathered.tell()) > 0:
            if self.at_end():
                raise NoRecordError("the file, or its gzip member, ends within a record")
            gathered.write(memoryview(self._bytes)[self._start : self._start + missing])
            self._pass(min(missing, len(self._bytes) - self._start))
        return gathered.getvalue()

    def _pass(self, size: int) -> None:
        self._start += size
        self.taken += size

    def _fill(self) -> bool:
        part = self._read(CHUNK_BYTES)
        self._bytes = self._bytes[self._start :] + part
        self._start = 0
        return bool(part)
