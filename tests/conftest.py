"""For the whole suite: our modules are compiled once, not by every process that a test starts."""

from __future__ import annotations

import compileall
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("crawler", "pipelines", "spiders")
SILENT = 2


def pytest_configure(config: pytest.Config) -> None:
    """Several hundred processes would each take 0.8 s for it where PYTHONDONTWRITEBYTECODE is set,
    by a developer's shell or by a test that wants no file more than the crawl's own. A folder that
    cannot be written is no error.
    """
    if hasattr(config, "workerinput"):  # one of pytest-xdist's, whose controller did it
        return
    for name in SOURCES:
        compileall.compile_dir(ROOT / name, quiet=SILENT)
