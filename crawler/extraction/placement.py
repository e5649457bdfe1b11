"""Where in the page the article's text stands: the element that holds its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from crawler.extraction.lines import Line


def text_container(lines: Iterable[Line]) -> HtmlElement | None:
    """The deepest element around the first and the last line that have a place in the page."""
    blocks = sorted((line.block for line in lines if line.block), key=lambda block: block.index)
    if not blocks:
        return None
    around_last = set(blocks[-1].element.iterancestors())
    return next((each for each in blocks[0].element.iterancestors() if each in around_last), None)
