"""Lines → lines without what trafilatura leaves in that is no part of the text.

Measured alone on pages with known bodies (trafilatura's .947 F1, .153 exactly right): the headline
repeated in the first lines (.951, .227), lines that are nothing but a link (.948), boilerplate
lines (.949), captions of figures (.947).
"""

from __future__ import annotations

from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from crawler.extraction.boilerplate import is_boilerplate
from crawler.extraction.element import all_text
from crawler.extraction.text import compact, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.lines import Line

# The headline is repeated before the text, not in it.
_HEADLINE_LINES = 4
_HEADINGS = frozenset({"h2", "h3", "h4"})
# Of a line's block: one that has more is no link alone.
_MAX_LINKS = 2
_MAX_LEVELS_ABOVE = 3
# Longer lines are paragraphs.
_MAX_CAPTION_CHARS = 600


def pruned(lines: tuple[Line, ...], wordings: Iterable[str]) -> tuple[Line, ...]:
    """`wordings` are those of the headline; only a text that is nothing else comes out empty."""
    own = [line for line in lines if not is_boilerplate(line.text) and not _is_foreign(line)]
    return _without_headline(own or list(lines), {folded(text) for text in wordings})


def _without_headline(lines: list[Line], headlines: set[str]) -> tuple[Line, ...]:
    opening = [line for line in lines[:_HEADLINE_LINES] if folded(line.text) not in headlines]
    rest = lines[_HEADLINE_LINES:]
    if not opening:
        rest = list(dropwhile(lambda line: folded(line.text) in headlines, rest))
    return (*opening, *rest)


def _is_foreign(line: Line) -> bool:
    """Whether it is a caption, or nothing but a link; a contents list and a heading are none."""
    block = line.block
    if block is None or len(line.text) > _MAX_CAPTION_CHARS or block.element.tag in _HEADINGS:
        return False
    if any(element.tag == "figcaption" for element in _around(block.element)):
        return True
    if block.key != line.key:  # a part of it, between line breaks
        return False
    links = (*islice(block.element.iter("a"), _MAX_LINKS), *_around(block.element))
    return any(_is_whole(link, line) for link in links if link.tag == "a")


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), _MAX_LEVELS_ABOVE)


def _is_whole(link: HtmlElement, line: Line) -> bool:
    if (link.get("href") or "").startswith("#"):
        return False
    return compact(all_text(link)[:_MAX_CAPTION_CHARS]) == line.key
