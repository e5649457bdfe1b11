"""One run's folder: its report, and its lists of articles and copies against files and ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crawler.formats import jsonl, record
from crawler.paths import record_path, run_folder
from crawler.verification.article_files import NotAnArticleError, read_record
from crawler.verification.articles import MAX_FILE_BYTES
from crawler.verification.files import UnreadableFileError, names_in, read_file
from crawler.verification.findings import Note, reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.article import Article
    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import LedgerCopy, NamedRun
    from crawler.verification.ledger_reading import SecondLook

LATEST = "runs/latest.json"
# A report has some 300 bytes a seed.
_MAX_REPORT_BYTES = 256 * 1024 * 1024


class _Decided:
    """The ledger's articles of a run, held against lines until the first that differs: behind it
    every line would.
    """

    def __init__(self, ledger: LedgerCopy, run: str) -> None:
        # Of a run that had not ended when the ledger was copied, the copy has the beginning.
        row = ledger.run(run)
        self._is_followed = row is not None and row.ended_at is not None
        self._rows = ledger.articles_of_run(run)

    def is_next(self, article: Article | None) -> bool:
        """Also for a line whose article cannot be told."""
        row = next(self._rows, None)
        if not self._is_followed or article is None or row == (article.id, article.version):
            return True
        self._is_followed = False
        return False

    def left(self) -> int:
        """How many rows had no line."""
        return sum(1 for _ in self._rows) if self._is_followed else 0


class RunFolder:
    def __init__(
        self, archive: Path, run: str, ledger: LedgerCopy, now: SecondLook, findings: Findings
    ) -> None:
        self._archive = archive
        self._now = now
        self._run = run
        self._folder = str(run_folder(run))
        self._ledger = ledger
        self._findings = findings

    def check(self) -> None:
        names = names_in(self._archive / self._folder, self._folder, self._findings)
        if not names and self._now.was_removed(self._run):
            return
        row = self._ledger.run(self._run)
        if "report.json" not in names:
            self._note_unfinished(row)
            return
        report = self._report()
        articles = self._checked_lines("articles.jsonl", self._article_complaints())
        copies = self._checked_lines("duplicates.jsonl", self._copy_complaints())
        if report is None:
            return
        stated = {"run": self._run, "articles": articles, "duplicates": copies}
        if row is not None and row.ended_at is not None:
            stated |= {"exit_code": row.exit_code, "finish_reason": row.finish_reason}
        for name, expected in stated.items():
            if report.get(name) != expected:
                self._findings.add(
                    f"{self._folder}/report.json",
                    f"{name} is {report.get(name)!r} and should be {expected!r}",
                )

    def _note_unfinished(self, row: NamedRun | None) -> None:
        if row is not None and row.ended_at is not None:
            self._findings.add(
                f"{self._folder}/report.json", "is missing, though the run has ended"
            )
        else:
            self._findings.notes[Note.UNFINISHED] += 1

    def _report(self) -> dict[str, Any] | None:
        place = f"{self._folder}/report.json"
        try:
            return _object(read_file(self._archive / place, _MAX_REPORT_BYTES))
        except (UnreadableFileError, NotAnArticleError) as error:
            self._findings.add(place, str(error))
            return None

    def _checked_lines(self, name: str, complaints: Iterator[str | None]) -> int:
        """How many lines the file has."""
        place = f"{self._folder}/{name}"
        lines = 0
        try:
            for lines, what in enumerate(complaints, start=1):
                if what is not None:
                    self._findings.add(place, f"line {lines}: {what}")
        except FileNotFoundError:
            self._findings.add(place, "is missing")
        except OSError as error:
            self._findings.add(place, f"cannot be read: {reason(error)}")
        return lines

    def _article_complaints(self) -> Iterator[str | None]:
        """One for each line, None for one that is right."""
        decided = _Decided(self._ledger, self._run)
        with (self._archive / self._folder / "articles.jsonl").open("rb") as lines:
            while line := lines.readline(MAX_FILE_BYTES):
                yield self._article_complaint(line, decided)
        if missing := decided.left():
            place = f"{self._folder}/articles.jsonl"
            self._findings.add(place, f"{missing} articles of the run are not in it")

    def _article_complaint(self, line: bytes, decided: _Decided) -> str | None:
        try:
            listed = read_record(line)
            place = str(record_path(listed))
        except (NotAnArticleError, ValueError) as error:
            decided.is_next(None)
            return str(error)
        if not decided.is_next(listed):
            return f"{place} is not the article that the ledger has here"
        return self._difference(listed, line, place)

    def _difference(self, listed: Article, line: bytes, place: str) -> str | None:
        try:
            stored = read_record(read_file(self._archive / place, MAX_FILE_BYTES))
        except (UnreadableFileError, NotAnArticleError) as error:
            return f"{place} {error}"
        if listed != stored:
            return f"is not the record of {place}"
        try:
            is_canonical = jsonl.line(stored).encode() == line
        except record.RecordError:
            is_canonical = False
        return None if is_canonical else "is not written as a line of its own"

    def _copy_complaints(self) -> Iterator[str | None]:
        with (self._archive / self._folder / "duplicates.jsonl").open("rb") as lines:
            while line := lines.readline(MAX_FILE_BYTES):
                try:
                    keys = set(_object(line))
                except NotAnArticleError as error:
                    yield str(error)
                    continue
                lacking = {"url", "of", "reason", "seed", "fetched_at"} - keys
                yield f"no {min(lacking)}" if lacking else None


def check_latest(archive: Path, ledger: SecondLook, findings: Findings) -> None:
    """It names a whole run, if there is one."""
    try:
        run = _object(read_file(archive / LATEST, _MAX_REPORT_BYTES)).get("run")
        named = archive / run_folder(run if isinstance(run, str) else "")
    except UnreadableFileError as error:
        # Between a run's report and this file a reader may look.
        if any(archive.glob("runs/*/report.json")) and not ledger.is_unfinished():
            findings.add(LATEST, str(error))
    except ValueError as error:
        findings.add(LATEST, str(error))
    else:
        if not (named / "report.json").is_file():
            findings.add(LATEST, f"{run} is no whole run")


def _object(content: bytes) -> dict[str, Any]:
    """Raises NotAnArticleError for what is no JSON object."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotAnArticleError(f"is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise NotAnArticleError("is no JSON object")
    return value
