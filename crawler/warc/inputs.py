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
