"""What a killed run left: files that are still named .open, and closed ones without an index.

Each .open file is read strictly from its beginning, cut after the last exchange whose records are
whole and whose digests are right, renamed and indexed.
Nothing is appended: behind a tear, readers would not find it.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.durable import sync, write_whole
from crawler.warc.cdxj import index_line
from crawler.warc.dates import read_warc_date
from crawler.warc.files import CLOSED, OPEN, closed_path, index_path
from crawler.warc.groups import concurrent_ids
from crawler.warc.index_lines import IndexLines
from crawler.warc.messages import read_head
from crawler.warc.reader import ANSWERS, capture_ref
from crawler.warc.record import digest, unbracketed
from crawler.warc.stream import RawRecord, TornWarcError, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Recovered:
    """`warc` is None for a file that held no exchange and was removed; `cut` counts lost bytes.

    `name` is the final name, of a file that was removed the one that it never got; `size` is what
    is left of it, in bytes.
    """

    found: str
    name: str
    warc: str | None
    records: int
    size: int
    cut: int


def recover(folder: Path) -> list[Recovered]:
    """Files that a living run holds are left alone. To be called before a run writes its own."""
    for leftover in folder.glob(".*.cdxj.tmp"):
        leftover.unlink(missing_ok=True)
    recovered = []
    for path in sorted(folder.glob(f"*{OPEN}")):
        with _lock(path) as is_ours:
            if is_ours:
                recovered.append(_recover_file(path))
    for path in sorted(folder.glob(f"*{CLOSED}")):
        if not index_path(path).exists():
            records = _write_index(path)
            size = path.stat().st_size
            recovered.append(Recovered(path.name, path.name, path.name, records, size, cut=0))
    return recovered


@contextmanager
def _lock(path: Path) -> Iterator[bool]:
    """False for a file that its writer still holds."""
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _recover_file(path: Path) -> Recovered:
    whole, records = _measure(path)
    size = path.stat().st_size
    if records <= 1:  # at most the warcinfo record
        path.unlink()
        return Recovered(path.name, closed_path(path).name, None, 0, 0, cut=size)
    with path.open("r+b") as file:
        file.truncate(whole)
        os.fsync(file.fileno())
    final = path.rename(closed_path(path))
    sync(final.parent)
    _write_index(final)
    return Recovered(path.name, final.name, final.name, records, whole, cut=size - whole)


def _measure(path: Path) -> tuple[int, int]:
    """Where the last whole exchange ends, and how many records there are up to there.

    An exchange's first records name its last one: what still names a record to come is not whole.
    """
    end = whole = 0
    seen: set[str] = set()
    awaited: set[str] = set()
    for count, record in enumerate(_whole_records(path), start=1):
        seen.add(record.id)
        awaited = (awaited | set(concurrent_ids(record))) - seen
        if not awaited:
            end, whole = record.offset + record.length, count
    return end, whole


def _whole_records(path: Path) -> Iterator[RawRecord]:
    try:
        for record in read_records(path):
            if not _is_whole(record):
                return
            yield record
    except TornWarcError:
        return


def _is_whole(record: RawRecord) -> bool:
    if record.block is None or not record.framed or record.length == 0:
        return False
    return record.header("WARC-Block-Digest") == digest(record.block)


def _write_index(path: Path) -> int:
    content, records = index_of(path)
    write_whole(index_path(path), [content])
    return records


def index_of(path: Path) -> tuple[bytes, int]:
    """The index that a file should have, and how many whole records stand in it."""
    count = 0
    with closing(IndexLines()) as index:
        for record in _whole_records(path):
            count += 1
            if (line := index_line_of(path.name, record)) is not None:
                index.add(line)
        return b"".join(index.content()), count


def index_line_of(warc: str, record: RawRecord) -> str | None:
    date = read_warc_date(record.header("WARC-Date"))
    head = read_head(record.block or b"")
    if record.type not in ANSWERS or date is None or (head is None and record.block):
        return None
    url = unbracketed(record.header("WARC-Target-URI") or "")
    return index_line(record.type, url, date, head, capture_ref(warc, record))
