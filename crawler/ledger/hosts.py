"""Hosts that are not to be asked before some time: they said so, or gave no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.ledger.clock import seconds

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger.connection import Connection

_REST = """
    INSERT INTO hosts (host, rests_until, rests) VALUES (?, ?, ?)
    ON CONFLICT (host) DO UPDATE SET rests_until = excluded.rests_until, rests = excluded.rests
"""


class Hosts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def resting(self, now: datetime, latest: datetime) -> set[str]:
        """Those whose time has not come. One beyond `latest` was planned under a wrong clock."""
        sql = "SELECT host FROM hosts WHERE rests_until > ? AND rests_until <= ?"
        rows = self._connection.rows(sql, (seconds(now), seconds(latest)))
        return {host for (host,) in rows}

    def rests(self, host: str) -> int:
        """How many times running it had to rest."""
        row = self._connection.row("SELECT rests FROM hosts WHERE host = ?", (host,))
        return int(row[0]) if row else 0

    def rest(self, host: str, *, until: datetime, rests: int) -> None:
        self._connection.change(_REST, (host, seconds(until), rests))

    def forget(self, host: str) -> None:
        """It answers."""
        self._connection.change("DELETE FROM hosts WHERE host = ?", (host,))
