"""A finished crawl of the demonstration, copied for each test that damages it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.conftest import archive, demo, demo_run, demo_seeds
from tests.verification.verified import Copy

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Run

__all__ = ["archive", "demo", "demo_run", "demo_seeds"]


@pytest.fixture
def copy(demo_run: Run, tmp_path: Path) -> Copy:
    shutil.copytree(demo_run.archive.folder, tmp_path / "archive")
    return Copy(tmp_path / "archive")
