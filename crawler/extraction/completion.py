"""Lines → lines with what trafilatura lost of the text.

Paragraphs that look like those that it kept (the same tags and classes, in the same article), and
those that the page's JSON-LD has in its articleBody. Candidates that say again what is kept are
no loss: a paragraph and its copy in a teaser or a "summary" box look alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.extraction.blocks import link_share, signature
from crawler.extraction.boilerplate import is_boilerplate
from crawler.extraction.byline import is_foreign
from crawler.extraction.lines import chars, merged, shown
from crawler.extraction.text import compact, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from crawler.extraction.blocks import Block
    from crawler.extraction.lines import Line

# Shorter blocks are labels; what only they share says nothing.
_MIN_CHARS = 30
_MAX_LINK_SHARE = 0.5
# Less than this is more often an insert than a loss.
_MIN_GAIN = 0.08
_GRAM_WORDS = 4
_MAX_REPEATED = 0.5
# An articleBody that has less of the kept text is a summary, or another text.
_MIN_COVER = 0.5
# Paragraphs are sought in it as often as the page has blocks.
_MAX_BODY_CHARS = 200_000
_WORD = re.compile(r"\w+")


def with_alike(
    lines: tuple[Line, ...], blocks: Sequence[Block], dropped: Iterable[Block]
) -> tuple[Line, ...]:
    """With the blocks that look like the kept paragraphs, if that adds a fair part of the text."""
    paragraphs = [line.block for line in lines if line.block and _is_paragraph(line.block)]
    looks = {(signature(block), _article(block)) for block in paragraphs}
    alike = [
        block
        for block in _others(lines, blocks, dropped)
        if _is_paragraph(block) and (signature(block), _article(block)) in looks and _is_text(block)
    ]
    least = _MIN_GAIN * chars(lines)
    if sum(len(block.text) for block in alike) < least:
        return lines
    added = shown(_news(alike, lines))
    return merged(lines, added) if chars(added) >= least else lines


def with_stated(
    lines: tuple[Line, ...], blocks: Sequence[Block], dropped: Iterable[Block], body: str | None
) -> tuple[Line, ...]:
    """With the blocks that are in the body which the page states."""
    whole = compact(without_tags(body[:_MAX_BODY_CHARS])) if body else ""
    keys = [line.key for line in lines]
    if not whole or sum(len(k) for k in keys if k in whole) < _MIN_COVER * sum(map(len, keys)):
        return lines
    stated = [
        block
        for block in _others(lines, blocks, dropped)
        if len(block.text) >= _MIN_CHARS and block.key in whole and _is_text(block)
    ]
    return merged(lines, shown(_news(stated, lines)))


def _others(
    lines: Iterable[Line], blocks: Iterable[Block], dropped: Iterable[Block]
) -> list[Block]:
    """The blocks that are neither kept nor taken out on purpose."""
    known = {line.block.index for line in lines if line.block} | {b.index for b in dropped}
    return [block for block in blocks if block.index not in known]


def _is_paragraph(block: Block) -> bool:
    return len(block.text) >= _MIN_CHARS and block.element.tag in {"p", "div", "blockquote"}


def _is_text(block: Block) -> bool:
    is_linked = link_share(block) >= _MAX_LINK_SHARE
    return not is_linked and not is_boilerplate(block.text) and not is_foreign(block.element)


def _article(block: Block) -> HtmlElement | None:
    return next(block.element.iterancestors("article"), None)


def _news(candidates: Sequence[Block], lines: Iterable[Line]) -> list[Block]:
    """Those that do not repeat what is kept, or one another."""
    known = {gram for line in lines for gram in _grams(line.text)} if candidates else set()
    found = []
    for block in candidates:
        grams = _grams(block.text)
        if len(grams & known) < _MAX_REPEATED * len(grams):
            found.append(block)
            known |= grams
    return found


def _grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    count = max(1, len(words) - _GRAM_WORDS + 1)
    return {tuple(words[start : start + _GRAM_WORDS]) for start in range(count)}
