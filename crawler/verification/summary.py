"""What the user is told of a check: a line a problem, and one at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.printable import one_line
from crawler.verification.findings import Counted

if TYPE_CHECKING:
    from collections import Counter

    from crawler.verification.findings import Note
    from crawler.warc.verify import Problem

# A path of 150 characters and a URL beside it.
_LINE_CHARS = 500
_UNITS = ("KB", "MB", "GB", "TB", "PB")


def problem_line(problem: Problem) -> str:
    return one_line(str(problem), _LINE_CHARS)


def note_lines(notes: Counter[Note]) -> list[str]:
    return [f"note: {count:,} {note}" for note, count in sorted(notes.items()) if count]


def summary(counts: Counter[Counted], problems: int, *, quick: bool) -> str:
    """`quick`: records are not counted, as nobody looked at them."""
    size = size_text(counts[Counted.WARC_BYTES])
    records = "" if quick else f", {_number(counts[Counted.RECORDS], 'record')}"
    return (
        f"verified{' quickly' if quick else ''}:"
        f" {_number(counts[Counted.WARCS], 'WARC file')} ({size}{records}),"
        f" {_number(counts[Counted.ARTICLES], 'article')},"
        f" {_number(counts[Counted.IMAGES], 'image')}, ledger:"
        f" {_number(problems, 'problem') if problems else 'no problem'}"
    )


def size_text(count: int) -> str:
    """In units of a thousand, as disks are sold."""
    if count < 1000:
        return f"{count} bytes"
    thousands = 1
    while count >= 999.95 * 1000**thousands and thousands < len(_UNITS):
        thousands += 1
    return f"{count / 1000**thousands:.1f} {_UNITS[thousands - 1]}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
