"""What each seed gave in each run: the exit code and the health of seeds are told from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.ledger.clock import from_seconds, seconds
from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger.connection import Connection

_COLUMNS = "run, seed, kind, state, reason, status, found, accepted, visited_at"
_SELECT = f"SELECT {_COLUMNS} FROM seed_visits "  # noqa: S608 - columns of ours
_NOTE = """
    INSERT INTO seed_visits (run, seed, kind, state, reason, status, found, accepted, visited_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (seed, run) DO UPDATE SET
        kind = excluded.kind, state = excluded.state, reason = excluded.reason,
        status = excluded.status, found = excluded.found, accepted = excluded.accepted,
        visited_at = excluded.visited_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedVisit:
    """`seed` is its URL, `kind` what it answered as. `found` counts the URLs that it named,
    `accepted` those of them that were put into the queue.
    """

    run: int
    seed: str
    state: State
    reason: Reason
    visited_at: datetime
    kind: str | None = None
    status: int | None = None
    found: int = 0
    accepted: int = 0


class Seeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, visit: SeedVisit) -> None:
        """A later note of the same seed and run takes the place of the earlier one."""
        values = (
            visit.run,
            visit.seed,
            visit.kind,
            visit.state,
            visit.reason,
            visit.status,
            visit.found,
            visit.accepted,
            seconds(visit.visited_at),
        )
        self._connection.change(_NOTE, values)

    def of_run(self, run: int) -> list[SeedVisit]:
        rows = self._connection.rows(_SELECT + "WHERE run = ? ORDER BY seed", (run,))
        return [_visit(row) for row in rows]

    def history(self, seed: str, count: int) -> list[SeedVisit]:
        """The newest first."""
        sql = _SELECT + "WHERE seed = ? ORDER BY run DESC LIMIT ?"
        return [_visit(row) for row in self._connection.rows(sql, (seed, count))]


def _visit(row: tuple[Any, ...]) -> SeedVisit:
    named = dict(zip(_COLUMNS.split(", "), row, strict=True))
    named["visited_at"] = from_seconds(named["visited_at"])
    named |= {"state": State(named["state"]), "reason": Reason(named["reason"])}
    return SeedVisit(**named)
