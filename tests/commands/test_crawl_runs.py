"""Runs of the real command to their end: exit code, standard error, log and run folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Newspaper, Project


def test_a_good_run_is_silent_and_leaves_its_log(project: Project, newspaper: Newspaper) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}")
    assert (run.returncode, run.stderr, run.stdout) == (0, "", "")
    (folder,) = project.archive.glob("runs/*")
    assert re.fullmatch(r"\d{8}T\d{6}Z", folder.name)
    assert "Spider closed (finished)" in project.log
    told = f"{{'RUN_ID': '{folder.name}', 'RUN_FOLDER': '{folder}', 'RUN_STARTED': datetime"
    assert f"told {told}" in project.log


def test_a_seed_list_is_looked_for_here_and_then_in_the_project(
    project: Project, newspaper: Newspaper
) -> None:
    below = project.folder / "below"
    below.mkdir()
    seeds = project.seeds(newspaper.url())
    assert project.crawl("tiny", "-a", f"seeds={seeds}", cwd=below).returncode == 0
    (below / seeds).write_text("no url at all", encoding="utf-8")
    assert project.crawl("tiny", "-a", f"seeds={seeds}", cwd=below).returncode == 2


def test_runs_of_one_second_get_names_of_their_own(project: Project, newspaper: Newspaper) -> None:
    for _ in range(2):
        assert project.crawl("tiny", "-a", f"url={newspaper.url()}").returncode == 0
    assert len(list(project.archive.glob("runs/*/crawl.log"))) == 2


def test_a_dead_seed_beside_a_good_one_is_exit_3_with_its_reason(
    project: Project, newspaper: Newspaper, dead_url: str
) -> None:
    run = project.crawl("tiny", "-a", f"seeds={project.seeds(dead_url, newspaper.url())}")
    lines = run.stderr.splitlines()
    assert run.returncode == 3
    assert lines[0] == "presskeep: 1 of 2 seeds could not be read (exit 3)"
    assert lines[1].startswith(f"  {dead_url}: ")
    assert lines[2].startswith(f"log: {project.archive}/runs/")
    assert len(lines) == 3


def test_only_dead_seeds_are_exit_4(project: Project, dead_url: str) -> None:
    run = project.crawl("tiny", "-a", f"url={dead_url}")
    assert run.returncode == 4
    assert run.stderr.startswith("presskeep: no seed could be read (1 in the list) (exit 4)\n")


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("init", "a bug: ValueError: born wrong"),
        ("start", "a bug: ValueError: no way to start"),
        ("callback", "a bug: LookupError: a bug [2J in a callback"),
        ("pipeline", "a bug: LookupError: a bug in a pipeline"),
        ("handler", "a bug: LookupError: a handler's bug"),
        ("unheard", "a bug: "),
        ("close", "the run ended early: tired"),
    ],
)
def test_a_bug_anywhere_is_exit_1_in_two_lines_with_its_traceback_in_the_log(
    project: Project, newspaper: Newspaper, fate: str, said: str
) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-a", f"fate={fate}")
    first, second = run.stderr.splitlines()
    assert run.returncode == 1
    assert first.startswith(f"presskeep: {said}")
    assert first.endswith(" (exit 1)")
    assert second.startswith("log: ")
    assert fate == "close" or "Traceback (most recent call last)" in project.log


def test_a_spider_that_cannot_be_imported_is_exit_1_in_two_lines(project: Project) -> None:
    (project.folder / "throwaway_spiders.py").write_text("import no_such_module", encoding="utf-8")
    run = project.crawl("tiny")
    first, second = run.stderr.splitlines()
    assert run.returncode == 1
    assert first == "presskeep: a bug: ModuleNotFoundError: No module named 'no_such_module'"
    assert second.startswith("log: ")
    assert "Traceback (most recent call last)" in project.log


def test_a_disk_that_fills_up_during_the_run_is_exit_5(
    project: Project, newspaper: Newspaper
) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-a", "fate=full")
    assert run.returncode == 5
    assert run.stderr.splitlines()[0] == (
        "presskeep: output could not be written: [Errno 28] No space left on device (exit 5)"
    )


def test_whatever_libraries_print_goes_to_the_log(project: Project, newspaper: Newspaper) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-a", "fate=noise")
    assert (run.returncode, run.stderr) == (0, "")
    for text in ("a warning of a library", "an error of a library", "a word from C"):
        assert text in project.log


def test_workers_serve_a_crawl_on_its_own_event_loop(
    project: Project, newspaper: Newspaper
) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-a", "fate=workers")
    assert (run.returncode, run.stderr) == (0, "")


def test_standard_error_may_be_closed(project: Project, dead_url: str) -> None:
    words = shlex.join(project.command("tiny", "-a", f"url={dead_url}"))
    run = subprocess.run(
        ["/bin/sh", "-c", f"exec {words} 2>&-"],
        cwd=project.folder,
        env=project.environment,
        timeout=60,
        check=False,
    )
    assert run.returncode == 4
    assert "Spider closed (finished)" in project.log
    assert (project.archive / ".lock").read_text(encoding="ascii").startswith("pid ")


def test_standard_error_may_be_a_pipe_that_nobody_reads(project: Project, dead_url: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with project.start("tiny", "-a", f"url={dead_url}", stderr=writing) as run:
        os.close(writing)
        assert run.wait(60) == 4


def test_a_log_of_the_users_own_choice_is_used(project: Project, newspaper: Newspaper) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "--logfile", "mine.log")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Spider closed" in (project.folder / "mine.log").read_text(encoding="utf-8")
    assert list(project.archive.glob("runs/*/crawl.log")) == []


def test_a_log_that_cannot_be_written_is_exit_5(project: Project) -> None:
    run = project.crawl("tiny", "-a", "url=http://a/", "--logfile", "no/such/folder/log")
    expected = "presskeep: no/such/folder/log cannot be written: No such file or directory\n"
    assert (5, expected) == (run.returncode, run.stderr)


def test_an_empty_log_file_setting_leaves_the_log_on_the_terminal(
    project: Project, newspaper: Newspaper
) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-s", "LOG_FILE=")
    assert run.returncode == 0
    assert "Spider closed (finished)" in run.stderr


def test_no_log_means_no_log_and_no_noise(project: Project, newspaper: Newspaper) -> None:
    run = project.crawl("tiny", "-a", f"url={newspaper.url()}", "-a", "fate=noise", "--nolog")
    assert (run.returncode, run.stderr) == (0, "")
    assert list(project.archive.glob("runs/*/*")) == []


def test_a_spider_of_the_users_own_runs_without_declared_arguments(project: Project) -> None:
    assert project.crawl("free", "-a", "anything=x").returncode == 0
