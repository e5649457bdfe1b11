"""Where an export goes: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import fcntl
import io
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from crawler.durable import sync, temporary_of
from crawler.exit_codes import ExitCode, RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

STANDARD_OUTPUT = "-"
_MODE = 0o666  # less what the user's umask takes
_STDOUT = 1


def checked_output(name: str | None, *, is_text: bool) -> Path | None:
    """None: standard output. Raises RefusalError for what cannot hold the export."""
    if name in {None, STANDARD_OUTPUT}:
        _check_standard_output(is_text=is_text)
        return None
    try:
        path = Path(name or "").resolve()  # of a link the file behind it is replaced
        if not name or (path.exists() and not path.is_file()):
            raise RefusalError(
                ExitCode.USAGE, f"scrapy export: --output {name}: it is no regular file"
            )
    except (OSError, ValueError, RuntimeError) as error:
        raise RefusalError(ExitCode.USAGE, f"scrapy export: --output {name}: {error}") from error
    return path


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """What is written to it appears under `path` when the block ends well. Raises OSError, and
    RefusalError with LOCKED while another process writes the same file.
    """
    if path is None:
        with io.BufferedWriter(_Stream(_STDOUT)) as stream:
            yield stream
        return
    temporary = temporary_of(path)
    with open(_locked(temporary, path), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    sync(path.parent)


def _check_standard_output(*, is_text: bool) -> None:
    if sys.stdout is None:
        raise RefusalError(ExitCode.OUTPUT, "presskeep: standard output is closed")
    if not is_text and os.isatty(_STDOUT):
        message = "scrapy export: this format is not for a terminal: give --output FILE, or a pipe"
        raise RefusalError(ExitCode.USAGE, message)


def _locked(temporary: Path, final: Path) -> int:
    """The descriptor of an empty file that no other export holds."""
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
    if not _is_ours(descriptor, temporary):
        os.close(descriptor)
        raise RefusalError(ExitCode.LOCKED, f"presskeep: another export writes {final}")
    os.ftruncate(descriptor, 0)
    return descriptor


def _is_ours(descriptor: int, temporary: Path) -> bool:
    """Locked, and the name has not gone to another file since it was opened."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return temporary.stat().st_ino == os.fstat(descriptor).st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


class _Stream(io.RawIOBase):
    """Standard output as what a pipe is, also where it is a file that others append to."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def write(self, part: ReadableBuffer, /) -> int:
        return os.write(self._descriptor, part)
