"""URLs that are decided from their captures, and nobody is asked for them on that account."""

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
# The condition on state and reason is as in the index urls_copies.
_RECALL = """
    UPDATE urls SET state = 'queued', reason = 'retry', due_at = NULL, captured = 1
    WHERE visited_run IN (
        SELECT run FROM articles JOIN runs ON runs.id = run WHERE placed = 0 AND offline = 0
    )
    AND state = 'duplicate' AND reason IN ('equal-text', 'same-canonical', 'near-duplicate')
    AND of IN (SELECT id FROM articles WHERE placed = 0)
"""
# Out of captures alone: they are met there again.
_FORGET = """
    DELETE FROM urls
    WHERE visited_run IN (
        SELECT run FROM articles JOIN runs ON runs.id = run WHERE placed = 0 AND offline = 1
    )
    AND state = 'duplicate' AND reason IN ('equal-text', 'same-canonical', 'near-duplicate')
    AND of IN (SELECT id FROM articles WHERE placed = 0) AND added_run = visited_run
"""
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

    def recall_copies_of_claims(self) -> int:
        """What was found to be a copy of a version that a run only claimed: before the claims are
        dropped, as both are decided again, in the order of their captures. How many copies.
        """
        forgotten = self._connection.change(_FORGET)
        return forgotten + self._connection.change(_RECALL)

    def drop_undecided(self, run: int) -> int:
        """What the run did not come to settle, else the next live run would fetch it. How many."""
        return self._connection.change(_DROP, (run,))
