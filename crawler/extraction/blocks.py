"""The page cut into blocks of text: what a reader sees as one paragraph, heading, or list item.

A block is an element of block level that holds text and no other element of block level. Steps
that know more than trafilatura's lines (classes around a text, what stands before it, what looks
like it) work on blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from crawler.extraction.element import all_text
from crawler.extraction.text import clean_line, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

# Live blogs of a long day have some thousand.
MAX_BLOCKS = 10_000
_MAX_BLOCK_CHARS = 20_000
# A table of contents or a comment tree nests deeper than any text.
_MAX_NAMED_ANCESTORS = 6
_MAX_NAMES_CHARS = 300
# More than a site's pages have among them, of a hundred characters each.
_KNOWN_LOOKS = 2_000
_BLOCK_WORDS = """
address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCK_TAGS = tuple(_BLOCK_WORDS.split())
_IS_BLOCK = frozenset(_BLOCK_TAGS)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Block:
    """`index` counts the page's blocks, `key` is the text without case, spaces and punctuation."""

    index: int
    element: HtmlElement
    text: str
    key: str

    @property
    def is_heading(self) -> bool:
        return self.element.tag in {"h2", "h3", "h4", "h5", "h6"}

    @property
    def is_item(self) -> bool:
        return bool(self.element.tag == "li")


def text_blocks(tree: HtmlElement) -> tuple[Block, ...]:
    """In page order."""
    elements = list(islice(tree.iter(*_BLOCK_TAGS), 4 * MAX_BLOCKS))
    holders = _holders(elements)
    broken = _holders(tree.iter("br"))
    found: list[Block] = []
    for element in elements:
        text = "" if element in holders else _text(element, is_broken=element in broken)
        key = compact(text)
        if key:
            found.append(Block(len(found), element, text, key))
        if len(found) == MAX_BLOCKS:
            break
    return tuple(found)


def signature(block: Block) -> tuple[str, ...]:
    """What it looks like: tag and class of itself, its parent and its grandparent."""
    element = block.element
    around = (element, *islice(element.iterancestors(), 2))
    return tuple(_look(each.tag, each.get("class") or "") for each in around)


def link_share(block: Block) -> float:
    """How much of the text is links, from 0 to 1."""
    links = sum(len(compact(str(link.text_content()))) for link in block.element.iter("a"))
    return min(1.0, links / len(block.key))


def names_around(block: Block) -> Iterator[str]:
    """Class, id and role of the element and of those around it, innermost first.

    Not its own id: those of headings are their words.
    """
    yield (block.element.get("class") or "")[:_MAX_NAMES_CHARS].lower()
    for above in islice(block.element.iterancestors(), _MAX_NAMED_ANCESTORS):
        if above.tag in {"body", "html"}:
            return
        yield _names(above)


def _holders(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The block-level elements that these stand in."""
    found = set()
    for element in elements:
        above = element.getparent()  # a third of the time that iterancestors takes
        while above is not None and above.tag not in _IS_BLOCK:
            above = above.getparent()
        if above is not None:
            found.add(above)
    return found


def _text(element: HtmlElement, *, is_broken: bool) -> str:
    """Words on both sides of a line break are two words."""
    if not len(element):
        return clean_line((element.text or "")[:_MAX_BLOCK_CHARS])
    if not is_broken:
        return clean_line(all_text(element)[:_MAX_BLOCK_CHARS])
    pieces = element.xpath(".//text() | .//br")
    return clean_line("".join(p if isinstance(p, str) else " " for p in pieces)[:_MAX_BLOCK_CHARS])


@lru_cache(_KNOWN_LOOKS)
def _look(tag: str, classes: str) -> str:
    return f"{tag} {_DIGITS.sub('0', classes[:_MAX_NAMES_CHARS])}"


def _names(element: HtmlElement) -> str:
    values = (element.get("class"), element.get("id"), element.get("role"))
    return " ".join(value[:_MAX_NAMES_CHARS] for value in values if value).lower()
