"""A run that is told to stop leaves a whole archive, and the next run finishes its work."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import crawl, seed_list, start
from tests.end_to_end.misbehaviour import article, reply
from tests.end_to_end.newspaper import HANGING, newspaper, publish
from tests.end_to_end.same_archive import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Run

# What a supervisor waits before it kills is more; a worker's page and an fsync need no more.
STOP_LIMIT_S = 20
SLOWLY = {"DOWNLOAD_DELAY": 0.1, "CHECKPOINT_INTERVAL_S": 0.2}


def wait_until_archiving(archive: Archive, articles: int) -> None:
    """Until so many have their files in place, and many more have not."""
    deadline = time.monotonic() + STOP_LIMIT_S
    while len(list(archive.folder.glob("articles/*/*/*/*.json"))) < articles:
        assert time.monotonic() < deadline, "the run archives nothing"
        time.sleep(0.01)


def test_a_stopped_run_is_whole_and_the_next_one_goes_on(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    with start(archive, demo_seeds, **SLOWLY) as run:
        wait_until_archiving(archive, articles=3)
        second = crawl(archive, demo_seeds)
        since = time.monotonic()
        run.send_signal(signal.SIGTERM)
        _, stderr = run.communicate(timeout=STOP_LIMIT_S)
        seconds = time.monotonic() - since

    assert (second.returncode, second.stderr.count("\n")) == (75, 1)
    assert f"pid {run.pid}" in second.stderr
    assert run.returncode == 143
    assert "stopped by SIGTERM" in stderr
    assert seconds < STOP_LIMIT_S
    assert archive.warc_problems() == []
    assert archive.left_overs() == []
    assert archive.report()["exit_code"] == 143
    assert archive.claims() == 0
    unfinished = archive.report()["ledger"]
    assert unfinished["queued"] > 0

    done = crawl(archive, demo_seeds, EXTRACT_WORKERS=1)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(demo_run.archive) == contents(archive)
    assert "queued" not in archive.report()["ledger"]
    assert archive.warc_problems() == []


def test_an_answer_that_hangs_holds_up_no_end(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        pages = {"/good": [reply(article("good"))], "/hangs": [HANGING, reply(article("hangs"))]}
        publish(paper, pages, list(pages))
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        with start(archive, seeds) as run:
            wait_until_archiving(archive, articles=1)
            since = time.monotonic()
            run.send_signal(signal.SIGTERM)
            run.communicate(timeout=STOP_LIMIT_S)
        assert (run.returncode, time.monotonic() - since < STOP_LIMIT_S) == (143, True)
        assert archive.outcome(paper.url("/hangs")) == "queued (new)"
        assert archive.left_overs() == []
        assert crawl(archive, seeds).returncode == 0
        finished = Archive(archive.folder)
        assert finished.outcome(paper.url("/hangs")) == "archived (new-article)"
        assert archive.warc_problems() == []
