"""The body of a content file in, blocks out.

Blocks are separated by empty lines. `## ` opens a sub-heading, `> ` a quotation, `- ` list items,
`![caption](file)` or `![caption](file path)` a figure (`path`: where it is served), `@@ TIME title`
a live blog entry with its text on the next line, and a line `===` a new page. `[words](slug)`
within a text links to a story of the same newspaper.
"""

from __future__ import annotations

import re
from datetime import datetime

from crawler.demo.story import Block, BlockKind

PAGE_BREAK = "\n===\n"
FIGURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\((?P<file>[^) ]+)(?: (?P<path>[^)]+))?\)")
LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<slug>[^)]+)\)")


def read_pages(body: str) -> tuple[tuple[Block, ...], ...]:
    return tuple(_read_blocks(page) for page in body.split(PAGE_BREAK))


def plain(text: str) -> str:
    """The text as a reader sees it: links are their words."""
    return LINK.sub(lambda link: link["words"], text)


def lines_of(block: Block) -> tuple[str, ...]:
    """What the block adds to an article's paragraphs: none for a figure, one for each list item."""
    if block.kind is BlockKind.FIGURE:
        return ()
    if block.kind is BlockKind.LIST:
        return tuple(f"- {plain(item)}" for item in block.items)
    title = (block.title,) if block.title else ()
    return (*title, plain(block.text))


def _read_blocks(page: str) -> tuple[Block, ...]:
    return tuple(_read_block(chunk.strip()) for chunk in page.split("\n\n") if chunk.strip())


def _read_block(chunk: str) -> Block:
    figure = FIGURE.fullmatch(chunk)
    if figure:
        return Block(BlockKind.FIGURE, figure["caption"], file=figure["file"], path=figure["path"])
    if chunk.startswith("## "):
        return Block(BlockKind.HEADING, chunk.removeprefix("## "))
    if chunk.startswith("> "):
        return Block(BlockKind.QUOTATION, chunk.removeprefix("> "))
    if chunk.startswith("- "):
        return Block(BlockKind.LIST, items=tuple(line[2:] for line in chunk.splitlines()))
    if chunk.startswith("@@ "):
        return _read_entry(chunk)
    return Block(BlockKind.PARAGRAPH, chunk)


def _read_entry(chunk: str) -> Block:
    head, _, text = chunk.partition("\n")
    _, at, title = head.split(" ", 2)
    return Block(BlockKind.ENTRY, text, title=title, at=datetime.fromisoformat(at))
