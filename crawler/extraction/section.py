"""The part of the paper that the article stands in, and what it is tagged with."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from lxml import etree

from crawler.extraction.jsonld import listed, text_of, types_of
from crawler.extraction.publisher import site_names
from crawler.extraction.text import clean_value, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.jsonld import Node
    from crawler.extraction.sources import Sources

_SECTION_META = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "cxenseparse:recs:articlesection",
    "dc.subject.section",
    "category",
    "article:category",
    "og:section",
    "cxenseparse:category",
    "sailthru.section",
)
_TAG_META = ("article:tag", "news_keywords", "keywords", "parsely-tags", "og:article:tag")
# Names that tell nothing: front pages, kinds of text, leftovers of content systems.
_NOTHING_WORDS = """
news home homepage article articles artikel start startseite uncategorized uncategorised
nachrichten noticias notizie actualites actualités inicio accueil hem forside frontpage main
all latest default general allgemein story stories page pages blog blogs post posts none
null undefined sections section archive breaking wiadomości novosti другое новости
"""
_NOTHING = frozenset(_NOTHING_WORDS.split())
_MAX_SECTION_CHARS = 80
_MAX_TAGS = 50
_MAX_TAG_CHARS = 100
_TAG_SEPARATOR = re.compile(r"\s*[,;|]\s*")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
# By attribute: half the time of conditions on the element.
_TRAILS = etree.XPath(
    "//*/@class[contains(., 'breadcrumb')]/.. | //*/@id[contains(., 'breadcrumb')]/.. | "
    "//*/@aria-label[contains(., 'readcrumb')]/.."
)
_MAX_CRUMBS = 10
# A trail within a trail has the same links once more.
_MAX_LINKS = 100
_PATH_SEPARATOR = re.compile(r"\s*(?:/|>|\u00bb|\u203a)\s*")


def section(sources: Sources) -> str | None:
    """Trails begin with the site's own name on many sites: that is no section."""
    house = {folded(name) for name in site_names(sources)}
    for value in _stated(sources):
        text = clean_value(value, _MAX_SECTION_CHARS)
        for name in _PATH_SEPARATOR.split(text) if text else ():
            if _tells(name) and folded(name) not in house:
                return name
    return None


def tags(sources: Sources) -> tuple[str, ...]:
    """Of the first source that has any: a page repeats its tags rather than adding to them."""
    stated = [listed(value) for value in sources.stated("keywords")]
    stated += [list(sources.meta.get(name, ())) for name in _TAG_META]
    for values in stated:
        found = {folded(tag): tag for value in values for tag in _split_tags(value)}
        if found:
            return tuple(found.values())[:_MAX_TAGS]
    return ()


def _split_tags(value: object) -> list[str]:
    text = clean_value(text_of(value), _MAX_TAGS * _MAX_TAG_CHARS)
    parts = _TAG_SEPARATOR.split(text) if text else []
    return [part for part in parts if 0 < len(part) <= _MAX_TAG_CHARS and folded(part)]


def _tells(name: str) -> bool:
    key = folded(name)
    is_word = bool(key) and not key.isdigit() and "http" not in key
    return is_word and key not in _NOTHING and not _DOMAIN.fullmatch(name)


def _stated(sources: Sources) -> Iterator[object]:
    for value in sources.stated("articleSection"):
        yield from map(text_of, listed(value))
    for name in _SECTION_META:
        yield from sources.meta.get(name, ())
    for node in sources.nodes:
        if "BreadcrumbList" in types_of(node):
            yield from _crumbs(node)
    yield from _shown_crumbs(sources)


def _crumbs(node: Node) -> list[str]:
    """The steps between the front page and the article itself."""
    steps = [step for step in listed(node.get("itemListElement")) if isinstance(step, dict)]
    names = [text_of(step.get("name")) or text_of(step.get("item")) for step in steps[:_MAX_CRUMBS]]
    return [name for name in names[:-1] if name and "://" not in name]


def _shown_crumbs(sources: Sources) -> Iterator[str]:
    """The links of the trail above the headline, without those to the front page and to itself."""
    if not sources.mentions(b"readcrumb"):
        return
    trails = cast("list[HtmlElement]", _TRAILS(sources.tree))
    links = (link for trail in trails for link in trail.iter("a"))
    for link in islice(dict.fromkeys(islice(links, _MAX_LINKS)), _MAX_CRUMBS):
        url = sources.absolute(link.get("href"))
        if url and url != sources.url and urlsplit(url).path not in {"", "/"}:
            yield str(link.text_content())
