"""How the archive's pictures look, and which of them look alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.duplicates.looks import ALIKE_BITS, distance, is_telling, parts

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

# The oldest: a picture in fifty sizes is found by them.
_OF_PART = "SELECT id FROM look_parts WHERE part = ? ORDER BY id LIMIT 50"
_COMPARED = 50


class Looks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sha256: str, look: bytes) -> None:
        """Once; what tells nothing of a motif is kept, and found by nobody."""
        if self._connection.row("SELECT 1 FROM looks WHERE sha256 = ?", (sha256,)):
            return
        number = self._connection.insert(
            "INSERT INTO looks (sha256, look) VALUES (?, ?)", (sha256, look)
        )
        if not is_telling(look):
            return
        for part in parts(look):
            self._connection.change("INSERT INTO look_parts VALUES (?, ?)", (part, number))

    def alike(self, look: bytes) -> str | None:
        """The SHA-256 of the picture that looks most like it; of equals the oldest."""
        if not is_telling(look):
            return None
        best: tuple[int, str] | None = None
        for number in self._candidates(look):
            row = self._connection.row("SELECT sha256, look FROM looks WHERE id = ?", (number,))
            bits = distance(look, row[1]) if row else ALIKE_BITS + 1
            if row and bits <= ALIKE_BITS and (best is None or bits < best[0]):
                best = (bits, row[0])
        return best[1] if best else None

    def _candidates(self, look: bytes) -> list[int]:
        shared: Counter[int] = Counter()
        for part in parts(look):
            shared.update(number for (number,) in self._connection.rows(_OF_PART, (part,)))
        return sorted(sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED])
