"""The exit code as a function of what the run counted."""

from __future__ import annotations

import errno
import signal
import sqlite3
from dataclasses import replace

import pytest

from crawler import stats_keys as keys
from crawler.exit_codes import ExitCode, Outcome, exit_code, is_output_error, outcome_of

GOOD = Outcome(finish_reason="finished", seeds_total=3, seeds_read=3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ExitCode.OK),
        ({"finish_reason": "closespider_timeout"}, ExitCode.OK),
        ({"seeds_total": 0, "seeds_read": 0}, ExitCode.OK),
        ({"seeds_read": 1}, ExitCode.SOME_SEEDS_UNREAD),
        ({"seeds_read": 0}, ExitCode.NO_SEED_READ),
        ({"finish_reason": "closespider_timeout", "seeds_read": 2}, ExitCode.SOME_SEEDS_UNREAD),
        ({"bugs": 1}, ExitCode.BUG),
        ({"finish_reason": None}, ExitCode.BUG),
        ({"finish_reason": "start_error"}, ExitCode.BUG),
        ({"finish_reason": "closespider_errorcount"}, ExitCode.BUG),
        ({"finish_reason": "memusage_exceeded"}, ExitCode.BUG),
        ({"output_error": "No space left on device"}, ExitCode.OUTPUT),
        ({"signal": signal.SIGINT, "finish_reason": "shutdown"}, ExitCode.INTERRUPTED),
        ({"signal": signal.SIGTERM, "finish_reason": "shutdown"}, ExitCode.TERMINATED),
    ],
)
def test_each_outcome_has_its_code(change: dict[str, object], expected: ExitCode) -> None:
    assert expected == exit_code(replace(GOOD, **change))  # type: ignore[arg-type]  # names and types are Outcome's


def test_lost_output_outweighs_everything() -> None:
    worst = replace(GOOD, output_error="full", signal=signal.SIGINT, bugs=1, seeds_read=0)
    assert exit_code(worst) is ExitCode.OUTPUT


def test_a_signal_outweighs_the_seeds_that_it_left_unread() -> None:
    assert exit_code(replace(GOOD, signal=signal.SIGINT, bugs=1, seeds_read=0)) == 130


def test_a_bug_outweighs_seeds_that_could_not_be_read() -> None:
    assert exit_code(replace(GOOD, bugs=1, seeds_read=0)) == 1


def test_the_outcome_is_read_from_the_stats() -> None:
    stats = {
        keys.FINISH_REASON: "finished",
        keys.SEEDS_TOTAL: 5,
        keys.SEEDS_READ: 4,
        keys.SPIDER_EXCEPTIONS: 2,
        keys.RUN_BUGS: 1,
        keys.RUN_OUTPUT_ERROR: "full",
        keys.RUN_SIGNAL: 2,
    }
    expected = Outcome(
        finish_reason="finished",
        signal=2,
        output_error="full",
        bugs=2,
        seeds_total=5,
        seeds_read=4,
    )
    assert expected == outcome_of(stats)


def test_a_run_without_stats_has_crashed() -> None:
    assert exit_code(outcome_of({})) is ExitCode.BUG


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_what_the_system_says_of_a_file_it_cannot_write_is_an_output_error(number: int) -> None:
    assert is_output_error(OSError(number, "no"))


def test_an_output_error_is_found_behind_the_error_that_it_caused() -> None:
    error = LookupError("row")
    error.__cause__ = OSError(errno.ENOSPC, "full")
    assert is_output_error(error)


def test_a_full_disk_is_an_output_error_for_sqlite_too() -> None:
    ledger = sqlite3.connect(":memory:", isolation_level=None)
    ledger.execute("PRAGMA max_page_count = 2")
    ledger.execute("CREATE TABLE page (body)")
    with pytest.raises(sqlite3.OperationalError) as full:
        ledger.execute("INSERT INTO page VALUES (zeroblob(100000))")
    ledger.close()
    assert is_output_error(full.value)


@pytest.mark.parametrize("error", [None, ValueError("x"), ConnectionResetError(errno.ECONNRESET)])
def test_other_errors_are_none(error: Exception | None) -> None:
    assert not is_output_error(error)
