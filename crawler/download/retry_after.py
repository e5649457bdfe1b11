"""How long a server asks not to be asked: Retry-After, in seconds or as a date. Pure.

https://www.rfc-editor.org/rfc/rfc9110.html#name-retry-after
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A server that asks for more is asked once a day all the same: many send nonsense there.
LONGEST = timedelta(days=1)
_MAX_DIGITS = 12


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """None for what is neither, and for a time that has passed."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS:
        wait = timedelta(seconds=min(int(text), LONGEST.total_seconds()))
    else:
        until = _date(text)
        wait = timedelta(0) if until is None else min(until - now, LONGEST)
    return wait if wait > timedelta(0) else None


def _date(text: str) -> datetime | None:
    try:
        stated = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)
