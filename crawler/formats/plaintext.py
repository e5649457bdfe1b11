"""The text file: one article version as lines that people and simple programs read.

    file       = title LF  LF  lead-image LF  publisher LF  section LF  published LF  LF
                 paragraph LF LF  *( paragraph LF LF )  "Related"
    title      = line                   ; never empty: a page without a title is no article
    lead-image = [ line ]               ; a URL
    publisher  = [ line ]
    section    = [ line ]
    published  = [ date [ SP time ] ]   ; in the zone that the reader knows (TEXT_TIMEZONE)
    date       = DD "/" MM "/" YYYY
    time       = HH "h" MM              ; left out when the page states no time of day
    paragraph  = line
    line       = what `lines.clean_line` leaves as it is, not empty

UTF-8; LF is the only line break and none follows the last line. A value that the page does not
state leaves its line empty, so the header always has seven lines. "Related" ends the file only as
its last line: a paragraph may say the same.

`render` brings text into shape rather than losing an article for a stray control character:
white space becomes one space, control characters go, seconds are cut. What it cannot write (no
title, no paragraph, a time without a zone) it refuses. `parse` is strict: it accepts what
`render` writes and nothing else. So, for every article and every text that are accepted:

    parse(render(article, zone), zone) == text_article(article)
    render(parse(text, zone), zone) == text

with one exception that the format cannot avoid: in a zone with summer time, the hour that comes
twice in autumn is read as its first pass. UTC, the default, has none. Where a zone's own time has
seconds (before 1930 or so; Liberia's until 1972), the line states the nearest minute.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.formats.lines import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from crawler.article import Article

END_MARK = "Related"

_TIME_LINE = 6
_FIRST_PARAGRAPH_LINE = 8
_HEADER_LINES = 7
_EMPTY_HEADER_LINES = (2, 7)
# Seven lines, a paragraph, the empty line after it, the end mark.
_SHORTEST_FILE_LINES = 10

_HALF_A_MINUTE = timedelta(seconds=30)
_LESS_THAN_HALF = timedelta(seconds=29)

_PUBLISHED = re.compile(
    r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})"
    r"(?: (?P<hour>[0-9]{2})h(?P<minute>[0-9]{2}))?"
)


class PlainTextError(ValueError):
    """`line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class TextArticle:
    """What the text file carries of an article; None for a value that the page does not state.

    `published` is to the minute and in UTC, or a date where no time of day is stated.
    """

    title: str
    paragraphs: tuple[str, ...]
    lead_image: str | None = None
    publisher: str | None = None
    section: str | None = None
    published: datetime | date | None = None


def text_article(article: Article | TextArticle) -> TextArticle:
    return TextArticle(
        title=clean_line(article.title),
        paragraphs=_clean_paragraphs(article.paragraphs),
        lead_image=_clean_or_none(article.lead_image),
        publisher=_clean_or_none(article.publisher),
        section=_clean_or_none(article.section),
        published=_to_the_minute(article.published),
    )


def render(article: Article | TextArticle, zone: tzinfo) -> str:
    carried = text_article(article)
    if not carried.title:
        raise PlainTextError(1, "an article without a title has no text file")
    if not carried.paragraphs:
        raise PlainTextError(_FIRST_PARAGRAPH_LINE, "an article without text has no text file")
    header = (
        carried.title,
        "",
        carried.lead_image or "",
        carried.publisher or "",
        carried.section or "",
        _published_line(carried.published, zone),
        "",
    )
    return "\n".join((*header, "\n\n".join(carried.paragraphs), "", END_MARK))


def parse(text: str, zone: tzinfo) -> TextArticle:
    lines = text.split("\n")
    _check_frame(lines)
    title, _, lead_image, publisher, section, published, _ = lines[:_HEADER_LINES]
    return TextArticle(
        title=title,
        paragraphs=tuple(lines[_FIRST_PARAGRAPH_LINE - 1 : -1 : 2]),
        lead_image=lead_image or None,
        publisher=publisher or None,
        section=section or None,
        published=_parse_published(published, zone),
    )


def _clean_paragraphs(paragraphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in map(clean_line, paragraphs) if line)


def _clean_or_none(text: str | None) -> str | None:
    return (clean_line(text) or None) if text else None


def _to_the_minute(published: datetime | date | None) -> datetime | date | None:
    if not isinstance(published, datetime):
        return published
    if published.utcoffset() is None:
        raise PlainTextError(_TIME_LINE, f"a time without a zone: {published.isoformat()}")
    return _in_zone(published, UTC).replace(second=0, microsecond=0)


def _published_line(published: datetime | date | None, zone: tzinfo) -> str:
    if published is None:
        return ""
    if not isinstance(published, datetime):
        return _date_text(published)
    # Without seconds in UTC, so those are the zone's; halves go up here and down in `_moment`.
    local = _in_zone(published, zone, _HALF_A_MINUTE)
    return f"{_date_text(local)} {local.hour:02d}h{local.minute:02d}"


def _date_text(day: date) -> str:
    # strftime's %Y does not pad years before 1000.
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _parse_published(line: str, zone: tzinfo) -> datetime | date | None:
    if not line:
        return None
    found = _PUBLISHED.fullmatch(line)
    if not found:
        raise PlainTextError(_TIME_LINE, f"not a publication time: {line[:40]!r}")
    published = _moment({name: int(digits) for name, digits in found.groupdict("-1").items()}, zone)
    # The hour that summer time skips is on no clock: it would be written back as another one.
    if _published_line(published, zone) != line:
        raise PlainTextError(_TIME_LINE, f"no such time in {zone}: {line}")
    return published


def _moment(stated: dict[str, int], zone: tzinfo) -> datetime | date:
    try:
        day = date(stated["year"], stated["month"], stated["day"])
        if stated["hour"] < 0:
            return day
        local = datetime(
            day.year, day.month, day.day, stated["hour"], stated["minute"], tzinfo=zone
        )
    except ValueError as error:
        raise PlainTextError(_TIME_LINE, f"no such date or time: {error}") from error
    return _in_zone(local, UTC, _LESS_THAN_HALF).replace(second=0)


def _in_zone(moment: datetime, zone: tzinfo, later: timedelta = timedelta(0)) -> datetime:
    try:
        return moment.astimezone(zone) + later
    except OverflowError as error:
        message = f"outside the calendar: {moment.isoformat()}"
        raise PlainTextError(_TIME_LINE, message) from error


def _check_frame(lines: list[str]) -> None:
    """Every line is where it belongs, and clean."""
    if len(lines) < _SHORTEST_FILE_LINES or lines[-1] != END_MARK or lines[-2]:
        raise PlainTextError(len(lines), f"the file is not whole: its last lines are no {END_MARK}")
    if not lines[0]:
        raise PlainTextError(1, "the title is empty")
    for number, line in enumerate(lines, start=1):
        _check_line(number, line)


def _check_line(number: int, line: str) -> None:
    in_body = number >= _FIRST_PARAGRAPH_LINE
    empty = number % 2 == 1 if in_body else number in _EMPTY_HEADER_LINES
    if empty and line:
        raise PlainTextError(number, "expected an empty line")
    if in_body and not empty and not line:
        raise PlainTextError(number, "expected a paragraph, found an empty line")
    if clean_line(line) != line:
        raise PlainTextError(number, "control characters, or spaces that are not single spaces")
