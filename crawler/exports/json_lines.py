"""Exports with a JSON object a line for each article.

https://jsonlines.org/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from crawler.exports.walk import Walk
from crawler.formats import jsonl
from crawler.formats.record import written_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.article import Article
    from crawler.exports.source import Exported, Source

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def export_records(source: Source, output: BinaryIO) -> Exported:
    """The whole record of each, as a line of articles.jsonl."""
    return _export(source, output, jsonl.line)


def export_objects(
    source: Source, output: BinaryIO, members_of: Callable[[Article], Any]
) -> Exported:
    """`members_of` gives what JSON can hold; what is empty in it is left away."""

    def line(article: Article) -> str:
        return f"{written_json(without_empty(members_of(article)), indent=None)}\n"

    return _export(source, output, line)


def without_empty(value: Any) -> Any:
    """The same without members and items that are None, empty text, list or object."""
    if isinstance(value, dict):
        kept = {name: without_empty(member) for name, member in value.items()}
        return {name: member for name, member in kept.items() if member not in _EMPTY}
    if isinstance(value, list | tuple):
        return [item for item in map(without_empty, value) if item not in _EMPTY]
    return value


def _export(source: Source, output: BinaryIO, line_of: Callable[[Article], str]) -> Exported:
    walk = Walk(source)
    output.writelines(line.encode() for line in walk.articles(line_of))
    return walk.exported
