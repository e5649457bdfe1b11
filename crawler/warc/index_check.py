"""Whether an index says what its WARC file holds, in memory that does not grow with the file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from crawler.warc.files import OPEN, index_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIGEST_BYTES = 16
_MASK = (1 << (8 * _DIGEST_BYTES)) - 1
# No line that we write is longer than a URL of 64 KB, written twice, takes.
_MAX_LINE_BYTES = 1_048_576


class LineSum:
    """Equal for the same lines in whatever order: records stand by time, lines by SURT."""

    def __init__(self) -> None:
        self._total = 0

    def add(self, line: bytes) -> None:
        digest = hashlib.blake2b(line, digest_size=_DIGEST_BYTES).digest()
        self._total = (self._total + int.from_bytes(digest)) & _MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LineSum) and self._total == other._total

    __hash__ = None  # type: ignore[assignment]  # it changes


def index_problems(warc: Path, held: LineSum) -> Iterator[str]:
    """`held`: the lines that the file's records make. A file still written has no index."""
    if warc.name.endswith(OPEN):
        return
    try:
        stated = _sum_of(index_path(warc))
    except FileNotFoundError:
        yield "no .cdxj beside it"
    except OSError as error:
        yield f"the .cdxj cannot be read: {error.strerror or error}"
    else:
        if stated != held:
            yield "the .cdxj does not say what the file holds"


def _sum_of(index: Path) -> LineSum | None:
    """None for lines that are not sorted: no reader would find what it looks for."""
    total = LineSum()
    before = b""
    with index.open("rb") as file:
        while line := file.readline(_MAX_LINE_BYTES):
            if line < before:
                return None
            total.add(line)
            before = line
    return total
