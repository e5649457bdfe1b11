"""Which WARC files a user means: one file, a folder of them, or a pattern such as `warc/*.gz`."""

from __future__ import annotations

import glob
from pathlib import Path

# Beside WARC files stand indexes, and files that are still written.
_WARC_NAMES = (".warc", ".warc.gz")


def warc_files(pattern: str) -> list[Path]:
    """By name, which is the order of capture for most writers. Empty where nothing fits.

    A file that is named itself is taken whatever it is called.
    """
    path = Path(pattern)
    if path.is_file():
        return [path]
    found = path.iterdir() if path.is_dir() else map(Path, glob.iglob(pattern, recursive=True))  # noqa: PTH207 - a pattern may be absolute
    warcs = (file for file in found if file.name.endswith(_WARC_NAMES) and file.is_file())
    return sorted(warcs, key=lambda file: (file.name, file))


def is_in(folder: Path, file: Path) -> bool:
    """Also by another way, such as a link to the folder."""
    return file.resolve() == (folder / file.name).resolve()


def folder_of(file: Path) -> str:
    return str(file.parent.resolve())


def has_namesake(file: Path, own_folder: Path, known_folder: str | None) -> bool:
    """Whether there is another file that a record may mean by that name: in the archive's own
    folder, or in the one where a file of that name was read from before.
    """
    if (own_folder / file.name).exists():
        return True
    if known_folder is None or known_folder == folder_of(file):
        return False
    return (Path(known_folder) / file.name).exists()
