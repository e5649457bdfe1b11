"""A copy of the project in a folder of the test's, to run commands in as a user would."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("crawler", "spiders", "pipelines", "docs", "tests/sites", "tests/extraction")
FILES = ("scrapy.cfg", "pyproject.toml", "README.md", "seeds.txt", "output/README.md")


def copy_project(folder: Path) -> Path:
    """With `.venv` for the environment that the tests run in, as every document names it; compiled
    as far as the project is.
    """
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return folder
