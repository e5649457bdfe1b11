"""One closed WARC file: its records, its index, and what the ledger says stands in it.

Records come in the order of the file and the ledger's rows in the same, so each is looked at once
and none is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.verification.findings import Counted, reason
from crawler.warc.dates import read_warc_date
from crawler.warc.record import unbracketed
from crawler.warc.verify import verify_warc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import NamedCapture
    from crawler.warc.stream import RawRecord

_ANSWERS = frozenset({"response", "revisit"})
# sha256: and the 32 hex digits that the ledger's payloads keep of 64.
_KEPT_DIGEST_CHARS = 39


def check_warc(
    path: Path,
    named: Iterable[NamedCapture],
    findings: Findings,
    *,
    report: Callable[[int], None],
) -> None:
    """`report` is told how many bytes have been read."""
    place = f"warc/{path.name}"
    captures = Named(named)
    records = 0

    def also(record: RawRecord, fields: Mapping[str, str]) -> Iterator[str]:
        nonlocal records
        records += 1
        report(record.offset + record.length)
        return captures.problems(record.offset, record.length, fields)

    for problem in verify_warc(path, also=also):
        findings.add(place, problem.what, problem.offset)
    rest = captures.rest()
    if rest.count:
        rows = f"{rest.count:,} rows of the ledger (such as {rest.first})"
        findings.add(place, f"{rows} name records that are not here")
    findings.counts[Counted.WARCS] += 1
    findings.counts[Counted.RECORDS] += records
    findings.counts[Counted.WARC_BYTES] += size_of(path, place, findings)


def size_of(path: Path, place: str, findings: Findings) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        findings.add(place, f"cannot be read: {reason(error)}")
        return 0


@dataclass(frozen=True, slots=True)
class Rest:
    """How many rows; `first` is one of them."""

    count: int
    first: str


class Named:
    """The captures that the ledger names in one file, held against what stands there."""

    def __init__(self, named: Iterable[NamedCapture]) -> None:
        self._rows = iter(named)
        self._by_id: dict[str, NamedCapture] = {}
        self._next = next(self._rows, None)
        while self._next is not None and self._next.offset is None:
            self._by_id[self._next.record_id] = self._next
            self._next = next(self._rows, None)

    def problems(self, offset: int, length: int, fields: Mapping[str, str]) -> Iterator[str]:
        """Of the rows that name a record up to here."""
        if self._by_id:
            record_id = unbracketed(fields.get("warc-record-id", ""))
            if (row := self._by_id.pop(record_id, None)) is not None:
                yield from _told(row, _differences(row, length, fields))
        while (row := self._next) is not None and (row.offset or 0) <= offset:
            self._next = next(self._rows, None)
            if row.offset == offset:
                yield from _told(row, _differences(row, length, fields))
            else:
                yield from _told(row, [f"no record begins at byte {row.offset}"])

    def rest(self) -> Rest:
        """Of the rows whose records did not come."""
        rows = list(self._by_id.values())
        first = next(iter(rows), self._next)
        count = len(rows) + (self._next is not None) + sum(1 for _ in self._rows)
        return Rest(count, first.row if first else "")


def _told(row: NamedCapture, complaints: Iterable[str]) -> Iterator[str]:
    return (f"{what}, as the ledger ({row.row}) has it" for what in complaints)


def _differences(row: NamedCapture, length: int, fields: Mapping[str, str]) -> Iterator[str]:
    kind = fields.get("warc-type", "").lower()
    if kind not in _ANSWERS:
        yield f"a {kind} record and no answer"
        return
    if unbracketed(fields.get("warc-record-id", "")) != row.record_id:
        yield f"not record {row.record_id}"
        return
    if row.length is not None and row.length != length:
        yield f"{length} bytes long and not {row.length}"
    if not is_digest(fields.get("warc-payload-digest"), row.digest):
        yield "not the payload digest"
    if row.fetched_at and read_warc_date(fields.get("warc-date")) != read_warc_date(row.fetched_at):
        yield "not the date"
    if row.url is not None:
        yield from _differences_of_original(row.url, kind, fields)


def _differences_of_original(url: str, kind: str, fields: Mapping[str, str]) -> Iterator[str]:
    if kind != "response":
        yield "a revisit and no response"
    if unbracketed(fields.get("warc-target-uri", "")) != url:
        yield "not the URL"


def is_digest(stated: str | None, named: str | None) -> bool:
    """Whether `named` is the digest, or the beginning that the ledger's payloads keep of it."""
    if named is None or stated is None or len(named) != _KEPT_DIGEST_CHARS:
        return stated == named
    return stated.startswith(named)
