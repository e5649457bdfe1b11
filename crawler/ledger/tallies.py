"""How many decisions of a run were which: by seed, state and reason.

They are counted in memory and written with the commit that holds the decisions themselves, so that
the history of a seed's yield costs no look at the URLs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

Decision = tuple[State, Reason]

# For URLs that no seed led to, such as those of someone else's WARC file.
_NO_SEED = ""

_ADD = """
    INSERT INTO tallies (run, seed, state, reason, decisions, characters)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        decisions = decisions + excluded.decisions, characters = characters + excluded.characters
"""
_OF_SEED = "SELECT state, reason, decisions FROM tallies WHERE run = ? AND seed = ?"


class Tallies:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._unwritten: Counter[tuple[int, str, str, str]] = Counter()
        self._characters: Counter[tuple[int, str, str, str]] = Counter()

    def add(self, run: int, seed: str | None, state: str, reason: str, characters: int = 0) -> None:
        key = (run, seed or _NO_SEED, str(state), str(reason))
        self._unwritten[key] += 1
        if characters:
            self._characters[key] += characters

    def write(self) -> None:
        for key, decisions in self._unwritten.items():
            self._connection.change(_ADD, (*key, decisions, self._characters[key]))
        self._unwritten.clear()
        self._characters.clear()

    def by_reason(self, run: int) -> dict[Decision, int]:
        """Decisions, not URLs: one that failed and was archived in the same run counts twice.

        QUEUED and NEW are the URLs that the run found and that were not known.
        """
        self.write()
        found = self._connection.rows(
            "SELECT state, reason, SUM(decisions) FROM tallies WHERE run = ? GROUP BY 1, 2", (run,)
        )
        return {(State(state), Reason(reason)): total for state, reason, total in found}

    def of_seed(self, run: int, seed: str) -> dict[Decision, int]:
        """By the primary key: the seeds of a long list are never in memory at once."""
        self.write()
        found = self._connection.rows(_OF_SEED, (run, seed))
        return {(State(state), Reason(reason)): decisions for state, reason, decisions in found}
