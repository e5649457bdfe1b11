"""Files that appear whole, and names and bytes that outlast a loss of power."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def sync(path: Path) -> None:
    """A file's bytes, or the names in a folder, are on disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_of(final: Path) -> Path:
    """Beside its place, hidden, and swept up by the next run if a kill left it."""
    return final.with_name(f".{final.name}.tmp")


def write_whole(final: Path, lines: Iterable[bytes]) -> int:
    """How many lines were written; the file appears with all of them, or not at all."""
    temporary = temporary_of(final)
    written = 0
    with temporary.open("wb") as file:
        for line in lines:
            file.write(line)
            written += 1
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(final)
    sync(final.parent)
    return written
