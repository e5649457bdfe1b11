"""A run that ends, or cannot write, at any change of its archive: the next one finishes its work.

A few moments of each kind; `python -m tests.end_to_end.faults` tries all of them.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.faults.paper import Paper, paper
from tests.end_to_end.faults.shim import COMPILER, KILLED, Fault
from tests.end_to_end.faults.trial import (
    Trial,
    assert_finished,
    assert_nothing_captured_was_fetched_again,
    baseline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.end_to_end.archive import Archive
    from tests.end_to_end.same_archive import Contents

pytestmark = pytest.mark.skipif(COMPILER is None, reason="there is no C compiler")

# While the ledger is made, the first captures are written, a checkpoint is made, the run closes.
MOMENTS = (30, 118, 142, 168, 194, 207, 233)
REFUSALS = {errno.ENOSPC: (110, 150, 230), errno.EROFS: (1,), errno.EACCES: (1, 200)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    with paper(tmp_path_factory.mktemp("paper")) as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(served: Paper, tmp_path_factory: pytest.TempPathFactory) -> Contents:
    return baseline(tmp_path_factory.mktemp("whole"), served)


def stood(trial: Trial, expected_exit: int, whole: Contents) -> None:
    trial.paper.forget()
    begun = trial.begin()
    assert begun.returncode == expected_exit, begun.stderr
    captures = trial.files_of_captures()
    trial.paper.forget()
    done = trial.go_on()
    assert (done.returncode, done.stderr) == (0, "")
    assert_finished(trial, whole)
    assert_nothing_captured_was_fetched_again(trial, captures)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_a_change_costs_nothing_that_was_captured(
    archive: Archive, served: Paper, whole: Contents, moment: int
) -> None:
    stood(Trial(archive, served, Fault(moment)), KILLED, whole)


@pytest.mark.parametrize(
    ("error", "moment"),
    [(error, moment) for error, moments in REFUSALS.items() for moment in moments],
)
def test_a_change_that_is_refused_ends_the_run_with_5(
    archive: Archive, served: Paper, whole: Contents, error: int, moment: int
) -> None:
    stood(Trial(archive, served, Fault(moment, error)), 5, whole)
