"""The fingerprints of all article versions, looked up by what resembling texts have in common.

Nothing of it is held in memory: a text is looked for in an index of bands (crawler/duplicates), and
compared with the few that are found there. Rows belong to `ordinal` of the articles.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.duplicates.fingerprint import Fingerprint, bands, resemblance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.article import CaptureRef
    from crawler.ledger.connection import Connection

# The oldest of a band: fifty papers that print one agency story are enough to find it.
_OF_BAND = "SELECT ordinal FROM text_bands WHERE band = ? ORDER BY ordinal LIMIT 50"
# Those that have most bands in common; all that resemble a text by half are among them.
_COMPARED = 30
_CANDIDATE = """
    SELECT signature, numbers, id, COALESCE(cluster, id), host, canonical_url, published,
           fetched_at, warc, warc_offset
    FROM fingerprints JOIN articles USING (ordinal) WHERE ordinal = ?
"""
_OWN_CAPTURES = "presskeep-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An article version that a text resembles; times as in its row."""

    id: str
    cluster: str
    resemblance: float
    host: str | None
    canonical_url: str
    published: str | None
    fetched_at: str


class Fingerprints:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ordinal: int, found: Fingerprint) -> None:
        sql = "INSERT INTO fingerprints (ordinal, signature, numbers) VALUES (?, ?, ?)"
        self._connection.change(sql, (ordinal, found.signature, found.numbers))
        for band in bands(found.signature):
            self._connection.change("INSERT INTO text_bands VALUES (?, ?)", (band, ordinal))

    def forget(self, ordinals: Iterable[int]) -> None:
        for ordinal in ordinals:
            found = self.of(ordinal)
            if found is None:
                continue
            for band in bands(found.signature):
                sql = "DELETE FROM text_bands WHERE band = ? AND ordinal = ?"
                self._connection.change(sql, (band, ordinal))
            self._connection.change("DELETE FROM fingerprints WHERE ordinal = ?", (ordinal,))

    def of(self, ordinal: int) -> Fingerprint | None:
        sql = "SELECT signature, numbers FROM fingerprints WHERE ordinal = ?"
        row = self._connection.row(sql, (ordinal,))
        return None if row is None else Fingerprint(*row)

    def nearest(
        self, found: Fingerprint, *, least: float, but: str | None, before: CaptureRef | None
    ) -> Near | None:
        """The version that resembles it most, by `least` or more; of equals the oldest.

        `but` is the id of an article that does not count. What was captured after `before` does
        not either, where both are of this archive: a killed run's page is decided late.
        """
        best: Near | None = None
        for ordinal in self._candidates(found):
            near = self._compared(ordinal, found, but, before)
            if near is None or near.resemblance < least:
                continue
            if best is None or near.resemblance > best.resemblance:
                best = near
        return best

    def _candidates(self, found: Fingerprint) -> list[int]:
        """In the order of the archive."""
        shared: Counter[int] = Counter()
        for band in bands(found.signature):
            shared.update(ordinal for (ordinal,) in self._connection.rows(_OF_BAND, (band,)))
        # Each other article in the archive shares one by chance in a hundred thousand.
        first = sorted(shared, key=lambda ordinal: (-shared[ordinal], ordinal))[:_COMPARED]
        return sorted(first)

    def _compared(
        self, ordinal: int, found: Fingerprint, but: str | None, before: CaptureRef | None
    ) -> Near | None:
        row = self._connection.row(_CANDIDATE, (ordinal,))
        if row is None or row[2] == but or _is_later(row[-2:], before):
            return None
        return Near(
            id=row[2],
            cluster=row[3],
            resemblance=resemblance(found, Fingerprint(row[0], row[1])),
            host=row[4],
            canonical_url=row[5],
            published=row[6],
            fetched_at=row[7],
        )


def _is_later(place: tuple[Any, ...], before: CaptureRef | None) -> bool:
    if before is None or place[0] is None:
        return False
    are_ours = place[0].startswith(_OWN_CAPTURES) and before.warc.startswith(_OWN_CAPTURES)
    return are_ours and tuple(place) > (before.warc, before.offset)
