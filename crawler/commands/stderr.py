"""Standard error kept for the user: while a run goes on, what is written to it goes to the log.

At the level of file descriptors, because C libraries, workers and a dying interpreter write there
too, and cron mails every line of it.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from crawler.exit_codes import ExitCode
from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STDERR = 2


def open_standard_files() -> None:
    """Under `2>&-` the next file to be opened would become standard error."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        pass
    os.close(descriptor)


@contextmanager
def user_stderr() -> Iterator[TextIO]:
    """A second way to standard error, on a descriptor of its own."""
    with os.fdopen(os.dup(STDERR), "w", encoding="utf-8", errors="replace") as stream:
        yield stream


@contextmanager
def stderr_into(log: Path) -> Iterator[TextIO]:
    """Gives the standard error that the user sees. Raises OSError if `log` cannot be written."""
    log_file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    with user_stderr() as user:
        os.dup2(log_file, STDERR)
        os.close(log_file)
        try:
            yield user
        finally:
            _empty()
            os.dup2(user.fileno(), STDERR)


def _empty() -> None:
    """Writes what standard error still holds, or drops it where the log's disk is full: at the end
    Python would try once more, and exit with 120.
    """
    if sys.stderr is None:
        return
    try:
        sys.stderr.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, STDERR)
        os.close(nowhere)
        sys.stderr.flush()


def tell(line: str) -> None:
    if sys.stderr is not None:  # it is closed under some supervisors
        sys.stderr.write(f"{one_line(line)}\n")


def show(text: str) -> None:
    """On standard output."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # `scrapy status | head`; what is left in the buffer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_with_usage(message: str) -> NoReturn:
    """In place of argparse's error, which prints the whole usage above it."""
    tell(message)
    sys.exit(ExitCode.USAGE)
