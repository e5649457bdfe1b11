"""The crawl that wrote a file of captures: whether it, or the next one, came to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.paths import run_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def has_report(archive: Path, statement: Mapping[str, str]) -> bool:
    """`statement`: the file's warcinfo fields. A run has its report once it is whole."""
    try:
        folder = run_folder(statement.get("isPartOf", ""))
    except ValueError:
        return False
    return (archive / folder / "report.json").exists()
