"""A disk that fills up in the middle: the run says so, and the next one finishes its work."""

from __future__ import annotations

import resource
import subprocess
from typing import TYPE_CHECKING

from tests.end_to_end.command import LIMIT_S, ROOT, crawl, words
from tests.end_to_end.same_archive import contents

if TYPE_CHECKING:
    from tests.end_to_end.archive import Archive
    from tests.end_to_end.conftest import Run

# Bytes that a file may have: less than the captures of the demonstration, more than its ledger.
ROOM = 300_000


def no_file_may_grow_further() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_a_run_without_room_exits_5_and_the_next_one_goes_on(
    archive: Archive, demo_seeds: str, demo_run: Run
) -> None:
    full = subprocess.run(
        words(archive.folder, {"CHECKPOINT_INTERVAL_S": 0.2}, demo_seeds),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        preexec_fn=no_file_may_grow_further,
        check=False,
    )
    headline, log = full.stderr.splitlines()
    assert full.returncode == 5
    assert headline.startswith("presskeep: output could not be written: ")
    assert log.startswith("log: ")
    (run,) = archive.runs()
    assert not (run / "report.json").exists()

    done = crawl(archive, demo_seeds, EXTRACT_WORKERS=1)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(archive) == contents(demo_run.archive)
    assert archive.warc_problems() == []
    assert archive.left_overs() == []
    assert (run / "report.json").exists()
