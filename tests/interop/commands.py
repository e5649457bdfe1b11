"""Programs of others, found by the environment variables that .ci/run sets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def environment() -> dict[str, str]:
    """Of a process that is not ours: no variable of our interpreter reaches it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def named_by(variable: str, what: str) -> Path:
    """Skips where the variable is not set; one that names no file is a mistake."""
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set; it names {what}")
    path = Path(value)
    assert path.is_file(), f"{variable}: there is no file {value}"
    return path


def java() -> str:
    found = shutil.which("java")
    if found is None:
        pytest.skip("there is no java")
    return found
