"""How the crawl ends is no matter: its workers end with it, and not before it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
STAND_IN = Path(__file__).with_name("crawl_stand_in.py")
GONE_WITHIN_S = 5.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@contextmanager
def a_crawl(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A process group of its own, and the pids of its workers."""
    with subprocess.Popen(
        [sys.executable, str(STAND_IN), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as crawl:
        assert crawl.stdout is not None
        workers = [int(pid) for pid in crawl.stdout.readline().split()]
        try:
            yield crawl, workers
        finally:
            crawl.kill()


def running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def still_running(pids: list[int]) -> list[int]:
    deadline = time.monotonic() + GONE_WITHIN_S
    while time.monotonic() < deadline and any(map(running, pids)):
        time.sleep(0.02)
    return [pid for pid in pids if running(pid)]


@pytest.mark.parametrize("work", ["idle", "busy"])
def test_kill_9_of_the_crawl_leaves_no_worker(work: str) -> None:
    with a_crawl(work) as (crawl, workers):
        assert all(map(running, workers))
        crawl.kill()
        assert still_running(workers) == []
    assert len(workers) == 2


@pytest.mark.parametrize("work", ["idle", "busy"])
def test_ctrl_c_to_the_whole_group_ends_cleanly(work: str) -> None:
    with a_crawl(work) as (crawl, workers):
        os.killpg(crawl.pid, signal.SIGINT)
        assert crawl.wait(GONE_WITHIN_S) == 0
        assert still_running(workers) == []


def test_a_worker_outlives_signals_that_are_meant_for_the_crawl() -> None:
    with a_crawl("idle") as (_, workers):
        for pid in workers:
            os.kill(pid, signal.SIGINT)
            os.kill(pid, signal.SIGTERM)
        time.sleep(0.2)
        assert all(map(running, workers))
