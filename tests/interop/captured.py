"""What the indexes beside WARC files say of them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


@dataclass(frozen=True)
class Captured:
    """As replay tools ask for it: `timestamp` has 14 digits, down to whole seconds."""

    url: str
    timestamp: str

    @classmethod
    def at(cls, url: str, date: datetime) -> Captured:
        return cls(url, f"{date:%Y%m%d%H%M%S}")


def wire_case(url: str) -> str:
    """The name of the case of the wire tests that is served at the URL."""
    return urlsplit(url).path.strip("/")


def captured(warcs: Iterable[Path]) -> Iterator[Captured]:
    """Every line of their indexes."""
    for path in warcs:
        for line in index_of(path).read_text(encoding="utf-8").splitlines():
            _, timestamp, fields = line.split(" ", 2)
            yield Captured(json.loads(fields)["url"], timestamp)


def index_of(warc: Path) -> Path:
    return warc.with_name(warc.name.removesuffix(".warc.gz") + ".cdxj")


def cdxj_indexer(warc: Path) -> str:
    """The index that it makes."""
    command = [str(Path(sys.executable).with_name("cdxj-indexer")), "--sort", str(warc)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
