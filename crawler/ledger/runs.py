"""Every run, by number: a run without an end is the one that is running, or was killed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.ledger.clock import from_seconds, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger.connection import Connection

_COLUMNS = "id, name, started_at, ended_at, exit_code, finish_reason, offline"
_SELECT = f"SELECT {_COLUMNS} FROM runs "  # noqa: S608 - columns of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """`is_offline`: it read captures and fetched nothing."""

    id: int
    name: str
    started_at: datetime
    ended_at: datetime | None
    exit_code: int | None
    finish_reason: str | None
    is_offline: bool = False


class Runs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, name: str, *, now: datetime, is_offline: bool = False) -> int:
        """The run's number, higher than that of every run before, whatever the clock says.

        LedgerError if there was a run of that name.
        """
        sql = "INSERT INTO runs (name, started_at, offline) VALUES (?, ?, ?)"
        return self._connection.insert(sql, (name, seconds(now), int(is_offline)))

    def end(self, run: int, *, now: datetime, exit_code: int | None, finish_reason: str) -> None:
        sql = "UPDATE runs SET ended_at = ?, exit_code = ?, finish_reason = ? WHERE id = ?"
        self._connection.change(sql, (seconds(now), exit_code, finish_reason, run))

    def end_as(self, run: RunRow) -> None:
        assert run.ended_at is not None  # noqa: S101 - who calls has just ended it
        self.end(
            run.id, now=run.ended_at, exit_code=run.exit_code, finish_reason=run.finish_reason or ""
        )

    def unfinished(self) -> list[RunRow]:
        return [_run_row(row) for row in self._connection.rows(_SELECT + "WHERE ended_at IS NULL")]

    def offline(self) -> set[int]:
        """The numbers of those that read captures."""
        return {number for (number,) in self._connection.rows("SELECT id FROM runs WHERE offline")}

    def forget_folders_before(self, limit: datetime) -> int:
        """How many runs these are: the rows stay, without what each seed gave in them."""
        newly = "SELECT id FROM runs WHERE started_at < ? AND ended_at IS NOT NULL AND removed = 0"
        for table in ("tallies", "seed_visits"):
            sql = f"DELETE FROM {table} WHERE run IN ({newly})"  # noqa: S608 - names of ours
            self._connection.change(sql, (seconds(limit),))
        sql = f"UPDATE runs SET removed = 1 WHERE id IN ({newly})"  # noqa: S608 - as above
        return self._connection.change(sql, (seconds(limit),))

    def latest(self, count: int) -> list[RunRow]:
        """The newest first."""
        rows = self._connection.rows(_SELECT + "ORDER BY id DESC LIMIT ?", (count,))
        return [_run_row(row) for row in rows]


def _run_row(row: tuple[Any, ...]) -> RunRow:
    number, name, started_at, ended_at, exit_code, finish_reason, offline = row
    started = from_seconds(started_at)
    assert started is not None  # noqa: S101 - the column is NOT NULL
    return RunRow(
        id=number,
        name=name,
        started_at=started,
        ended_at=from_seconds(ended_at),
        exit_code=exit_code,
        finish_reason=finish_reason,
        is_offline=bool(offline),
    )
