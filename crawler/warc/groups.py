"""Which records of a file are one exchange: neighbours of which one names another.

Their order is each writer's own. https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#warc-concurrent-to
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.warc.record import unbracketed
from crawler.warc.stream import RawRecord, TornWarcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# An exchange is three records, a page of Browsertrix some more.
_MAX_RECORDS = 16


def groups(records: Iterable[RawRecord], max_bytes: int) -> Iterator[list[RawRecord]]:
    """The last group comes before a tear's error; one with larger blocks is ended before."""
    group = _Group()
    try:
        for record in records:
            if group.records and not (group.names(record) and group.has_room(record, max_bytes)):
                yield group.records
                group = _Group()
            group.add(record)
    except TornWarcError:
        if group.records:
            yield group.records
        raise
    if group.records:
        yield group.records


def concurrent_ids(record: RawRecord) -> list[str]:
    return [unbracketed(value) for value in record.all("WARC-Concurrent-To")]


class _Group:
    def __init__(self) -> None:
        self.records: list[RawRecord] = []
        self._ids: set[str] = set()
        self._named: set[str] = set()
        self._bytes = 0

    def add(self, record: RawRecord) -> None:
        self.records.append(record)
        self._ids.add(record.id)
        self._named.update(concurrent_ids(record))
        self._bytes += len(record.block or b"")

    def has_room(self, record: RawRecord, max_bytes: int) -> bool:
        return (
            len(self.records) < _MAX_RECORDS and self._bytes + len(record.block or b"") <= max_bytes
        )

    def names(self, record: RawRecord) -> bool:
        """One names the other, both name a third, or it says more of the same capture."""
        if record.id in self._named:
            return True
        names = concurrent_ids(record)
        if not names and record.type == "metadata":  # StormCrawler's name nothing
            return _capture(record) == _capture(self.records[0])
        return not (self._named.isdisjoint(names) and self._ids.isdisjoint(names))


def _capture(record: RawRecord) -> tuple[str | None, str | None]:
    return record.header("WARC-Target-URI"), record.header("WARC-Date")
