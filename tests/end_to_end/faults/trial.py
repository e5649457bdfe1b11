"""One fault, and the next run after it: what must hold whatever the moment was."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.warc import read_exchanges
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import LIMIT_S, ROOT, crawl, words
from tests.end_to_end.faults.paper import ARTICLES, SETTINGS
from tests.end_to_end.same_archive import contents
from tests.verification.verified import Copy, found

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.faults.paper import Paper
    from tests.end_to_end.faults.shim import Fault
    from tests.end_to_end.same_archive import Contents


@dataclass(frozen=True)
class Trial:
    """A fault in the first run of an archive."""

    archive: Archive
    paper: Paper
    fault: Fault

    def begin(self) -> subprocess.CompletedProcess[str]:
        """The run with the fault."""
        return subprocess.run(
            words(self.archive.folder, SETTINGS, self.paper.seeds),
            cwd=ROOT,
            env=self.fault.environment(self.archive.folder),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )

    def go_on(self) -> subprocess.CompletedProcess[str]:
        return crawl(self.archive, self.paper.seeds, **SETTINGS)

    def files_of_captures(self) -> set[str]:
        """By the names that they have once they are closed."""
        found = self.archive.folder.glob("warc/*.warc.gz*")
        return {path.name.removesuffix(".open") for path in found}

    def captured_in(self, names: set[str]) -> set[str]:
        """The paths whose answers stand whole in these files, now that they are recovered."""
        paths = (path for path in self.archive.warcs() if path.name in names)
        urls = (each.url for path in paths for each in read_exchanges(path))
        return {url.removeprefix(self.paper.server.url("")) for url in urls}


def baseline(folder: Path, paper: Paper) -> Contents:
    """What an uninterrupted run makes of it."""
    archive = Archive(folder / "whole")
    assert crawl(archive, paper.seeds, **SETTINGS).returncode == 0
    whole = contents(archive)
    assert len(whole.texts) == ARTICLES
    return whole


def assert_finished(trial: Trial, expected: Contents) -> None:
    """The archive is that of an uninterrupted run, and passes the check."""
    archive = trial.archive
    assert expected == contents(archive), trial.fault
    assert {1} == set(Counter(article.id for article in archive.articles()).values())
    assert found(Copy(archive.folder)) == []
    assert archive.left_overs() == []
    assert archive.claims() == 0


def assert_nothing_captured_was_fetched_again(trial: Trial, names: set[str]) -> None:
    """`names` are the files of captures that the fault left; the paper noted the run after it."""
    asked = +trial.paper.asked()
    assert asked.keys() & trial.captured_in(names) == set(), trial.fault
