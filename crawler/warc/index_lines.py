"""The index lines of a WARC file that is being written: kept out of memory, given back sorted.

A file of 1 GB may have 200,000 of them, of 350 bytes each. They wait in sorted packs, compressed,
in a file without a name; where that cannot be written, in memory: an index is no reason to stop.
"""

from __future__ import annotations

import heapq
import io
import os
import zlib
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_PER_PACK = 500


@dataclass(frozen=True, slots=True)
class _Place:
    offset: int
    size: int


class IndexLines:
    """Close it: the file takes room until then."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._packs: list[bytes | _Place] = []
        self._file: IO[bytes] | None = None
        self._end = 0

    def add(self, line: str) -> None:
        self._lines.append(line.encode())
        if len(self._lines) == _LINES_PER_PACK:
            pack = zlib.compress(b"".join(sorted(self._lines)), 1)
            self._packs.append(self._put_away(pack) or pack)
            self._lines = []

    def content(self) -> Iterator[bytes]:
        """The whole index, a line at a time; UTF-8 sorts as the characters do. Raises OSError."""
        packs = (iter(io.BytesIO(zlib.decompress(self._read(pack)))) for pack in self._packs)
        return heapq.merge(*packs, sorted(self._lines))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _put_away(self, pack: bytes) -> _Place | None:
        place = _Place(self._end, len(pack))
        try:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 - as long as the WARC file is written
            written = os.pwrite(self._file.fileno(), pack, place.offset)
        except OSError:
            return None
        if written < place.size:
            return None
        self._end += written
        return place

    def _read(self, pack: bytes | _Place) -> bytes:
        if isinstance(pack, bytes):
            return pack
        assert self._file is not None  # noqa: S101 - a place is in it
        return os.pread(self._file.fileno(), pack.size, pack.offset)
