"""Each seed's history by day of UTC: kept for ever, in a row a day, so that its health is told.

Filled when a run ends, from what that run's visits and decisions were.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import UNREADABLE, Reason, State

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

_EPOCH = date(1970, 1, 1)
_ADD_RUN = f"""
    INSERT INTO seed_days (seed, day, visits, reads, articles, characters)
    SELECT visit.seed, ?, 1,
           visit.state NOT IN ({", ".join(f"'{state}'" for state in sorted(UNREADABLE))}),
           COALESCE(SUM(tally.decisions), 0), COALESCE(SUM(tally.characters), 0)
    FROM seed_visits AS visit LEFT JOIN tallies AS tally
        ON tally.run = visit.run AND tally.seed = visit.seed
        AND tally.state = '{State.ARCHIVED}' AND tally.reason = '{Reason.NEW_ARTICLE}'
    WHERE visit.run = ?
    GROUP BY visit.seed
    ON CONFLICT DO UPDATE SET
        visits = visits + excluded.visits, reads = reads + excluded.reads,
        articles = articles + excluded.articles, characters = characters + excluded.characters
"""  # noqa: S608 - words of ours
_OF_SEED = """
    SELECT day, visits, reads, articles, characters FROM seed_days
    WHERE seed = ? AND day <= ? ORDER BY day DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedDay:
    """`reads` are the visits that gave something to read, `articles` the new ones of that day, and
    `characters` the length of their texts in all.
    """

    day: date
    visits: int = 0
    reads: int = 0
    articles: int = 0
    characters: int = 0


class SeedDays:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_run(self, run: int, day: date) -> None:
        """Once for each run, after its decisions are written."""
        self._connection.change(_ADD_RUN, ((day - _EPOCH).days, run))

    def latest(self, seed: str, count: int, *, until: date) -> list[SeedDay]:
        """Of the days with a visit, the last one first."""
        rows = self._connection.rows(_OF_SEED, (seed, (until - _EPOCH).days, count))
        return [
            SeedDay(
                day=_EPOCH + timedelta(days=day),
                visits=visits,
                reads=reads,
                articles=articles,
                characters=characters,
            )
            for day, visits, reads, articles, characters in rows
        ]

    def last_read(self, seed: str) -> date | None:
        return self._last(seed, "reads")

    def last_with_articles(self, seed: str) -> date | None:
        return self._last(seed, "articles")

    def _last(self, seed: str, column: str) -> date | None:
        sql = f"SELECT MAX(day) FROM seed_days WHERE seed = ? AND {column} > 0"  # noqa: S608 - ours
        row = self._connection.row(sql, (seed,))
        return None if row is None or row[0] is None else _EPOCH + timedelta(days=row[0])
