"""Lines → lines without what trafilatura leaves in that is no part of the text.

Measured alone on pages with known bodies (trafilatura's .947 F1, .153 exactly right): the headline
repeated in the first lines (.951, .227), lines that are nothing but a link (.948), boilerplate
lines (.949), captions of figures (.947).
"""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from crawler.extraction.boilerplate import is_boilerplate
from crawler.extraction.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from crawler.extraction.lines import Line

# The headline is repeated before the text, not in it.
_HEADLINE_LINES = 4
_MAX_ELEMENTS = 3_000
_MAX_LINK_CHARS = 250
# Longer lines are paragraphs.
_MAX_CAPTION_CHARS = 600


def pruned(lines: tuple[Line, ...], wordings: Iterable[str], tree: HtmlElement) -> tuple[Line, ...]:
    """`wordings` are those of the headline; only a text that is nothing else comes out empty."""
    foreign = (_captions(tree) | _link_texts(tree)) - _headings(tree)
    own = [
        line for line in lines if not is_boilerplate(line.text) and not _is_in(foreign, line.text)
    ]
    return _without_headline(own or list(lines), {folded(text) for text in wordings})


def _without_headline(lines: list[Line], headlines: set[str]) -> tuple[Line, ...]:
    opening = [line for line in lines[:_HEADLINE_LINES] if folded(line.text) not in headlines]
    rest = lines[_HEADLINE_LINES:]
    if not opening:
        rest = list(dropwhile(lambda line: folded(line.text) in headlines, rest))
    return (*opening, *rest)


def _is_in(foreign: set[str], line: str) -> bool:
    return len(line) <= _MAX_CAPTION_CHARS and folded(line.removeprefix("- ")) in foreign


def _headings(tree: HtmlElement) -> set[str]:
    elements = islice(tree.iter("h2", "h3", "h4"), _MAX_ELEMENTS)
    return {folded(str(element.text_content())[:_MAX_LINK_CHARS]) for element in elements}


def _captions(tree: HtmlElement) -> set[str]:
    elements = islice(tree.iter("figcaption"), _MAX_ELEMENTS)
    return {folded(str(element.text_content())) for element in elements}


def _link_texts(tree: HtmlElement) -> set[str]:
    """Texts of links that are all there is in their block; a contents list is none."""
    only_children = tree.xpath("//*[count(*) = 1]/a")[:_MAX_ELEMENTS]
    return {
        folded(str(link.text_content())[:_MAX_LINK_CHARS])
        for link in only_children
        if _is_alone(link) and not (link.get("href") or "").startswith("#")
    }


def _is_alone(link: HtmlElement) -> bool:
    """Whether no words stand beside it in the element of which it is the only child."""
    parent = link.getparent()
    around = ((parent.text or "") if parent is not None else "") + (link.tail or "")
    return not around.strip(" \t\r\n\u00a0-\u2013\u2022>\u00bb:.")
