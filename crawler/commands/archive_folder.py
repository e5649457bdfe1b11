"""The archive folder when a run starts: made, found writable, locked; the run's folder in it.

The lock is flock(2) on ARCHIVE_DIR/.lock: it ends with the process, however that ends, and the
file stays. Inside, for the one who is refused: the pid of the run that holds it and its start.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode, RefusalError
from crawler.paths import run_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

LOCK_NAME = ".lock"
LOCK_MAX_BYTES = 200
# Enough that a disk with no room for a log and a report is found out before the first request.
PROBE_BYTES = 64 * 1024
# A run's name is its second; a later one is taken when runs began in the same second.
NAMES_TRIED = 600


@dataclass(frozen=True, slots=True)
class Run:
    id: str
    folder: Path
    started: datetime


@contextmanager
def locked(archive: Path, now: datetime) -> Iterator[None]:
    """Raises RefusalError with OUTPUT or LOCKED."""
    lock = _open_lock(archive)
    try:
        _take(lock, archive, now)
        yield
    finally:
        os.close(lock)


def begin_run(archive: Path, now: datetime) -> Run:
    """Makes the folder of a run that starts `now` (UTC). Raises RefusalError with OUTPUT."""
    try:
        run = _make_run_folder(archive, now)
        _probe(run.folder)
    except OSError as error:
        raise not_writable(archive, error) from error
    return run


def _open_lock(archive: Path) -> int:
    try:
        archive.mkdir(parents=True, exist_ok=True)
        # Python's descriptors are not inherited: no worker keeps the lock of a dead run.
        return os.open(archive / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise not_writable(archive, error) from error


def _take(lock: int, archive: Path, now: datetime) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(lock, LOCK_MAX_BYTES, 0).decode("ascii", "replace").strip()
        message = f"presskeep: another run holds {archive} ({holder or 'just begun'})"
        raise RefusalError(ExitCode.LOCKED, message) from error
    except OSError as error:
        raise not_writable(archive, error) from error
    try:
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"pid {os.getpid()}, since {now:%Y-%m-%dT%H:%M:%SZ}\n".encode(), 0)
    except OSError as error:
        raise not_writable(archive, error) from error


def _make_run_folder(archive: Path, now: datetime) -> Run:
    for later in range(NAMES_TRIED):
        run_id = f"{now + timedelta(seconds=later):%Y%m%dT%H%M%SZ}"
        folder = archive / run_folder(run_id)
        folder.parent.mkdir(exist_ok=True)
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return Run(run_id, folder, now)
    raise FileExistsError(f"{NAMES_TRIED} runs began in the seconds after {now}")


def _probe(folder: Path) -> None:
    probe = folder / ".probe"
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        probe.unlink(missing_ok=True)
        folder.rmdir()
        raise
    probe.unlink()


def not_writable(archive: Path, error: OSError) -> RefusalError:
    return RefusalError(
        ExitCode.OUTPUT, f"presskeep: {archive} cannot be written: {error.strerror or error}"
    )
