"""A parsed page in, its links out: articles, the listing's next page, sections, feeds, sitemaps.

The tree may be anybody's (lxml.html or lxml.etree, whole or part); it is only read, in one pass.
Article links of other sites are named too (the crawl's scope decides), sections and next pages only
of the page's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crawler.discovery.autodiscovery import announced, is_feed_link
from crawler.discovery.candidate import Candidate, Discovered, Flag, Role, Source
from crawler.discovery.hosts import UrlError, domain_of_authority
from crawler.discovery.limits import DEFAULT_LIMITS
from crawler.discovery.link_score import (
    ARTICLE_SCORE,
    HEADER,
    HEADING,
    NAVIGATION,
    day_in_path,
    place_score,
    text_score,
    url_score,
)
from crawler.discovery.pagination import follows, is_next
from crawler.discovery.path_words import NOT_ARTICLES
from crawler.discovery.places import Places
from crawler.discovery.text import MAX_MARKUP_LENGTH, one_line
from crawler.discovery.urls import clean_url, registrable_domain

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SECTIONS = 60  # of a page: the menus of large papers name about 50
MAX_NEXT_PAGES = 2
MAX_SECTION_NAME = 30  # letters

_LINKS = ("{*}a", "{*}link", "{*}base")
_HEADINGS = ("{*}h1", "{*}h2", "{*}h3", "{*}h4")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:", "whatsapp:", "about:")
# rel values of links to no article of the house: HTML's kinds, and paid or strangers' links.
_NO_ARTICLE_RELATIONS = frozenset(
    ("author", "tag", "license", "help", "search", "privacy-policy", "nofollow", "sponsored", "ugc")
)
# One or two plain words, or two levels of them: /politics, /sport/football, /middle-east
_SECTION = re.compile(r"https?://[^/?#]+(/[^/?#\d.]{2,30}){1,2}/?")


@dataclass(slots=True)
class _Page:
    """What one reading gathers."""

    url: str
    domain: str
    base: str
    places: Places = field(default_factory=Places)
    articles: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    others: dict[str, Candidate] = field(default_factory=dict)
    unusable: int = 0


def read_listing(tree: _Element, url: str, max_links: int = DEFAULT_LIMITS.links) -> Discovered:
    """`url` is the address that the page was fetched from. UNKNOWN for a URL that is none."""
    try:
        page = _Page(url=clean_url(url), domain=registrable_domain(url), base=url)
    except UrlError:
        return Discovered(flags=(Flag.UNKNOWN,))
    count = 0
    for element in tree.iter(*_LINKS):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(_NO_PAGE):
            continue
        if count == max_links:
            return Discovered(_candidates(page), (Flag.TRUNCATED,), page.unusable)
        count += 1
        _read_link(page, element, href)
    return Discovered(_candidates(page), unusable=page.unusable)


def _read_link(page: _Page, element: _Element, href: str) -> None:
    tag = str(element.tag).rpartition("}")[2]
    try:
        if tag == "a":
            _read_anchor(page, element, clean_url(href, page.base))
        elif tag == "link":
            _read_head_link(page, element, href)
        else:
            page.base = clean_url(href, page.base)
    except UrlError:
        page.unusable += 1


def _read_head_link(page: _Page, element: _Element, href: str) -> None:
    """Most of them are style sheets and icons: only what is followed is looked at closely."""
    role = announced(element)
    if role is not None:
        target = clean_url(href, page.base)
        _add(page, target, role, Source.AUTODISCOVERY, one_line(element.get("title")))
    elif is_next(element):
        target = clean_url(href, page.base)
        if follows(element, "", target, page.url):
            _add(page, target, Role.LISTING, Source.PAGINATION, None)


def _read_anchor(page: _Page, element: _Element, target: str) -> None:
    text, in_heading = _text(element)
    if follows(element, text, target, page.url):
        _add(page, target, Role.LISTING, Source.PAGINATION, None)
    elif is_feed_link(target, text):
        _add(page, target, Role.FEED, Source.AUTODISCOVERY, one_line(text))
    elif target != page.url:
        place = page.places.of(element) | in_heading
        if not _add_article(page, element, target, text, place):
            _add_section(page, target, text, place)


def _add_article(page: _Page, element: _Element, target: str, text: str, place: int) -> bool:
    """Whether the link was taken for an article's; of several links the best one names it."""
    from_url = url_score(target)
    if from_url is None or _NO_ARTICLE_RELATIONS.intersection((element.get("rel") or "").split()):
        return False
    score = from_url + text_score(text) + place_score(place)
    if score < ARTICLE_SCORE and target not in page.articles:
        return False
    known = page.articles.get(target)
    if known is None or (score, len(text)) > (known[0], len(known[1] or "")):
        page.articles[target] = (score, text or (known[1] if known else None))
    return True


def _add_section(page: _Page, target: str, text: str, place: int) -> None:
    if not place & (NAVIGATION | HEADER) or not 1 < len(text) <= MAX_SECTION_NAME:
        return
    if _SECTION.fullmatch(target) is None:
        return
    _, _, authority, *segments = target.lower().split("/")
    if NOT_ARTICLES.isdisjoint(segments) and domain_of_authority(authority) == page.domain:
        _add(page, target, Role.LISTING, Source.LINK, one_line(text))


def _add(page: _Page, target: str, role: Role, source: Source, title: str | None) -> None:
    page.others.setdefault(target, Candidate(target, role, source=source, title=title))


def _text(element: _Element) -> tuple[str, int]:
    """The link's text on one line, of a card its heading's; HEADING if there is one within."""
    if not len(element):
        return _joined(element.text or ""), 0
    for heading in element.iter(*_HEADINGS):
        if text := _joined("".join(map(str, heading.itertext()))):
            return text, HEADING
    text = _joined("".join(map(str, element.itertext())))
    return text or _joined(_label(element)), 0


def _label(element: _Element) -> str:
    """For links that are a picture only."""
    for part in element.iter():
        for name in ("aria-label", "title", "alt"):
            if text := part.get(name):
                return text
    return ""


def _joined(text: str) -> str:
    return " ".join(text[:MAX_MARKUP_LENGTH].split())


def _candidates(page: _Page) -> tuple[Candidate, ...]:
    """Feeds, sitemaps and pages of the listing first: they are few, and there is a limit."""
    sections = [c for c in page.others.values() if c.source == Source.LINK][:MAX_SECTIONS]
    following = [c for c in page.others.values() if c.source == Source.PAGINATION]
    announced_ones = [c for c in page.others.values() if c.source == Source.AUTODISCOVERY]
    articles = [
        Candidate(
            target,
            Role.ARTICLE,
            source=Source.LINK,
            title=one_line(title),
            published=_day(target),
        )
        for target, (_, title) in page.articles.items()
        if target not in page.others
    ]
    return (*announced_ones, *following[:MAX_NEXT_PAGES], *articles, *sections)


def _day(url: str) -> date | None:
    fields = day_in_path(url)
    try:
        return date(*fields) if fields else None
    except ValueError:
        return None
