"""How a run ended, as one number. Pure: what the run counted goes in, the exit code comes out.

The codes are listed in docs/operations.md; 75 is EX_TEMPFAIL of sysexits(3), 130 and 143 are what
a shell reports for a program that SIGINT or SIGTERM ended.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from crawler import stats_keys as keys

if TYPE_CHECKING:
    from collections.abc import Mapping

# A shell's code for a program that a signal ended is this plus the signal's number.
SIGNAL_BASE = 128
# The user's own limits (-s CLOSESPIDER_…) end a run early but whole.
WHOLE = frozenset(
    {
        "finished",
        "closespider_timeout",
        "closespider_timeout_no_item",
        "closespider_itemcount",
        "closespider_pagecount",
        "closespider_pagecount_no_item",
    }
)
# What an operating system answers when a file cannot be written, whatever the file.
OUTPUT_ERRNOS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EFBIG}
)
# What SQLite answers in the same case.
OUTPUT_RESULT_CODES = frozenset({8, 10, 13, 14})  # READONLY, IOERR, FULL, CANTOPEN


class ExitCode(IntEnum):
    OK = 0
    BUG = 1
    USAGE = 2
    SOME_SEEDS_UNREAD = 3
    NO_SEED_READ = 4
    OUTPUT = 5
    LOCKED = 75
    INTERRUPTED = 130
    TERMINATED = 143


class RefusalError(Exception):
    """A run that does not begin; the message is the one line that the user gets."""

    def __init__(self, exit_code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`finish_reason` is Scrapy's, and None for a run that did not get as far as ending."""

    finish_reason: str | None
    signal: int | None = None
    output_error: str | None = None
    bugs: int = 0
    seeds_total: int = 0
    seeds_read: int = 0
    seeds_in_part: int = 0


def outcome_of(stats: Mapping[str, Any]) -> Outcome:
    return Outcome(
        finish_reason=stats.get(keys.FINISH_REASON),
        signal=stats.get(keys.RUN_SIGNAL),
        output_error=stats.get(keys.RUN_OUTPUT_ERROR),
        bugs=max(stats.get(keys.RUN_BUGS, 0), stats.get(keys.SPIDER_EXCEPTIONS, 0)),
        seeds_total=stats.get(keys.SEEDS_TOTAL, 0),
        seeds_read=stats.get(keys.SEEDS_READ, 0),
        seeds_in_part=stats.get(keys.SEEDS_IN_PART, 0),
    )


def exit_code(outcome: Outcome) -> ExitCode:
    """Lost output outweighs the signal that ended the run, and a signal what it interrupted."""
    if outcome.output_error is not None:
        return ExitCode.OUTPUT
    if outcome.signal is not None:
        return ExitCode(SIGNAL_BASE + outcome.signal)
    if outcome.bugs or outcome.finish_reason not in WHOLE:
        return ExitCode.BUG
    return _of_seeds(outcome)


def is_output_error(error: BaseException | None) -> bool:
    """Whether it is the disk that failed, also where it is only the cause of what was raised."""
    while error is not None:
        if _is_of_disk(error):
            return True
        error = error.__cause__
    return False


def _is_of_disk(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in OUTPUT_ERRNOS
    # Extended result codes keep the primary one in their low byte: https://sqlite.org/rescode.html
    return getattr(error, "sqlite_errorcode", -1) & 0xFF in OUTPUT_RESULT_CODES


def _of_seeds(outcome: Outcome) -> ExitCode:
    if outcome.seeds_read >= outcome.seeds_total and not outcome.seeds_in_part:
        return ExitCode.OK
    return ExitCode.SOME_SEEDS_UNREAD if outcome.seeds_read else ExitCode.NO_SEED_READ
