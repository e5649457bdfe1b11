"""When an archived article is looked at again: its age at the last look in, a time out.

News changes most in its first hours: the next look comes when the time since the last one reaches
a fifth of the article's age.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from crawler.formats.moments import moment

if TYPE_CHECKING:
    from datetime import date

SHORTEST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=30)
# (t - looked) = (t - published) / 5 holds when t - looked is a quarter of the age at that look.
_PART_OF_AGE = 4


def revisit_at(
    published: str | None, first_seen: datetime, looked: datetime, max_age_days: float
) -> datetime | None:
    """None: its age is above `max_age_days`, so nobody looks again; 0 is no limit.

    `published` is ISO 8601 text; where it is missing or in the future, `first_seen` counts.
    """
    age = looked - min(_beginning(published) or first_seen, first_seen)
    if max_age_days > 0 and age > timedelta(days=max_age_days):
        return None
    return looked + min(max(age / _PART_OF_AGE, SHORTEST_WAIT), LONGEST_WAIT)


def _beginning(published: str | None) -> datetime | None:
    if published is None:
        return None
    stated = moment(published)
    return stated if isinstance(stated, datetime) else _midnight(stated)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
