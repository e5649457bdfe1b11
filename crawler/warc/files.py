"""Names of WARC files.

The name's parts are those of WARC/1.1, annex C, as Heritrix and warcprox order them:
presskeep-<17 digits of UTC time>-<serial>-<host>-<pid>.warc.gz, with .open while it is written.
"""

from __future__ import annotations

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
