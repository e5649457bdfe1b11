"""Lines of text and where they stand in the page: what every step of refining takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.extraction.text import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.extraction.blocks import Block

# trafilatura cuts a block at its line breaks: a part of so many letters is found in its block.
_MIN_PART_CHARS = 20
# As far ahead as pictures, quotations and boxes push the block of the next line.
_LOOKED_AHEAD = 30


@dataclass(frozen=True, slots=True)
class Line:
    """`block` is None for a line that was not found in the page as one block.

    `key` is the text without case, spaces and punctuation.
    """

    text: str
    block: Block | None
    key: str


def located(texts: Iterable[str], blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Each text with its block; of blocks that say the same, the next one in page order."""
    places: dict[str, list[Block]] = {}
    for block in reversed(blocks):
        places.setdefault(block.key, []).append(block)
    lines: list[Line] = []
    reached = 0
    for text in texts:
        key = compact(text)
        line = Line(text, _block_of(key, places, blocks, reached), key)
        lines.append(line)
        reached = line.block.index if line.block else reached
    return tuple(lines)


def shown(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Blocks as lines of their own."""
    return tuple(
        Line(f"- {block.text}" if block.is_item else block.text, block, block.key)
        for block in blocks
    )


def merged(lines: Sequence[Line], added: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with further ones among them, each after all that stand before it in the page."""
    places = [line.block.index if line.block else -1 for line in lines]
    follow: dict[int, list[Line]] = {}
    place = len(lines)
    for line in sorted(added, key=_index, reverse=True):
        while place and not 0 <= places[place - 1] < _index(line):
            place -= 1
        follow.setdefault(place, []).insert(0, line)
    result = follow.get(0, [])
    for count, line in enumerate(lines, start=1):
        result += [line, *follow.get(count, ())]
    return tuple(result)


def chars(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _index(line: Line) -> int:
    return line.block.index if line.block else -1


def _block_of(
    key: str, places: dict[str, list[Block]], blocks: Sequence[Block], reached: int
) -> Block | None:
    same = places.get(key)
    if same:
        while len(same) > 1 and same[-1].index < reached:
            same.pop()
        return same.pop() if len(same) > 1 else same[0]
    if len(key) < _MIN_PART_CHARS:
        return None
    ahead = blocks[reached : reached + _LOOKED_AHEAD]
    return next((block for block in ahead if key in block.key), None)
