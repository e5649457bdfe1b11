"""A copy of an archive, its parts by name, and what the check finds in it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from crawler.verification.findings import Findings
from crawler.verification.summary import problem_line
from crawler.verification.work import Kind, Order, Piece, do

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Damage = Callable[["Copy"], list[str]]


@dataclass(frozen=True)
class Copy:
    folder: Path

    @cached_property
    def warc(self) -> Path:
        return self._only("warc/*.warc.gz")

    @cached_property
    def record(self) -> Path:
        """Of an article with images."""
        records = sorted(self.folder.glob("articles/*/*/*/*.json"))
        return next(path for path in records if '"path": "images/' in path.read_text("utf-8"))

    @cached_property
    def text(self) -> Path:
        return self.record.with_suffix(".txt")

    @cached_property
    def image(self) -> Path:
        return min(self.folder.glob("images/*/*.png"))

    @cached_property
    def run(self) -> Path:
        return self._only("runs/*Z")

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "ledger.sqlite")) as raw, raw:
            return raw.execute(statement, values).fetchall()

    def _only(self, pattern: str) -> Path:
        (path,) = self.folder.glob(pattern)
        return path


def findings(archive: Path, *, quick: bool = False) -> Findings:
    """Of all pieces, done one after the other in this process."""
    with TemporaryDirectory() as scratch:
        order = Order(str(archive), scratch, quick, Piece(Kind.INVENTORY, "", 0))
        first = do(order)
        rest = [do(replace(order, piece=piece)) for piece in first.pieces]
    whole = Findings()
    for done in (first, *rest):
        whole.problems += done.findings.problems
        whole.found += done.findings.found
        whole.counts += done.findings.counts
        whole.notes += done.findings.notes
    return whole


def found(copy: Copy, *, quick: bool = False) -> list[str]:
    """The lines, sorted."""
    return sorted(map(problem_line, findings(copy.folder, quick=quick).problems))


def noted(copy: Copy) -> dict[str, int]:
    return dict(Counter({str(note): n for note, n in findings(copy.folder).notes.items() if n}))


class Damages:
    """Functions that do some and give the lines by which it is to be told."""

    def __init__(self) -> None:
        self.known: list[Damage] = []

    def add(self, inflict: Damage) -> Damage:
        self.known.append(inflict)
        return inflict


def feed_of(copy: Copy) -> tuple[int, int]:
    """Its number, and the offset of its capture: a feed's, which no other row names."""
    sql = "SELECT seq, warc_offset FROM urls WHERE reason = 'feed' ORDER BY seq LIMIT 1"
    ((seq, offset),) = copy.sql(sql)
    return seq, offset


def line_problem(copy: Copy, what: str) -> str:
    line = 1 + line_of(copy, copy.record.stem.partition("_")[2])
    return f"{copy.name(copy.run)}/articles.jsonl: line {line}: {what}"


def line_of(copy: Copy, article: str) -> int:
    """Counts from 0."""
    lines = (copy.run / "articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines].index(article)
