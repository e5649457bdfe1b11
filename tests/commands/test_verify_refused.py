"""`scrapy verify` where there is nothing to verify: one line on standard error, and exit 2."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Project

LIMIT_S = 60


def refused(project: Project, *words: str) -> str:
    """The one line."""
    run = subprocess.run(
        [sys.executable, "-m", "scrapy", "verify", *words],
        cwd=project.folder,
        env=project.environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert (run.returncode, run.stderr.count("\n"), run.stdout) == (2, 1, ""), run.stderr
    return run.stderr.rstrip("\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--quickly",), "scrapy verify: unexpected: --quickly"),
        (("output",), "scrapy verify: unexpected: output"),
        (("-s", "ARCHIVE_DIR"), "Invalid -s value, use -s NAME=VALUE"),
    ],
)
def test_wrong_usage(project: Project, words: tuple[str, ...], expected: str) -> None:
    assert expected == refused(project, *words)


def test_no_archive(project: Project) -> None:
    expected = f"scrapy verify: there is no archive at {project.archive}"
    assert expected == refused(project)
    assert not project.archive.exists()


def test_a_file_for_an_archive(project: Project) -> None:
    project.archive.touch()
    assert f"scrapy verify: there is no archive at {project.archive}" == refused(project)


def test_an_archive_that_never_saw_a_run(project: Project) -> None:
    for name in ("articles", "images", "runs", "warc"):
        (project.archive / name).mkdir(parents=True)
    expected = f"scrapy verify: nothing was archived in {project.archive} yet"
    assert expected == refused(project)
