"""The lines around a headline → the texts that may name a date or an author."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from crawler.extraction.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.sources import Sources

_MAX_TIMES = 50
_MAX_CANDIDATES = 40
# A byline is a line; longer texts are paragraphs.
_MAX_BYLINE_CHARS = 200
_AFTER_HEADING = 6
# More than the elements of a page have among them, of a hundred characters each.
_KNOWN_NAMES = 2_000
_FOREIGN_TAGS = frozenset({"aside", "footer", "nav"})
_FOREIGN = re.compile(r"related|comment|teaser|trending|sidebar|recommend|most-?read|popular|promo")
_OWN = re.compile(r"publi|posted|pubdate|date|byline|author|article-?(?:meta|info|head)|entry-meta")
_UPDATED = re.compile(r"updated|modified|edited|aktualisiert|actualiz|mis-?a-?jour")
_BYLINE_XPATH = (
    "//*[self::div or self::span or self::p or self::li or self::address]["
    "contains(@class,'date') or contains(@class,'byline') or contains(@class,'publish') or "
    "contains(@class,'posted') or contains(@class,'timestamp') or contains(@id,'date')]"
)


def is_foreign(element: HtmlElement) -> bool:
    """Whether it stands in what belongs to other articles."""
    for above in chain((element,), element.iterancestors()):
        if above.tag in _FOREIGN_TAGS:
            return True
        if above.tag in {"body", "article", "main"}:
            return False
        if _is_foreign_name(_names(above)):
            return True
    return False


@lru_cache(_KNOWN_NAMES)
def _is_foreign_name(names: str) -> bool:
    return _FOREIGN.search(names) is not None


def published_times(tree: HtmlElement) -> list[str]:
    """What <time> elements state, those that say they are the publication's first."""
    ranked: list[tuple[int, str]] = []
    for element in islice(tree.iter("time"), _MAX_TIMES):
        stated = element.get("datetime") or clean_line(str(element.text_content())[:500])
        if stated and not is_foreign(element):
            ranked.append((_time_rank(element), stated))
    return [stated for _, stated in sorted(ranked, key=lambda pair: pair[0])]


def _time_rank(element: HtmlElement) -> int:
    names = " ".join(_names(above) for above in chain((element,), _nearest(element)))
    if element.get("pubdate") is not None or "datepublished" in names:
        return 0
    if _UPDATED.search(names):
        return 3
    return 1 if _OWN.search(names) else 2


def byline_texts(sources: Sources) -> Iterator[str]:
    """Short texts right after the headline, then elements that are named as dates or bylines."""
    for heading in sources.headings[:2]:
        yield from _short_texts(_after(heading))
    candidates = sources.tree.xpath(_BYLINE_XPATH)[:_MAX_CANDIDATES]
    yield from _short_texts(element for element in candidates if not is_foreign(element))


def _after(heading: HtmlElement) -> Iterator[HtmlElement]:
    parent = heading.getparent()
    above = parent.itersiblings() if parent is not None else ()
    return islice(chain(heading.itersiblings(), above), _AFTER_HEADING)


def _short_texts(elements: Iterator[HtmlElement]) -> Iterator[str]:
    for element in elements:
        text = clean_line(" ".join(islice(element.itertext(), _MAX_BYLINE_CHARS)))
        if 0 < len(text) <= _MAX_BYLINE_CHARS:
            yield text


def _nearest(element: HtmlElement) -> Iterator[HtmlElement]:
    return islice(element.iterancestors(), 3)


def _names(element: HtmlElement) -> str:
    """Class, id and itemprop, in lower case."""
    attributes = (element.get("class"), element.get("id"), element.get("itemprop"))
    return " ".join(value[:200] for value in attributes if value).lower()
