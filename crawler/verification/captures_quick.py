"""One closed WARC file without reading it: what its index says, and what the ledger says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.verification.captures import is_digest, size_of
from crawler.verification.findings import Counted, reason
from crawler.warc.files import index_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import NamedCapture


@dataclass(frozen=True, slots=True)
class _Entry:
    length: int
    digest: str | None


def check_index(path: Path, named: Iterable[NamedCapture], findings: Findings) -> None:
    """The entries of a file of 1 GB, up to 200,000, are held for as long as it takes."""
    place = f"warc/{path.name}"
    index = index_path(path)
    size = size_of(path, place, findings)
    findings.counts[Counted.WARCS] += 1
    findings.counts[Counted.WARC_BYTES] += size
    try:
        with index.open("rb") as lines:
            entries = dict(_entries(lines))
    except FileNotFoundError:
        findings.add(place, "no .cdxj beside it")
        return
    except OSError as error:
        findings.add(place, f"the .cdxj cannot be read: {reason(error)}")
        return
    except ValueError as error:
        findings.add(f"warc/{index.name}", str(error))
        return
    for offset, entry in entries.items():
        if offset + entry.length > size:
            findings.add(place, "the .cdxj names what lies beyond the file's end", offset)
    for row in named:
        if row.offset is not None and (what := _difference(row, entries.get(row.offset))):
            findings.add(place, f"{what}, as the ledger ({row.row}) has it", row.offset)


def _entries(lines: Iterable[bytes]) -> Iterator[tuple[int, _Entry]]:
    """Raises ValueError for what is no line of an index."""
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line[line.index(b"{") :])
            yield int(fields["offset"]), _Entry(int(fields["length"]), fields.get("digest"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"line {number} is none of an index") from error


def _difference(row: NamedCapture, entry: _Entry | None) -> str | None:
    if entry is None:
        return "nothing in the .cdxj"
    if row.length != entry.length:
        return f"{entry.length} bytes long in the .cdxj and not {row.length}"
    if not is_digest(entry.digest, row.digest):
        return "not the payload digest in the .cdxj"
    return None
