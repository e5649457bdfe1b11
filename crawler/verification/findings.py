"""What a check found. Values only; they travel from the worker processes to the command."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.warc.verify import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

# Of one piece of work; the command shows no more of all of them together.
MAX_KEPT = 1_000


class Counted(StrEnum):
    WARCS = "WARC files"
    WARC_BYTES = "bytes of WARC files"
    RECORDS = "records"
    ARTICLES = "articles"
    IMAGES = "images"


class Note(StrEnum):
    """What a run that goes on, or was killed, leaves: no damage. The text follows a number."""

    OPEN = "WARC files are still being written; they were not checked"
    ELSEWHERE = "WARC files are not in this archive; they are there, and were not checked"
    UNPLACED = "files are not in the ledger yet; a run goes on or was killed"
    TEMPORARY = "temporary files are left; the next run sweeps them up or they are in use"
    UNFINISHED = "runs have no report; they go on, were killed or could not begin"


@dataclass(slots=True)
class Findings:
    """`problems` holds the first ones only, `found` counts all."""

    problems: list[Problem] = field(default_factory=list)
    found: int = 0
    counts: Counter[Counted] = field(default_factory=Counter)
    notes: Counter[Note] = field(default_factory=Counter)

    def add(self, file: str, what: str, offset: int | None = None) -> None:
        self.found += 1
        if len(self.problems) < MAX_KEPT:
            self.problems.append(Problem(file, offset, what))

    def add_all(self, file: str, complaints: Iterable[str]) -> None:
        for what in complaints:
            self.add(file, what)


def reason(error: OSError) -> str:
    """Without the path, which the problem's own line names."""
    return error.strerror or type(error).__name__
