"""A time or a date ↔ ISO 8601 text, as records and the ledger write it.

A datetime is written with its offset, a date (where the page states no time of day) as
YYYY-MM-DD. https://www.rfc-editor.org/rfc/rfc3339
"""

from __future__ import annotations

from datetime import date, datetime

_DATE_CHARS = len("2026-11-23")


def moment_text(moment: datetime | date) -> str:
    """ValueError for a datetime without a zone: it names no instant."""
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        raise ValueError(f"a time without a zone: {moment.isoformat()}")
    return moment.isoformat()


def moment(text: str) -> datetime | date:
    """ValueError for text that is neither, or that states a time without its offset."""
    if len(text) == _DATE_CHARS:
        return date.fromisoformat(text)
    return instant(text)


def instant(text: str) -> datetime:
    stated = datetime.fromisoformat(text)
    if stated.utcoffset() is None:
        raise ValueError(f"a time without its offset: {text}")
    return stated
