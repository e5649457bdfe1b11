"""WARC-Date, written and read. Pure. WARC/1.1, section 5.4; WARC/1.0 has whole seconds only."""

from __future__ import annotations

from datetime import UTC, datetime

# A year of fewer digits is a broken clock's, and folders are named by it.
_FIRST_YEAR = 1000


def warc_date(instant: datetime) -> str:
    """Microseconds, which WARC/1.1 allows: two captures of one second stay in their order."""
    return f"{instant.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def index_date(instant: datetime) -> str:
    """The 14 digits of an index line: whole seconds."""
    digits = instant.astimezone(UTC).isoformat()
    return digits[:4] + digits[5:7] + digits[8:10] + digits[11:13] + digits[14:16] + digits[17:19]


def read_warc_date(text: str | None) -> datetime | None:
    """None for what is no date, and for the reduced precision (2026-11) that nobody writes."""
    try:
        instant = datetime.fromisoformat(text or "")
        instant = instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter where UTC is before the year 1
        return None
    return instant if instant.year >= _FIRST_YEAR else None
