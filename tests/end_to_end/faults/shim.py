"""The shared object that ends or fails a process at a chosen change of the archive."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

SOURCE = Path(__file__).with_name("faults.c")
COMPILER = shutil.which("cc")
KILLED = -9


@cache
def shim() -> Path:
    """Compiled once for this process. Raises subprocess.CalledProcessError."""
    built = Path(mkdtemp(prefix="presskeep-faults-")) / "faults.so"
    assert COMPILER is not None, "a C compiler is needed"
    options = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([COMPILER, *options, "-o", built, SOURCE, "-ldl"], check=True)
    return built


@dataclass(frozen=True)
class Fault:
    """`at` is the number of the change, from 1; 0 only counts. `error` 0 kills at it, with half of
    the bytes written where it is a write; any other is the errno of it and of all that follow.
    """

    at: int
    error: int = 0

    def environment(self, folder: Path) -> dict[str, str]:
        """`folder` is where changes count."""
        return {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "LD_PRELOAD": str(shim()),
            "FAULT_FOLDER": str(folder),
            "FAULT_AT": str(self.at),
            "FAULT_ERRNO": str(self.error),
            "FAULT_COUNT": str(_counter(folder)),
        }


def changes(folder: Path) -> int:
    """How many there were in the last run with a fault."""
    text = _counter(folder).read_text("ascii")
    return int(text or 0)


def _counter(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.changes")
