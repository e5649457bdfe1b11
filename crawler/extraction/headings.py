"""Lines → lines with the sub-headings and the standfirst that trafilatura left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extraction.boilerplate import is_boilerplate
from crawler.extraction.lines import merged, shown
from crawler.extraction.text import compact, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from crawler.extraction.blocks import Block
    from crawler.extraction.lines import Line

_MAX_HEADING_CHARS = 200
# A standfirst stands between headline and text, with byline, picture and buttons.
_MAX_BLOCKS_ABOVE = 25
_MIN_STANDFIRST_WEIGHT = 30
# Descriptions are cut off at some length, and end in dots then.
_MIN_SHARED_CHARS = 100


def with_headings(
    lines: tuple[Line, ...], blocks: Sequence[Block], dropped: Iterable[Block]
) -> tuple[Line, ...]:
    """With headings that have kept text of their own parent before and after them."""
    kept = {line.block.index: line.block for line in lines if line.block}
    known = kept.keys() | {block.index for block in dropped}
    spans = _spans(kept)
    found = [
        block
        for block in blocks
        if block.is_heading and block.index not in known and _is_within(block, spans)
    ]
    return merged(lines, shown(block for block in found if not is_boilerplate(block.text)))


def with_standfirst(
    lines: tuple[Line, ...], blocks: Sequence[Block], description: str | None
) -> tuple[Line, ...]:
    """With the block above the text that says what the page states as its description."""
    indexes = [line.block.index for line in lines if line.block]
    key = compact(description or "")
    if not indexes or weight(key) < _MIN_STANDFIRST_WEIGHT or _is_kept(key, lines):
        return lines
    start = min(indexes)
    above = blocks[max(0, start - _MAX_BLOCKS_ABOVE) : start]
    found = [block for block in above if _says(block.key, key)]
    return (*shown(found[-1:]), *lines)


def _is_kept(key: str, lines: Sequence[Line]) -> bool:
    return any(_says(line.key, key) for line in lines)


def _says(one: str, other: str) -> bool:
    shared = min(len(one), len(other))
    return one == other or (shared >= _MIN_SHARED_CHARS and one[:shared] == other[:shared])


def _spans(kept: dict[int, Block]) -> dict[HtmlElement, tuple[int, int]]:
    """The first and the last kept block of each parent."""
    spans: dict[HtmlElement, tuple[int, int]] = {}
    for index, block in sorted(kept.items()):
        parent = block.element.getparent()
        if parent is not None:
            spans[parent] = (spans.get(parent, (index, index))[0], index)
    return spans


def _is_within(block: Block, spans: dict[HtmlElement, tuple[int, int]]) -> bool:
    parent = block.element.getparent()
    if parent is None or len(block.text) > _MAX_HEADING_CHARS:
        return False
    start, end = spans.get(parent, (block.index, block.index))
    return start < block.index < end
