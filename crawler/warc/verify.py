"""The strict check of one WARC file of ours, and of its index.

Stricter than any reader: a member for each record, right checksums, digests over the bytes as the
specification means them, references that resolve, and an index that says what the file holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.warc.index_check import LineSum, index_problems
from crawler.warc.record import unbracketed
from crawler.warc.record_checks import fields_of, record_problems
from crawler.warc.recovery import index_line_of
from crawler.warc.references import References
from crawler.warc.stream import RawRecord, TornWarcError, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """`offset` is None for what concerns the whole file."""

    file: str
    offset: int | None
    what: str

    def __str__(self) -> str:
        place = "" if self.offset is None else f" byte {self.offset}:"
        return f"{self.file}:{place} {self.what}"


def _nothing(_record: RawRecord, _fields: Mapping[str, str]) -> Iterable[str]:
    return ()


def verify_warc(
    path: Path, *, also: Callable[[RawRecord, Mapping[str, str]], Iterable[str]] = _nothing
) -> Iterator[Problem]:
    """Nothing for a file that is whole.

    `also` is asked what else is wrong with each record, so that nobody reads the file twice; it is
    given the record's fields by their names in lower case.
    """
    seen = _Seen(path.parent)
    held = LineSum()
    try:
        for record in read_records(path):
            fields = fields_of(record)
            for what in (
                *record_problems(record, fields, path.name),
                *seen.problems(record, fields),
                *also(record, fields),
            ):
                yield Problem(path.name, record.offset, what)
            if (line := index_line_of(path.name, record)) is not None:
                held.add(line.encode())
    except TornWarcError as error:
        # What is missing behind it, and what the index has of that, is the same damage.
        yield Problem(path.name, error.offset, f"torn: {error.why}")
        return
    except OSError as error:
        yield Problem(path.name, None, f"cannot be read: {error.strerror or error}")
        return
    for what in (*seen.unresolved(), *index_problems(path, held)):
        yield Problem(path.name, None, what)


class _Seen:
    """What the records of a file say of one another, and its revisits of other files."""

    def __init__(self, folder: Path) -> None:
        self._references = References(folder)
        self._warcinfo: str | None = None
        self._ids: set[str] = set()
        self._awaited: set[str] = set()

    def problems(self, record: RawRecord, fields: Mapping[str, str]) -> Iterator[str]:
        kind, record_id = fields.get("warc-type", "").lower(), record.id
        if kind == "warcinfo" and not self._ids:
            self._warcinfo = record_id
        elif unbracketed(fields.get("warc-warcinfo-id", "")) != self._warcinfo:
            yield "WARC-Warcinfo-ID is not that of this file's first record"
        if record_id in self._ids:
            yield f"{record_id} is there twice"
        self._ids.add(record_id)
        self._awaited.discard(record_id)
        if "warc-concurrent-to" in fields:
            self._await(record)
        if kind == "revisit":
            yield from self._references.problems(fields)

    def _await(self, record: RawRecord) -> None:
        for name, value in record.headers:
            if name.lower() == "warc-concurrent-to" and unbracketed(value) not in self._ids:
                self._awaited.add(unbracketed(value))

    def unresolved(self) -> Iterator[str]:
        for missing in sorted(self._awaited):
            yield f"WARC-Concurrent-To {missing} names no record of this file"
