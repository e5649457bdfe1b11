"""Date strings of feeds and sitemaps in, aware UTC datetimes or plain dates out.

Formats: https://www.w3.org/TR/NOTE-datetime (Atom, sitemaps), RFC 822 and 5322 (RSS), and what
feedparser knows besides. A time without an offset is taken as UTC; a string without a time of day
is a plain date.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

from feedparser.datetimes import _parse_date as feedparser_date

MAX_DATE_LENGTH = 200  # characters: date parsers slow down or hang on long digit strings

_ISO = re.compile(r"\d{4}-")
_ISO_FORM = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}.*)?")
_UTC_NAME = re.compile(r" ?(?:GMT|UTC)$")
_LETTER = re.compile(r"[^\W\d_]")
# A time of day, in any of the formats: 9:05, T0905, 09h05.
_TIME_OF_DAY = re.compile(r"\d:\d|T\d{4}|\d[hH]\d")
# What programs write for "no date": the epochs of Unix and of Windows, and 0001-01-01.
_EPOCHS = frozenset((date(1970, 1, 1), date(1601, 1, 1)))
_FIRST_NEWSPAPER_YEAR = 1605


def read_date(text: str | None) -> datetime | date | None:
    """None for what is no date, and for dates that only stand in for a missing one."""
    if not text or len(text) > MAX_DATE_LENGTH:
        return None
    moment = _parsed(" ".join(text.split()))
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return None if day in _EPOCHS or day.year < _FIRST_NEWSPAPER_YEAR else moment


def _parsed(text: str) -> datetime | date | None:
    """ISO dates strictly: what feedparser makes of a wrong one (the 61st minute) is invented."""
    if not _ISO.match(text):
        return _parsed_by_feedparser(text)
    if not _ISO_FORM.fullmatch(text):
        return None
    try:
        if len(text) == len("2026-11-23"):
            return date.fromisoformat(text)
        return _in_utc(datetime.fromisoformat(_UTC_NAME.sub("Z", text)))
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _parsed_by_feedparser(text: str) -> datetime | date | None:
    """Only with a month's name: of bare numbers nobody knows which is the day."""
    fields = feedparser_date(text) if _LETTER.search(text) else None
    if fields is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(fields), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _TIME_OF_DAY.search(text) else moment.date()
