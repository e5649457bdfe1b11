"""Links that the page names as related to its article: data for the record, not text."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from crawler.article import RelatedLink
from crawler.extraction.jsonld import listed, text_of
from crawler.extraction.phrases import any_of
from crawler.extraction.text import clean_line, clean_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from crawler.extraction.blocks import Block
    from crawler.extraction.sources import Sources

MAX_RELATED = 50
_MAX_BLOCKS = 20
_MAX_LINKS_A_BLOCK = 100
# Headings above lists of further articles, in the main languages.
HEADING = any_of(r"""
    related(?: (?:articles?|stories|news|content|links|coverage|posts|topics))?:?
    more on .{1,60}
    read (?:more|next|also):?
    see also:?
    more (?:stories|news):?
    recommended(?: reading)?:?
    you may also like:?
    mehr zum thema:?
    lesen sie auch:?
    auch interessant:?
    verwandte (?:artikel|themen):?
    (?:[àa] )?lire aussi ?:?
    sur le m[êe]me (?:sujet|th[èe]me) ?:?
    articles? li[ée]s ?:?
    (?:noticias|art[íi]culos|contenidos?) relacionad[oa]s?:?
    te puede interesar:?
    lee tambi[ée]n:?
    leia (?:tamb[ée]m|mais):?
    not[íi]cias relacionadas:?
    leggi anche:?
    articoli correlati:?
    lees ook:?
    gerelateerd(?:e artikelen)?:?
    l[äa]s (?:mer|också):?
    l[eæ]s også:?
    czytaj (?:też|także|więcej):?
    zobacz także:?
    читайте также:?
    по теме:?
    ilgili haberler:?
    関連記事
    相关(?:新闻|阅读|文章)
    관련\s?기사
""")
_HEADING_TAGS = ("h2", "h3", "h4", "h5", "strong", "header")
_MAX_HEADINGS = 5_000
_BLOCK_TAGS = ("aside", "div", "section", "ul")
_BLOCK_NAMES = re.compile(r"related|read-more|more-on|see-also")
_MAX_HEADING_CHARS = 80


def related(sources: Sources, blocks: Sequence[Block]) -> tuple[RelatedLink, ...]:
    found: dict[str, RelatedLink] = {}
    for link in _links(sources, blocks):
        known = found.get(link.url)
        if link.url != sources.url and (known is None or known.title is None):
            found[link.url] = link
        if len(found) == MAX_RELATED:
            break
    return tuple(found.values())


def _links(sources: Sources, blocks: Sequence[Block]) -> Iterator[RelatedLink]:
    for block in _blocks(sources.tree, blocks):
        for anchor in islice(block.iter("a"), _MAX_LINKS_A_BLOCK):
            url = sources.absolute(anchor.get("href"))
            title = clean_value(str(anchor.text_content()), 300)
            if url and title:
                yield RelatedLink(url=url, title=title)
    for value in sources.stated("relatedLink"):
        for address in listed(value):
            url = sources.absolute(text_of(address))
            if url:
                yield RelatedLink(url=url)


def _blocks(tree: HtmlElement, blocks: Sequence[Block]) -> Iterator[HtmlElement]:
    headings = islice(tree.iter(*_HEADING_TAGS), _MAX_HEADINGS)
    named = (heading for heading in headings if HEADING.fullmatch(_words(heading)))
    plain = (block.element for block in blocks if _is_plain(block))
    headed = (below for e in chain(named, plain) if (below := _block_under(e)) is not None)
    yield from islice(headed, _MAX_BLOCKS)
    classed = (
        box for box in tree.iter(*_BLOCK_TAGS) if _BLOCK_NAMES.search(box.get("class") or "")
    )
    yield from islice(classed, _MAX_BLOCKS)


def _is_plain(block: Block) -> bool:
    """Plain elements are headings only where they hold nothing but a few words."""
    if len(block.text) > _MAX_HEADING_CHARS or block.element.tag not in {"div", "p"}:
        return False
    return len(block.element) == 0 and HEADING.fullmatch(block.text) is not None


def _words(heading: HtmlElement) -> str:
    """Empty for what is too long to be a heading of related articles."""
    text = clean_line("".join(islice(heading.itertext(), 5))[: 2 * _MAX_HEADING_CHARS])
    return text if len(text) <= _MAX_HEADING_CHARS else ""


def _block_under(heading: HtmlElement) -> HtmlElement | None:
    """The list that follows a heading of related articles."""
    following = heading.getnext()
    return following if following is not None and following.tag != "p" else None
