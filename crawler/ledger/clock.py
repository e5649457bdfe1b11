"""A time ↔ the whole seconds since 1970 that the ledger's bookkeeping counts in."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(moment: datetime | None) -> int | None:
    """ValueError for a time without a zone: which second it is depends on where one asks."""
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError(f"a time without a zone: {moment.isoformat()}")
    return int(moment.timestamp())


def from_seconds(count: int | None) -> datetime | None:
    return None if count is None else datetime.fromtimestamp(count, UTC)
