"""Runs that must not begin: one line on standard error, the code, no request and no run folder."""

from __future__ import annotations

import fcntl
import os
import resource
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Newspaper, Project


def refused(project: Project, *words: str, code: int = 2, cwd: Path | None = None) -> str:
    """The one line."""
    run = project.crawl(*words, cwd=cwd)
    assert (code, 1, "") == (run.returncode, run.stderr.count("\n"), run.stdout), run.stderr
    assert list(project.archive.glob("runs/*")) == []
    return run.stderr.rstrip("\n")


def test_a_misspelt_spider_names_the_known_ones(project: Project) -> None:
    expected = "scrapy crawl: no spider 'tinny'; did you mean 'tiny'? Known: free, tiny"
    assert expected == refused(project, "tinny")


def test_an_unknown_argument_names_the_known_ones(project: Project) -> None:
    line = refused(project, "tiny", "-a", "bogus=1", "-a", "url=http://a/")
    assert line == "scrapy crawl tiny: no argument 'bogus'. Known: fate, seeds, url"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-a", "seeds"), "scrapy crawl: -a seeds: expected -a NAME=VALUE"),
        (("-s", "X"), "scrapy crawl: -s X: expected -s NAME=VALUE"),
        ((), "scrapy crawl tiny: give either -a seeds=FILE or -a url=URL"),
        (("-s",), "argument -s/--set: expected one argument"),
        (
            ("-a", "url=http://a/", "-s", "TEXT_TIMEZONE=Nowhere"),
            "scrapy crawl: TEXT_TIMEZONE=Nowhere: must be a time zone such as UTC or Europe/Lisbon",
        ),
        (
            ("-a", "url=http://a/", "-s", "EXTRACT_WORKER=2"),
            "scrapy crawl: no setting 'EXTRACT_WORKER'; did you mean 'EXTRACT_WORKERS'?",
        ),
    ],
)
def test_wrong_words_are_answered_in_one_line(
    project: Project, words: tuple[str, ...], expected: str
) -> None:
    assert expected == refused(project, "tiny", *words)


def test_a_missing_seed_list_is_named(project: Project) -> None:
    line = refused(project, "tiny", "-a", "seeds=nowhere.txt")
    assert line == "scrapy crawl: seeds=nowhere.txt: there is no such file"


def test_a_folder_is_no_seed_list(project: Project) -> None:
    line = refused(project, "tiny", "-a", f"seeds={project.folder}")
    assert line == f"scrapy crawl: seeds={project.folder}: it is a folder"


def test_a_pipe_is_no_seed_list_because_it_can_be_read_once_only(project: Project) -> None:
    os.mkfifo(project.folder / "pipe")
    line = refused(project, "tiny", "-a", "seeds=pipe")
    assert line == "scrapy crawl: seeds=pipe: it is no regular file"


def test_an_empty_seed_list_is_refused(project: Project) -> None:
    line = refused(project, "tiny", "-a", f"seeds={project.seeds('# nothing yet', '')}")
    assert line.startswith("seeds.txt: no seed")


def test_a_bad_line_is_named_before_any_request(project: Project, newspaper: Newspaper) -> None:
    seeds = project.seeds(newspaper.url("/slow"), "# a comment", "ftp://host/file")
    assert refused(project, "tiny", "-a", f"seeds={seeds}").startswith("seeds.txt:3: ")
    assert not newspaper.asked.is_set()


def test_a_password_in_a_seed_is_refused_and_not_printed(project: Project) -> None:
    seeds = project.seeds("http://me:hunter2@example.org/")
    line = refused(project, "tiny", "-a", f"seeds={seeds}")
    assert line.startswith("seeds.txt:1: ")
    assert "hunter2" not in line


@pytest.mark.parametrize("source", ["url", "seeds"])
def test_a_password_on_the_command_line_is_refused_and_not_printed(
    project: Project, source: str
) -> None:
    assert "hunter2" not in refused(project, "tiny", "-a", f"{source}=http://me:hunter2@host/")


def test_a_url_that_is_none_is_refused(project: Project) -> None:
    refused(project, "tiny", "-a", "url=gopher://host/")


def test_an_archive_that_is_a_file_cannot_be_written(project: Project) -> None:
    project.archive.write_text("in the way", encoding="utf-8")
    line = refused(project, "tiny", "-a", "url=http://a/", code=5)
    assert line == f"presskeep: {project.archive} cannot be written: File exists"


def test_an_archive_in_a_folder_that_takes_no_files_cannot_be_written(project: Project) -> None:
    setting = "ARCHIVE_DIR=/proc/presskeep"
    line = refused(project, "tiny", "-a", "url=http://a/", "-s", setting, code=5)
    assert line.startswith("presskeep: /proc/presskeep cannot be written: ")


def test_a_full_disk_is_found_out_before_any_request(
    project: Project, newspaper: Newspaper
) -> None:
    def no_file_may_grow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    run = subprocess.run(
        project.command("tiny", "-a", f"url={newspaper.url('/slow')}"),
        cwd=project.folder,
        env=project.environment,
        preexec_fn=no_file_may_grow,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    expected = f"presskeep: {project.archive} cannot be written: File too large\n"
    assert (5, expected) == (run.returncode, run.stderr)
    assert not newspaper.asked.is_set()
    assert list(project.archive.glob("runs/*")) == []


def test_a_second_run_is_refused_with_the_pid_of_the_first(project: Project) -> None:
    project.archive.mkdir()
    with (project.archive / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("pid 4711, since 2026-11-23T18:04:00Z\n")
        lock.flush()
        line = refused(project, "tiny", "-a", "url=http://a/", code=75)
    holder = "pid 4711, since 2026-11-23T18:04:00Z"
    assert line == f"presskeep: another run holds {project.archive} ({holder})"
