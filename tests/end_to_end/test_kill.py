"""A run that is killed at any moment is finished by the next: nothing lost, nothing twice."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.command import WORKERS, crawl, start
from tests.end_to_end.same_archive import contents

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.end_to_end.archive import Archive
    from tests.end_to_end.conftest import Run

LIMIT_S = 30
SLOWLY = {**WORKERS, "DOWNLOAD_DELAY": 0.01, "CHECKPOINT_INTERVAL_S": 0.1}
CHANCE = random.Random(20261123)
# Of the bytes that a whole run captures.
SHARES = sorted(round(CHANCE.uniform(0.02, 0.98), 2) for _ in range(2))


def captured(archive: Archive) -> int:
    return sum(map(_size, archive.folder.glob("warc/*.warc.gz*")))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # it was renamed meanwhile
        return 0


def has_captured(archive: Archive, enough: float) -> bool:
    return captured(archive) >= enough


def kill_when(run: subprocess.Popen[str], come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not come():
        assert run.poll() is None, "the run ended before its moment came"
        assert time.monotonic() < deadline, "the moment never came"
        time.sleep(0.002)
    run.kill()
    run.communicate(timeout=LIMIT_S)


def assert_finished_like(archive: Archive, demo_run: Run, runs: int) -> None:
    assert contents(demo_run.archive) == contents(archive)
    ids = Counter(article.id for article in archive.articles())
    assert {1} == set(ids.values())
    assert archive.warc_problems() == []
    assert archive.left_overs() == []
    assert archive.claims() == 0
    assert len(archive.runs()) == runs
    listed = Counter(_listed(archive))
    assert ids == listed


def _listed(archive: Archive) -> list[str]:
    """The ids in every run's articles.jsonl; every run has one, and a report."""
    found = []
    for run in archive.runs():
        assert (run / "report.json").exists(), f"{run.name} has no report"
        lines = (run / "articles.jsonl").read_text("utf-8").splitlines()
        found += [json.loads(line)["id"] for line in lines]
    return found


@pytest.mark.parametrize("share", SHARES)
def test_a_run_killed_while_it_fetches_is_finished_by_the_next(
    archive: Archive, demo_seeds: str, demo_run: Run, share: float
) -> None:
    enough = share * captured(demo_run.archive)
    with start(archive, demo_seeds, **SLOWLY) as run:
        kill_when(run, partial(has_captured, archive, enough))
    done = crawl(archive, demo_seeds, EXTRACT_WORKERS=1)
    assert (done.returncode, done.stderr) == (0, "")
    assert_finished_like(archive, demo_run, runs=2)


def test_what_a_killed_run_had_captured_is_not_fetched_again(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    """Though it was killed before its first checkpoint: its captures say all that is needed."""
    enough = 0.7 * captured(demo_run.archive)
    with start(archive, demo_seeds, CHECKPOINT_INTERVAL_S=600) as run:
        kill_when(run, partial(has_captured, archive, enough))
    assert crawl(archive, demo_seeds, EXTRACT_WORKERS=1).returncode == 0
    assert_finished_like(archive, demo_run, runs=2)
    (killed, _) = archive.warcs()
    own = [exchange.url for exchange in archive.exchanges() if exchange.ref.warc == killed.name]
    kept = {image.url for article in archive.articles() for image in article.images}
    kept |= {article.url for article in archive.articles()}
    fetched = Counter(exchange.url for exchange in archive.exchanges())
    assert kept & set(own)
    assert {url: fetched[url] for url in kept if fetched[url] > 1} == {}


def test_a_run_killed_before_its_first_capture_leaves_nothing_in_the_way(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    with start(archive, demo_seeds) as run:
        kill_when(run, lambda: bool(archive.runs()))
    assert crawl(archive, demo_seeds, EXTRACT_WORKERS=1).returncode == 0
    assert contents(demo_run.archive) == contents(archive)


def test_a_run_killed_while_it_closes_is_finished_by_the_next(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    with start(archive, demo_seeds) as run:
        kill_when(run, lambda: bool(archive.warcs()))
    assert crawl(archive, demo_seeds, EXTRACT_WORKERS=1).returncode == 0
    assert_finished_like(archive, demo_run, runs=2)


def test_a_run_killed_again_and_again_is_finished_in_the_end(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    """Also with many small files of captures, some of them closed when it was killed."""
    whole = captured(demo_run.archive)
    for share in (0.3, 0.6):
        with start(archive, demo_seeds, WARC_MAX_BYTES=40_000, **SLOWLY) as run:
            kill_when(run, partial(has_captured, archive, share * whole))
    done = crawl(archive, demo_seeds, EXTRACT_WORKERS=1)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(archive.warcs()) > 4
    assert_finished_like(archive, demo_run, runs=3)
