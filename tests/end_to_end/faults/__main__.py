"""The whole loop, k = 1, 2, 3 … until a run passes: `python -m tests.end_to_end.faults`.

Some minutes; the suite tries a few of the moments. An argument N tries every N-th; a second one,
an errno such as 28 (no space left), lets changes fail instead of ending the process.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.end_to_end.archive import Archive
from tests.end_to_end.faults.paper import paper
from tests.end_to_end.faults.shim import KILLED, Fault
from tests.end_to_end.faults.trial import (
    Trial,
    assert_finished,
    assert_nothing_captured_was_fetched_again,
    baseline,
)

if TYPE_CHECKING:
    from tests.end_to_end.same_archive import Contents

OUTPUT_FAILED = 5
# Every moment, and the end of the process there.
DEFAULTS = ("1", "0")


def main(every: int, error: int) -> None:
    with TemporaryDirectory() as scratch, paper(Path(scratch)) as served:
        expected = baseline(Path(scratch), served)
        archive = Archive(Path(scratch) / "archive")
        moment = 1
        while _try(Trial(archive, served, Fault(moment, error)), expected):
            moment += every
        sys.stdout.write(f"all moments up to {moment} stood the test\n")


def _try(trial: Trial, expected: Contents) -> bool:
    """False once the run passed its fault by."""
    shutil.rmtree(trial.archive.folder, ignore_errors=True)
    trial.paper.forget()
    begun = trial.begin()
    if begun.returncode == 0:
        return False
    assert begun.returncode == (OUTPUT_FAILED if trial.fault.error else KILLED), begun.stderr
    captures = trial.files_of_captures()
    trial.paper.forget()
    done = trial.go_on()
    assert (done.returncode, done.stderr) == (0, ""), (trial.fault, done.stderr)
    assert_finished(trial, expected)
    assert_nothing_captured_was_fetched_again(trial, captures)
    sys.stdout.write(f"{trial.fault}: {trial.paper.asked().total()} asked for afterwards\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]]))
