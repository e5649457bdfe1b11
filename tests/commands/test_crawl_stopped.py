"""Runs that are stopped: by one signal, by two, by kill -9; and what they show on a terminal."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Newspaper, Project

LIMIT_S = 20


def started(
    project: Project, newspaper: Newspaper, *words: str, stderr: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    """A run that has asked for a page which the newspaper holds back."""
    run = project.start("tiny", "-a", f"url={newspaper.url('/slow')}", *words, stderr=stderr)
    assert newspaper.asked.wait(LIMIT_S), "the run did not begin"
    return run


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_the_first_signal_finishes_what_is_in_flight(
    project: Project, newspaper: Newspaper, number: signal.Signals, code: int
) -> None:
    with started(project, newspaper) as run:
        run.send_signal(number)
        time.sleep(0.3)
        assert run.poll() is None
        newspaper.let_go.set()
        _, stderr = run.communicate(timeout=LIMIT_S)
    assert code == run.returncode
    first, second = stderr.splitlines()
    assert (
        first
        == f"presskeep: stopped by {number.name}; the next run goes on from here (exit {code})"
    )
    assert second.startswith("log: ")
    assert "Spider closed (shutdown)" in project.log
    assert "'articles/new': 1" in project.log


def test_the_same_signal_passed_on_twice_is_one(project: Project, newspaper: Newspaper) -> None:
    with started(project, newspaper) as run:
        run.send_signal(signal.SIGTERM)
        time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        newspaper.let_go.set()
        run.communicate(timeout=LIMIT_S)
    assert run.returncode == 143
    assert "Spider closed (shutdown)" in project.log


def test_the_second_signal_stops_at_once(project: Project, newspaper: Newspaper) -> None:
    with started(project, newspaper) as run:
        run.send_signal(signal.SIGINT)
        time.sleep(0.7)
        since = time.monotonic()
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=LIMIT_S)
    assert run.returncode == 130
    assert time.monotonic() - since < 2
    assert "Spider closed" not in project.log


def test_the_lock_ends_with_the_run_that_held_it(project: Project, newspaper: Newspaper) -> None:
    with started(project, newspaper) as run:
        second = project.crawl("tiny", "-a", f"url={newspaper.url()}")
        run.kill()
        run.communicate(timeout=LIMIT_S)
    assert second.returncode == 75
    assert f"(pid {run.pid}, since 20" in second.stderr
    assert second.stderr.count("\n") == 1
    assert project.crawl("tiny", "-a", f"url={newspaper.url()}").returncode == 0


def on_a_terminal(project: Project, newspaper: Newspaper, *words: str) -> tuple[int, str]:
    """The exit code of a run of one slow page, and what a terminal of 100 columns got."""
    ours, theirs = pty.openpty()
    with started(project, newspaper, *words, stderr=theirs) as run:
        os.close(theirs)
        time.sleep(0.6)
        newspaper.let_go.set()
        shown = bytearray()
        while chunk := _read(ours):
            shown += chunk
        run.wait(LIMIT_S)
    os.close(ours)
    return run.returncode, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""


def test_a_terminal_shows_progress_and_then_what_the_run_brought(
    project: Project, newspaper: Newspaper
) -> None:
    code, shown = on_a_terminal(project, newspaper)
    assert code == 0
    assert "127.0.0.1" in shown
    assert "fetching" in shown
    assert shown.endswith(
        "1 new article\r\n"
        f"archive: {project.archive}\r\n"
        f"log: {next(project.archive.glob('runs/*/crawl.log'))}\r\n"
    )
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l"), "the cursor stays hidden"


def test_progress_can_be_switched_off(project: Project, newspaper: Newspaper) -> None:
    code, shown = on_a_terminal(project, newspaper, "-s", "PROGRESS=off")
    assert code == 0
    assert shown.startswith("1 new article\r\n")


def test_an_interrupted_display_gives_the_cursor_back(
    project: Project, newspaper: Newspaper
) -> None:
    ours, theirs = pty.openpty()
    with started(project, newspaper, stderr=theirs) as run:
        os.close(theirs)
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        time.sleep(0.7)
        run.send_signal(signal.SIGINT)
        run.wait(LIMIT_S)
        shown = bytearray()
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    text = shown.decode()
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
