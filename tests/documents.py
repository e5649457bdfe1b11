"""The project's documents, taken apart: fenced blocks, tables, words in backticks, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.project_copy import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")),
)
# The comment that says why a block is not run stands on the line above it.
_BLOCK = re.compile(
    r"(?P<why_not><!-- not run by the tests: [^\n]+ -->\n)?"
    r"```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@dataclass(frozen=True, slots=True)
class Block:
    language: str
    text: str
    is_run: bool


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks_of(document: str) -> list[Block]:
    return [
        Block(found["language"], found["text"], found["why_not"] is None)
        for found in _BLOCK.finditer(text_of(document))
    ]


def runnable(document: str, language: str) -> list[str]:
    return [b.text for b in blocks_of(document) if b.language == language and b.is_run]


def prose_of(document: str) -> str:
    """Without its blocks."""
    return _BLOCK.sub("", text_of(document))


def rows_of(document: str) -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for row in _ROW.findall(prose_of(document)):
        yield [cell.strip() for cell in row.split(" | ")]


def quoted_in(document: str) -> set[str]:
    """What stands in backticks, and the words within it."""
    quoted = re.findall(r"`([^`\n]+)`", prose_of(document))
    return {*quoted, *(word for text in quoted for word in re.findall(r"[\w-]+", text))}


def links_of(document: str) -> list[str]:
    """Those to files of the project."""
    return _LINK.findall(prose_of(document))
