"""A whole archive checked, and told about: problems on standard output, the exit code back."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crawler.exit_codes import SIGNAL_BASE, ExitCode, RefusalError
from crawler.printable import one_line
from crawler.verification.display import shown
from crawler.verification.inventory import is_empty
from crawler.verification.processes import Progress, check
from crawler.verification.summary import note_lines, problem_line, summary
from crawler.verification.work import Kind, Order, Piece

if TYPE_CHECKING:
    from crawler.verification.findings import Counted, Note
    from crawler.verification.work import Done

PROBLEMS = 1
# More lines than this nobody reads; the count goes on.
_MAX_LINES = 1_000


def verify(archive: Path, *, quick: bool, display: bool) -> int:
    """The exit code. Raises RefusalError where there is no archive."""
    _check_there(archive)
    with TemporaryDirectory(prefix="presskeep-verify-") as scratch:
        return asyncio.run(_verify(archive, Path(scratch), quick=quick, display=display))


def _check_there(archive: Path) -> None:
    place = one_line(str(archive))
    try:
        if not archive.is_dir():
            raise RefusalError(ExitCode.USAGE, f"scrapy verify: there is no archive at {place}")
        if is_empty(archive):
            raise RefusalError(
                ExitCode.USAGE, f"scrapy verify: nothing was archived in {place} yet"
            )
    except OSError as error:
        why = error.strerror or error
        raise RefusalError(
            ExitCode.USAGE, f"scrapy verify: {place} cannot be read: {why}"
        ) from error


async def _verify(archive: Path, scratch: Path, *, quick: bool, display: bool) -> int:
    told = _Told()
    processes = _cores()
    progress = Progress(scratch, processes)
    first = Order(str(archive), str(scratch), quick, Piece(Kind.INVENTORY, "", 0))
    async with shown(progress, wanted=display):
        work = asyncio.create_task(check(first, progress, processes, told.add))
        stop = _Stop(work)
        stop.install()
        with suppress(asyncio.CancelledError):
            await work
    if stop.received is not None:
        return SIGNAL_BASE + stop.received
    told.end(quick=quick)
    return PROBLEMS if told.problems else ExitCode.OK


class _Stop:
    """The first signal ends all workers; they hold nothing worth saving."""

    def __init__(self, work: asyncio.Task[None]) -> None:
        self.received: int | None = None
        self._work = work

    def install(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)

    def _stop(self, number: int) -> None:
        self.received = self.received or number
        self._work.cancel()


class _Told:
    """Lines as they come; figures for the end."""

    def __init__(self) -> None:
        self.problems = 0
        self._lines = 0
        self._counts: Counter[Counted] = Counter()
        self._notes: Counter[Note] = Counter()

    def add(self, done: Done) -> None:
        findings = done.findings
        self.problems += findings.found
        self._counts += findings.counts
        self._notes += findings.notes
        for problem in findings.problems[: _MAX_LINES - self._lines]:
            self._lines += 1
            _say(problem_line(problem))

    def end(self, *, quick: bool) -> None:
        if self.problems > self._lines:
            _say(f"and {self.problems - self._lines:,} more")
        for line in note_lines(self._notes):
            _say(line)
        _say(summary(self._counts, self.problems, quick=quick))


def _say(line: str) -> None:
    with suppress(OSError):  # `| head` has seen enough; the exit code still tells
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _cores() -> int:
    """Those that we may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
