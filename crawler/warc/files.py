"""Names of WARC files, and the few durable steps that writing them takes.

The name's parts are those of WARC/1.1, annex C, as Heritrix and warcprox order them:
presskeep-<17 digits of UTC time>-<serial>-<host>-<pid>.warc.gz, with .open while it is written.
"""

from __future__ import annotations

import os
import re
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

CLOSED = ".warc.gz"
OPEN = ".warc.gz.open"
_UNSAFE_IN_HOST = re.compile(r"[^A-Za-z0-9.]+")
_MAX_HOST_CHARACTERS = 64


def warc_name(prefix: str, created: datetime, serial: int, host: str, pid: int) -> str:
    moment = created.astimezone(UTC)
    stamp = f"{moment:%Y%m%d%H%M%S}{moment.microsecond // 1000:03}"
    safe_host = _UNSAFE_IN_HOST.sub("", host)[:_MAX_HOST_CHARACTERS] or "localhost"
    return f"{prefix}-{stamp}-{serial:05}-{safe_host}-{pid}{CLOSED}"


def index_path(warc: Path) -> Path:
    """The .cdxj beside a closed file."""
    return warc.with_name(f"{warc.name.removesuffix(CLOSED)}.cdxj")


def closed_path(open_path: Path) -> Path:
    return open_path.with_name(open_path.name.removesuffix(OPEN) + CLOSED)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder as safe as the bytes of its files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """The file appears with all of its bytes, or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
