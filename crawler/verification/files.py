"""Reading what may be anything: a folder's entries, and a file's bytes up to a limit."""

from __future__ import annotations

import os
from stat import S_ISREG
from typing import TYPE_CHECKING

from crawler.verification.findings import Note, reason

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.verification.findings import Findings


class UnreadableFileError(Exception):
    """The message says why, as what follows the file's name."""


def names_in(folder: Path, place: str, findings: Findings) -> list[str]:
    """Sorted; hidden names are left out, and those of temporary files noted."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except FileNotFoundError:
        return []
    except OSError as error:
        findings.add(place, f"cannot be read: {reason(error)}")
        return []
    findings.notes[Note.TEMPORARY] += sum(_is_temporary(name) for name in names)
    return [name for name in names if not name.startswith(".")]


def read_file(path: Path, max_bytes: int) -> bytes:
    """Raises UnreadableFileError: a pipe, say, would keep us waiting."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not S_ISREG(status.st_mode):
                raise UnreadableFileError("is no file")
            if status.st_size > max_bytes:
                raise UnreadableFileError(f"is too large to check: {status.st_size:,} bytes")
            return file.read()
    except FileNotFoundError as error:
        raise UnreadableFileError("is missing") from error
    except IsADirectoryError as error:
        raise UnreadableFileError("is no file") from error
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {reason(error)}") from error


def _is_temporary(name: str) -> bool:
    return name.startswith(".") and name.endswith(".tmp")
