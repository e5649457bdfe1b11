"""How far each worker has read its file: a number a slot, in a file that all of them share."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = struct.Struct("<Q")
# Between two reports, in bytes of the file that is read.
_REPORT_BYTES = 4 * 1024 * 1024


class ReadingPlace:
    """Of one slot, for the process that reads."""

    def __init__(self, scratch: Path, slot: int) -> None:
        self._file = _file(scratch)
        self._slot = slot
        self._reported = 0

    def report(self, read: int) -> None:
        if read - self._reported >= _REPORT_BYTES:
            self._reported = read
            self.set(read)

    def set(self, read: int) -> None:
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.pwrite(descriptor, _NUMBER.pack(read), self._slot * _NUMBER.size)
        finally:
            os.close(descriptor)


def places(scratch: Path) -> list[int]:
    """Of all slots that were ever used."""
    try:
        content = _file(scratch).read_bytes()
    except OSError:
        return []
    whole = len(content) - len(content) % _NUMBER.size
    return [read for (read,) in _NUMBER.iter_unpack(content[:whole])]


def _file(scratch: Path) -> Path:
    return scratch / "reading-places"
