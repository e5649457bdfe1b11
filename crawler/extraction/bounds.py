"""A tree → one that trafilatura reads in bounded time.

trafilatura 2.3 takes quadratic time over thousands of inline elements in one paragraph (10,000
links in a <p> of 170 KB: 47 s) and of elements beside each other. No article has so many (the
largest of 646 news pages has 6,000 elements); where a page does, a crowded paragraph becomes plain
text, and further elements are cut off.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_INLINE_IN_BLOCK = 500
# A live blog of a long day has some thousand paragraphs.
MAX_CHILDREN = 3_000
MAX_ELEMENTS = 30_000
_INLINE_WORDS = """
a abbr b bdi br cite code em font i img mark q s small span strong sub sup time u wbr
"""
_INLINE = frozenset(_INLINE_WORDS.split())
# The parser's library stops to count at a place that is asked for by its number.
_ONE_MORE = f"[{MAX_INLINE_IN_BLOCK + 1}]"
_CROWDED = f"//*[*{_ONE_MORE}] | //p[descendant::*{_ONE_MORE}]"
_IS_SMALL = f"not(/descendant::*{_ONE_MORE})"
_IS_HUGE = f"boolean(/descendant::*[{MAX_ELEMENTS + 1}])"


def bounded(tree: HtmlElement) -> tuple[HtmlElement, bool]:
    """The tree itself if it is within bounds, else a smaller copy and True."""
    if tree.xpath(_IS_SMALL):
        return tree, False
    if not any(map(_is_too_crowded, tree.xpath(_CROWDED))) and not tree.xpath(_IS_HUGE):
        return tree, False
    return _cut(copy(tree)), True


def _is_too_crowded(element: HtmlElement) -> bool:
    return len(element) > MAX_CHILDREN or _is_paragraph(element)


def _is_paragraph(element: HtmlElement) -> bool:
    """Whether it holds text with inline markup only, as far as its first children tell."""
    return element.tag == "p" or all(child.tag in _INLINE for child in element[:MAX_CHILDREN])


def _cut(tree: HtmlElement) -> HtmlElement:
    for element in tree.xpath(_CROWDED):
        if _is_paragraph(element):
            _make_plain(element)
        else:
            del element[MAX_CHILDREN:]
    for element in reversed(list(tree.iter())[MAX_ELEMENTS:]):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return tree


def _make_plain(element: HtmlElement) -> None:
    for line_break in element.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    text = str(element.text_content())
    del element[:]
    element.text = text
