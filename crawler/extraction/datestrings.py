"""A date as text → the day it names, and the instant where it states a time in a known zone.

Machine forms (ISO 8601, RFC 5322, Unix seconds and milliseconds) and those of bylines ("Sept. 22,
2024 6:48 PM GMT", "22/09/2024 18h48", "22. September 2024, 20:48 Uhr", "2024年9月22日").
A time of day without a zone names no instant: a newsroom's clock may be anywhere, so what is left
is the day. Offsets beyond 14 hours are bogus and count as none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from crawler.extraction.months import MONTHS, ZONE_HOURS

# Date strings of real pages are short; long ones are other text, and cost date parsers seconds.
MAX_DATE_CHARS = 200
_YEARS = range(1800, 2101)
_MAX_OFFSET_MINUTES = 14 * 60
_EPOCH = re.compile(r"(\d{10})(?:\.\d{1,6}|\d{3})?")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})(?:[-/.]|\s?[年년]\s?)(\d{1,2})(?:[-/.]|\s?[月월]\s?)(\d{1,2})(?!\d)\s?[日일]?"
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?[\s/-]*(?:de |of |d['\u2019])?\s?"
    r"([^\W\d_]{3,15})[.,]{0,2}[\s/-]*(?:de |del )?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,15})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2}(?!\s?[:.h]))(?!\d)")
# The C library's form: Sun Sep 22 18:48:00 UTC 2024.
_CTIME = re.compile(r"([A-Za-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d(?: [A-Z]{3,4})?) (\d{4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d+-])(\d{1,2})(?:\s?[:.hH시時点]\s?(\d{2})(?!\d)(?:[:.m분](\d{2})(?!\d))?(?:[.,]\d{1,9})?"
    r"|(?=\s?[AaPp]\.?[Mm]\b))\s?(?:([AaPp])\.?\s?[Mm]\b\.?)?"
)
_ZONE = re.compile(
    r"^[\s,(]*(?:Uhr|[Hh]rs?)?[\s,(]*(?:(?:UTC|GMT)\s?(?=[+-\u2212]))?([+\u2212-])(\d{1,2}):?(\d{2})?(?!\d)"
)
_ZONE_NAME = re.compile(r"^[\s,(]*(?:Uhr|[Hh]rs?)?[\s,(]*([A-Za-z]{1,4})(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Moment:
    """`day` and `clock` as written, `instant` with its offset where that is known."""

    day: date
    clock: time | None = None
    instant: datetime | None = None


def parse_date(text: object, *, month_first: bool = False) -> Moment | None:
    """None for what names no day; `month_first` settles 06/07/2014, 22/09/2024 settles itself."""
    if isinstance(text, int | float):
        text = str(text)
    if not isinstance(text, str):
        return None
    line = " ".join(text[:MAX_DATE_CHARS].split())
    if epoch := _EPOCH.fullmatch(line):
        return _moment_of_epoch(int(epoch[1]))
    found = _day_in(line, month_first=month_first)
    if found is None:
        return None
    day, before, after = found
    return _with_time(day, after, "") or _with_time(day, before, after) or Moment(day)


def _moment_of_epoch(seconds: int) -> Moment:
    instant = datetime.fromtimestamp(seconds, UTC)
    return Moment(instant.date(), instant.time(), instant)


def _day_in(line: str, *, month_first: bool) -> tuple[date, str, str] | None:
    """The day with what stands before and after it."""
    if match := _YEAR_FIRST.search(line):
        return _found(line, match, match[1], match[2], match[3])
    for pattern, order in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        for match in pattern.finditer(line):
            month = MONTHS.get(match[order[1]].lower())
            if month:
                return _found(line, match, match[order[0]], month, match[order[2]])
    if match := _NUMERIC.search(line):
        day, month = _day_and_month(match, month_first=month_first)
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        return _found(line, match, year, month, day)
    return _ctime(line) or _compact(line)


def _ctime(line: str) -> tuple[date, str, str] | None:
    match = _CTIME.search(line)
    month = match and MONTHS.get(match[1].lower())
    if match is None or not month:
        return None
    found = _found(line, match, match[4], month, match[2])
    return found and (found[0], "", match[3])


def _compact(line: str) -> tuple[date, str, str] | None:
    match = _COMPACT.search(line)
    if match is None:
        return None
    clock = f" {match[4]}:{match[5]}:{match[6] or '00'}" if match[4] else ""
    found = _found(line, match, match[1], match[2], match[3])
    return found and (found[0], "", clock + found[2])


def _day_and_month(match: re.Match[str], *, month_first: bool) -> tuple[int, int]:
    one, two = int(match[1]), int(match[3])
    is_month_first = (month_first and match[2] == "/" and one <= 12) or two > 12
    return (two, one) if is_month_first else (one, two)


def _found(
    line: str, match: re.Match[str], year: str | int, month: str | int, day: str | int
) -> tuple[date, str, str] | None:
    if int(year) not in _YEARS:
        return None
    try:
        named = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return named, line[: match.start()], line[match.end() :]


def _with_time(day: date, text: str, after: str) -> Moment | None:
    """The zone follows the time, or the day where that comes last."""
    text = text.removeprefix("T")
    match = _TIME.search(text)
    if match is None:
        return None
    rest = text[match.end() :]
    clock = _clock(int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4])
    if clock is None:
        return None
    offset = _offset(rest)
    if offset is None:
        offset = _offset(after)
    if offset is None:
        return Moment(day, clock)
    return Moment(day, clock, datetime.combine(day, clock, timezone(offset)))


def _clock(hour: int, minute: int, second: int, half: str | None) -> time | None:
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour == 24 and minute == 0:
        return None
    try:
        return time(hour, minute, min(second, 59))
    except ValueError:
        return None


def _offset(text: str) -> timedelta | None:
    if match := _ZONE.match(text):
        minutes = 60 * int(match[2]) + int(match[3] or 0)
        if minutes > _MAX_OFFSET_MINUTES:
            return None
        return timedelta(minutes=minutes if match[1] == "+" else -minutes)
    if match := _ZONE_NAME.match(text):
        hours = ZONE_HOURS.get(match[1].lower())
        return None if hours is None else timedelta(hours=hours)
    return None
