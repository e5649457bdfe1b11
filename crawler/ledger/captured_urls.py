"""URLs that an offline run finds in captures: nobody is ever asked for them on that account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.ledger.clock import seconds
from crawler.ledger.found_columns import INSERT_FOUND, values_of
from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger.connection import Connection
    from crawler.ledger.found import Found

# Nothing of a known row is changed; but only a row that is written is returned.
_ADD_OR_FIND = f"{INSERT_FOUND} ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING seq"
_DROP = "DELETE FROM urls WHERE state = 'queued' AND added_run = ? AND visited_run IS NULL"


class CapturedUrls:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def accept(self, found: Found, *, now: datetime, run: int) -> int:
        """The URL's number in the ledger. An unknown one waits until this run settles it."""
        values = values_of(found, State.QUEUED, Reason.NEW, (run, seconds(now)))
        row = self._connection.change_one(_ADD_OR_FIND, values)
        assert row is not None  # noqa: S101 - RETURNING gives a row for each that is written
        return int(row[0])

    def drop_undecided(self, run: int) -> int:
        """What the run did not come to settle, else the next live run would fetch it. How many."""
        return self._connection.change(_DROP, (run,))
