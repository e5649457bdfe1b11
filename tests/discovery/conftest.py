"""The folder of test data beside the project, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Other projects' test data, used in place."""
    folder = Path(__file__).parents[2] / ".." / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("no ../shared/corpora beside this clone")
    return folder
