"""Articles in place, counted by what pages say of them; every one is looked at for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

# Of first versions: an article that changed is one article.
_FROM = "FROM articles WHERE placed = 1 AND version = 0"
CAPTURED: Final = "substr(fetched_at, 1, 10)"
PUBLISHED: Final = "substr(published, 1, 10)"


class Catalogue:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def articles(self) -> int:
        return self._count(f"SELECT COUNT(*) {_FROM}")

    def near_duplicates(self) -> int:
        return self._count(f"SELECT COUNT(*) {_FROM} AND near_of IS NOT NULL")

    def captured(self) -> list[tuple[str | None, int]]:
        """By UTC day, in time's order."""
        return self._by_day(CAPTURED)

    def published(self) -> list[tuple[str | None, int]]:
        """By the day that the page states; None: it states none."""
        return self._by_day(PUBLISHED)

    def publishers(self, most: int) -> list[tuple[str | None, int]]:
        """The ones with the most articles first."""
        return self._by("publisher", most)

    def sections(self, most: int) -> list[tuple[str | None, int]]:
        return self._by("section", most)

    def languages(self, most: int) -> list[tuple[str | None, int]]:
        return self._by("language", most)

    def _by_day(self, day: str) -> list[tuple[str | None, int]]:
        sql = f"SELECT {day} AS day, COUNT(*) {_FROM} GROUP BY day ORDER BY day"
        return [(found, count) for found, count in self._connection.rows(sql)]

    def _by(self, column: str, most: int) -> list[tuple[str | None, int]]:
        sql = f"SELECT {column}, COUNT(*) AS many {_FROM} GROUP BY 1 ORDER BY many DESC, 1 LIMIT ?"
        return [(found, count) for found, count in self._connection.rows(sql, (most,))]

    def _count(self, sql: str) -> int:
        row = self._connection.row(sql)
        return int(row[0]) if row else 0
