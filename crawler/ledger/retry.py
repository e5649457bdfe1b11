"""When a URL that gave nothing is asked for again: what came of it and how often in, a time out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from datetime import datetime

# The first wait doubles with every attempt in vain, up to the longest.
FIRST_WAITS = {
    # An overloaded server or a broken line is often well within the hour.
    State.FAILED: timedelta(hours=1),
    # A bot check or a login wall does not lift so soon; asking often makes it worse.
    State.WALL: timedelta(days=1),
    # robots.txt may be cached for a day (RFC 9309, 2.4), so it is not looked at before.
    State.FORBIDDEN: timedelta(days=1),
}
LONGEST_WAIT = timedelta(days=30)
# 8 doublings of an hour are ten days: what has not answered by then is given up.
MAX_ATTEMPTS = 8

# Nothing that time alone will change.
FINAL = frozenset({Reason.ROBOTS, Reason.HTTP_451, Reason.REDIRECT_LOOP, Reason.BAD_REDIRECT})


def retry_at(state: State, reason: Reason, attempts: int, now: datetime) -> datetime | None:
    """`attempts` are those in vain before this one. None: it is settled for good."""
    if state not in FIRST_WAITS or reason in FINAL or attempts + 1 >= MAX_ATTEMPTS:
        return None
    return now + min(FIRST_WAITS[state] * (1 << attempts), LONGEST_WAIT)
