"""Where in the page the article's text stands: the element that holds its paragraphs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crawler.extraction.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

# So much of a paragraph's start tells it from others.
_START_CHARS = 60
_MAX_PARAGRAPHS = 3_000
_MAX_STRINGS = 20


def text_container(tree: HtmlElement, paragraphs: Iterable[str]) -> HtmlElement | None:
    """The deepest element around the first and the last paragraph that can be found again."""
    starts = {text.removeprefix("- ")[:_START_CHARS] for text in paragraphs}
    found = _elements_of(tree, starts, "p") or _elements_of(tree, starts, "h2", "h3", "li")
    if not found:
        return None
    around_last = set(found[-1].iterancestors())
    return next((above for above in found[0].iterancestors() if above in around_last), None)


def _elements_of(tree: HtmlElement, starts: set[str], *tags: str) -> list[HtmlElement]:
    elements = islice(tree.iter(*tags), _MAX_PARAGRAPHS)
    return [element for element in elements if _start(element) in starts]


def _start(element: HtmlElement) -> str:
    return clean_line("".join(islice(element.itertext(), _MAX_STRINGS)))[:_START_CHARS]
