"""The article's headline, without the site's name.

The visible h1 when it agrees with what the page states as headline or og:title; else the stated
headline; else og:title, or <title>, less the site's name; else the only h1. (Against trafilatura's
title: .80 instead of .55 exactly right.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.extraction.jsonld import text_of
from crawler.extraction.meta import first
from crawler.extraction.publisher import site_names
from crawler.extraction.text import clean_line, clean_value, folded, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.extraction.sources import Sources

MAX_TITLE_CHARS = 500
# Between a headline and a site's name. A hyphen or colon counts only between spaces.
_SEPARATOR = re.compile(
    r"\s+[|\u2013\u2014\u00bb\u00b7\u2022:-]{1,2}\s+|\s*[|\uff5c\u00bb\u2022]\s*"
)
# An h1 that holds less of the stated title than this is a kicker or a logo.
_MIN_AGREEMENT = 0.4


def title(sources: Sources) -> str | None:
    headings = [text for text in map(_heading_text, sources.headings) if text]
    names = _site_keys(sources)
    headline = _headline(sources)
    shared = clean_value(first(sources.meta, "og:title", "twitter:title"), MAX_TITLE_CHARS)
    for stated in (headline, shared):
        for heading in headings:
            if stated and _agree(heading, stated):
                return heading
    if headline:
        return without_site(headline, names)
    document_title = clean_value(sources.tree.findtext(".//title"), MAX_TITLE_CHARS)
    return _from_titles(headings, shared, document_title, names)


def stated_titles(sources: Sources) -> tuple[str, ...]:
    """Every wording of the headline that the page may repeat before its text."""
    shared = first(sources.meta, "og:title", "twitter:title")
    candidates = (_headline(sources), shared, *map(_heading_text, sources.headings[:5]))
    return tuple(text for text in candidates if text)


def without_site(text: str, names: frozenset[str]) -> str:
    """The text without the site's name at its end or start; never empty."""
    while separators := list(_SEPARATOR.finditer(text)):
        last, opening = separators[-1], separators[0]
        if folded(text[last.end() :]) in names and text[: last.start()].strip():
            text = text[: last.start()].strip()
        elif folded(text[: opening.start()]) in names and text[opening.end() :].strip():
            text = text[opening.end() :].strip()
        else:
            break
    return text


def _from_titles(
    headings: list[str], shared: str | None, document_title: str | None, names: frozenset[str]
) -> str | None:
    for heading in headings:
        if document_title and _agree(heading, document_title):
            return heading
    if shared:
        return without_site(shared, names)
    if len(headings) == 1 and folded(headings[0]) not in names:
        return headings[0]
    return without_site(document_title, names) if document_title else None


def _headline(sources: Sources) -> str | None:
    for name in ("headline", "name"):
        for value in sources.stated(name):
            text = clean_value(text_of(value), MAX_TITLE_CHARS)
            if text:
                return clean_line(without_tags(text)) or None
    return None


def _heading_text(heading: object) -> str | None:
    texts: Iterable[str] = heading.itertext() if hasattr(heading, "itertext") else ()
    return clean_value("".join(texts), MAX_TITLE_CHARS)


def _agree(heading: str, stated: str) -> bool:
    one, other = folded(heading), folded(stated)
    return bool(one) and one in other and len(one) >= _MIN_AGREEMENT * len(other)


def _site_keys(sources: Sources) -> frozenset[str]:
    host = sources.url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    labels = (host, host.partition(".")[0], host.rpartition(".")[0])
    return frozenset(folded(name) for name in (*site_names(sources), *labels) if folded(name))
