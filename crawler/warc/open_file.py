"""The WARC file in hand: created, locked, appended to, and closed under its final name."""

from __future__ import annotations

import fcntl
import os
import zlib
from typing import TYPE_CHECKING

from crawler.article import CaptureRef
from crawler.durable import sync, write_whole
from crawler.warc.cdxj import index_line
from crawler.warc.files import CLOSED, OPEN, index_path
from crawler.warc.index_lines import IndexLines
from crawler.warc.record import target_uri

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.warc.exchange import Exchange
    from crawler.warc.record import Record

# 239 KB of HTML, mean of 120 real pages: level 1 takes 1.4 ms for 56 KB, 3 takes 1.7 ms for 53 KB,
# 6 takes 3.9 ms for 47 KB. Most pages come compressed; those are stored as they are.
GZIP_LEVEL = 3
_STORED = 0
# What zlib sets up for each member costs more than what it then does, unless it is told to take
# less memory: for a request record 4 microseconds against 81, for a stored page 63 against 242.
# As zlib has it: 16 for gzip and the window's bits; then the size of its tables.
_SMALL_RECORD_BYTES = 2048
_FOR_SMALL = (27, 4)
_FOR_STORED = (25, 1)
_FOR_LARGE = (31, 8)
_MODE = 0o644


class OpenWarc:
    """`size` counts the bytes of whole groups; `name` is the final one.

    The warcinfo record goes out with the first group, so that no file is without it or has only it.
    """

    def __init__(self, folder: Path, name: str, warcinfo: Record) -> None:
        self.name = name
        self.warcinfo_id = warcinfo.id
        self.size = 0
        self._path = folder / f"{name.removesuffix(CLOSED)}{OPEN}"
        self._preface = _member(warcinfo)
        self._index = IndexLines()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._descriptor = os.open(self._path, flags, _MODE)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sync(folder)

    def append(self, exchange: Exchange, records: Sequence[Record]) -> CaptureRef | None:
        """One write for the whole group. Raises OSError with the file cut back to what it was."""
        members = [_member(record) for record in records]
        preface = b"" if self.size else self._preface
        start = self.size + len(preface)
        self._write(preface + b"".join(members))
        answer = records[-1]
        if not answer.is_answer:
            return None
        ref = CaptureRef(
            warc=self.name,
            offset=start + sum(map(len, members[:-1])),
            length=len(members[-1]),
            record_id=answer.id,
            payload_digest=answer.payload_digest,
        )
        url = target_uri(exchange.url)
        self._index.add(index_line(answer.type, url, exchange.started, answer.head, ref))
        return ref

    def append_remark(self, record: Record) -> None:
        """It speaks of an exchange that was written before, in this file or another."""
        self._write((b"" if self.size else self._preface) + _member(record))

    def duplicate(self) -> int:
        """A descriptor of its own for a sync in another thread, to be closed by the caller."""
        return os.dup(self._descriptor)

    def close(self) -> None:
        """Synced, renamed, the new name synced, then indexed. An empty file is removed."""
        try:
            if self.size == 0:
                self._path.unlink()
                return
            os.fsync(self._descriptor)
            final = self._path.with_name(self.name)
            self._path.rename(final)
            sync(final.parent)
            write_whole(index_path(final), self._index.content())
        finally:
            self._index.close()
            os.close(self._descriptor)

    def abandon(self) -> None:
        """Left under its .open name, as a crash would leave it."""
        self._index.close()
        os.close(self._descriptor)

    def _write(self, group: bytes) -> None:
        rest = memoryview(group)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os.ftruncate(self._descriptor, self.size)
            os.lseek(self._descriptor, self.size, os.SEEK_SET)
            raise
        self.size += len(group)


def _member(record: Record) -> bytes:
    level, (window, memory) = _how(record)
    member = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return member.compress(record.content) + member.flush()


def _how(record: Record) -> tuple[int, tuple[int, int]]:
    if record.is_compressed:
        return _STORED, _FOR_STORED
    is_small = len(record.content) <= _SMALL_RECORD_BYTES
    return GZIP_LEVEL, _FOR_SMALL if is_small else _FOR_LARGE
