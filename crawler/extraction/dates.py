"""When the article was published and last changed.

Order of trust, measured against pages with known instants: JSON-LD (114 of 114 right),
article:published_time (57 of 58), other meta tags, microdata, <time>; then the visible byline, the
day in the URL's path, and htmldate's reading of the text.

A time of day without an offset is no instant. It is kept only where another source of the page
states an instant within a day of it, which is then taken; else the day alone is kept and flagged.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

import htmldate

from crawler.extraction.byline import byline_texts, published_times
from crawler.extraction.datestrings import Moment, parse_date
from crawler.extraction.language import is_month_first, language
from crawler.extraction.page import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.extraction.sources import Sources

_PUBLISHED_META = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "cxenseparse:pageclass:publishtime",
    "sailthru.date",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "published_at",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "article.published",
    "article_date_original",
    "article:post_date",
    "originalpublicationdate",
    "rnews:datepublished",
    "vr:published_time",
    "last_published_date",
    "citation_publication_date",
)
_MODIFIED_META = (
    "article:modified_time",
    "article:modified",
    "og:article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "modified",
    "dcterms.modified",
    "dc.date.modified",
    "cxenseparse:modifiedtime",
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_ONE_DAY = timedelta(days=1)
_MIN_GUESS = "1995-01-01"
# A fixed end, so that a capture read next year gives the same as today.
_MAX_GUESS = "2100-12-31"


def published(
    sources: Sources, by_rule: str | None = None
) -> tuple[datetime | date | None, tuple[Flag, ...]]:
    """`by_rule` is what the site's rule found, and trusted before all else."""
    found: list[Moment] = []
    for moment in chain(_parsed([by_rule], sources), _stated_moments(sources)):
        found.append(moment)
        if moment.instant and abs(moment.day - found[0].day) <= _ONE_DAY:
            return moment.instant, _disagreement(sources, moment)
    if not found:
        return _guessed(sources)
    flags = (Flag.TIME_WITHOUT_OFFSET,) if any(moment.clock for moment in found) else ()
    return found[0].day, flags


def modified(sources: Sources, by_rule: str | None = None) -> datetime | date | None:
    texts = [by_rule, *sources.stated("dateModified"), *_of_meta(sources, _MODIFIED_META)]
    moments = list(_parsed(texts, sources))
    instant = next((moment.instant for moment in moments if moment.instant), None)
    return instant or (moments[0].day if moments else None)


def _stated_moments(sources: Sources) -> Iterator[Moment]:
    """Costlier sources come last: a caller who has enough stops asking."""
    yield from _parsed(_structured(sources), sources)
    yield from _parsed(published_times(sources.tree), sources)
    yield from _parsed(byline_texts(sources), sources)


def _structured(sources: Sources) -> Iterator[object]:
    for name in ("datePublished", "dateCreated"):
        if sources.jsonld.get(name):
            yield sources.jsonld[name]
    yield from _of_meta(sources, _PUBLISHED_META)
    if sources.microdata.get("datePublished"):
        yield sources.microdata["datePublished"]


def _of_meta(sources: Sources, names: Iterable[str]) -> Iterator[str]:
    return (sources.meta[name][0] for name in names if name in sources.meta)


def _parsed(texts: Iterable[object], sources: Sources) -> Iterator[Moment]:
    month_first = is_month_first(language(sources))
    for text in texts:
        single = text[0] if isinstance(text, list) and text else text
        moment = parse_date(single, month_first=month_first)
        if moment is not None:
            yield moment


def _disagreement(sources: Sources, chosen: Moment) -> tuple[Flag, ...]:
    """A source of trust that names another day; the one chosen comes from the better source."""
    for moment in _parsed(_structured(sources), sources):
        if abs(moment.day - chosen.day) > _ONE_DAY:
            return (Flag.DATES_DISAGREE,)
    return ()


def _guessed(sources: Sources) -> tuple[date | None, tuple[Flag, ...]]:
    day = _day_of_url(sources.url) or _day_of_text(sources)
    return day, (Flag.DATE_GUESSED,) if day else ()


def _day_of_url(url: str) -> date | None:
    match = _URL_DAY.search(url)
    moment = parse_date("-".join(match.groups())) if match else None
    return moment.day if moment else None


def _day_of_text(sources: Sources) -> date | None:
    """Without its extensive search: that compiles two hundred locales, in two seconds."""
    try:
        found = htmldate.find_date(
            sources.tree,
            extensive_search=False,
            original_date=True,
            min_date=_MIN_GUESS,
            max_date=_MAX_GUESS,
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    moment = parse_date(found)
    return moment.day if moment else None
