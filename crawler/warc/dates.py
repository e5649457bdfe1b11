"""WARC-Date, written and read. Pure. WARC/1.1, section 5.4; WARC/1.0 has whole seconds only."""

from __future__ import annotations

from datetime import UTC, datetime

# strftime writes an earlier year with fewer digits than WARC-Date has.
_FIRST_YEAR = 1000


def warc_date(instant: datetime) -> str:
    """Microseconds, which WARC/1.1 allows: two captures of one second stay in their order."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_warc_date(text: str | None) -> datetime | None:
    """None for what is no date, and for the reduced precision (2026-11) that nobody writes."""
    try:
        instant = datetime.fromisoformat(text or "")
        instant = instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter where UTC is before the year 1
        return None
    return instant if instant.year >= _FIRST_YEAR else None
