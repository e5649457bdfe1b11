"""What there is in an archive, and what does not belong there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from crawler.verification.files import names_in
from crawler.verification.findings import Note
from crawler.verification.ledger_reading import LEDGER
from crawler.warc.files import CLOSED, OPEN, index_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import LedgerCopy
    from crawler.verification.ledger_reading import SecondLook

FOLDERS = ("articles", "images", "runs", "warc")
_INDEX = ".cdxj"
_DAY = (re.compile(r"[0-9]{4}"), re.compile(r"[0-9]{2}"), re.compile(r"[0-9]{2}"))
_IMAGES = re.compile(r"[0-9a-f]{2}")
_RUN = re.compile(r"[0-9]{8}T[0-9]{6}Z(?:-[0-9]{1,4})?")
_LATEST = "latest.json"


@dataclass(slots=True)
class Inventory:
    """Paths relative to the archive, each with the bytes that are to be read there."""

    warcs: dict[str, int] = field(default_factory=dict)
    article_folders: dict[str, int] = field(default_factory=dict)
    image_folders: dict[str, int] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)


def is_empty(archive: Path) -> bool:
    """Whether nothing was ever archived there. Raises OSError."""
    if (archive / LEDGER).exists():
        return False
    return not any(any(os.scandir(archive / name)) for name in FOLDERS if (archive / name).is_dir())


def inventory(archive: Path, ledger: LedgerCopy, now: SecondLook, findings: Findings) -> Inventory:
    """Of the files on disk and of those that the ledger names."""
    found = Inventory()
    _add_warcs(archive, ledger, now, found, findings)
    days = {*_days(archive, findings), *ledger.article_folders()}
    found.article_folders = {day: _size_of_files(archive / day) for day in sorted(days)}
    images = {*_folders(archive, "images", _IMAGES, findings), *ledger.image_folders()}
    found.image_folders = {place: _size_of_files(archive / place) for place in sorted(images)}
    runs = set(_folders(archive, "runs", _RUN, findings, besides=_LATEST))
    runs |= {f"runs/{name}" for name in ledger.ended_runs() if _RUN.fullmatch(name)}
    found.runs = {run: _size_of_files(archive / run) for run in sorted(runs)}
    return found


def _add_warcs(
    archive: Path, ledger: LedgerCopy, now: SecondLook, found: Inventory, findings: Findings
) -> None:
    folder = archive / "warc"
    names = names_in(folder, "warc", findings)
    closed = {name for name in names if name.endswith(CLOSED)}
    written = {name.removesuffix(OPEN) + CLOSED for name in names if name.endswith(OPEN)}
    # A file gets its name a moment before its index, and by recovery only.
    written |= {name for name in closed if _is_just_closed(folder / name, now)}
    for name in sorted(closed - written):
        found.warcs[f"warc/{name}"] = _size(folder / name)
    for name in names:
        if not name.endswith((CLOSED, OPEN, _INDEX)):
            findings.add(f"warc/{name}", "is no part of an archive")
        elif name.endswith(_INDEX) and name.removesuffix(_INDEX) + CLOSED not in closed:
            findings.add(f"warc/{name}", "the WARC file to it is missing")
    for name, rows in ledger.warcs():
        if name in closed | written or _is_there_now(folder, name):
            continue
        elsewhere = now.folder_of(name)
        if elsewhere is not None and (Path(elsewhere) / name).exists():
            findings.notes[Note.ELSEWHERE] += 1
        else:
            where = f" in {elsewhere}" if elsewhere else ""
            findings.add(f"warc/{name}", f"is missing{where}; {rows:,} rows of the ledger name it")
    findings.notes[Note.OPEN] += len(written)


def _is_just_closed(path: Path, now: SecondLook) -> bool:
    return not index_path(path).exists() and now.is_unfinished()


def _is_there_now(folder: Path, name: str) -> bool:
    """It may have been made, or closed, while the folder was listed."""
    if "/" in name or "\0" in name:
        return False
    return (folder / name).exists() or (folder / (name.removesuffix(CLOSED) + OPEN)).exists()


def _days(archive: Path, findings: Findings) -> list[str]:
    places = ["articles"]
    for pattern in _DAY:
        below = (_folders(archive, place, pattern, findings) for place in places)
        places = [place for found in below for place in found]
    return places


def _folders(
    archive: Path,
    place: str,
    pattern: re.Pattern[str],
    findings: Findings,
    *,
    besides: str = "",
) -> Iterator[str]:
    for name in names_in(archive / place, place, findings):
        if name == besides:
            continue
        below = f"{place}/{name}"
        if not pattern.fullmatch(name):
            findings.add(below, "is no part of an archive")
        elif not _is_folder(archive / below):
            findings.add(below, "is no folder")
        else:
            yield below


def _is_folder(path: Path) -> bool:
    try:
        return S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _size_of_files(folder: Path) -> int:
    """0 for what cannot be read: whoever reads it says so."""
    try:
        with os.scandir(folder) as entries:
            return sum(_size_of_entry(entry) for entry in entries)
    except OSError:
        return 0


def _size_of_entry(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size
    except OSError:
        return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
