"""JSON-LD blocks as they are in the wild → objects, and the one that describes the article.

https://schema.org/Article https://www.w3.org/TR/2020/REC-json-ld11-20200716/#embedding-json-ld-in-html-documents
Blocks are read tolerantly: comment and CDATA wrappers, raw control characters, character
references, trailing commas, bad escapes, several objects one after another, a block cut short.
Every step is linear in the size of the block; the number of steps is bounded.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node: TypeAlias = dict[str, object]

# In order of preference; an index is a rank.
ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "TechArticle",
    "Report",
    "Review",
    "SocialMediaPosting",
)
LIVE_BLOG = "LiveBlogPosting"
_MAX_OBJECTS = 1_000
# @graph, mainEntity, hasPart, itemListElement: real pages stay below six levels.
_MAX_DEPTH = 6
# Objects tried one by one in a block that is no JSON as a whole.
_MAX_PARTS = 30
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")
_WRAPPER_START = re.compile(r"^[\s;]*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/|//)?")
_WRAPPER_END = re.compile(r"(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/|//)?[\s;]*$")
_TAIL_CHARS = 200
_TRAILING_COMMA = re.compile(r",(?=\s{0,100}[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_DECODER = json.JSONDecoder(strict=False)


def read_blocks(blocks: Iterable[str]) -> tuple[Node, ...]:
    """All objects of a page's blocks, outermost first."""
    found: list[Node] = []
    for block in blocks:
        for value in _values(block):
            for node in _walk(value, _MAX_DEPTH):
                found.append(node)
                if len(found) == _MAX_OBJECTS:
                    return tuple(found)
    return tuple(found)


def types_of(node: Node) -> tuple[str, ...]:
    """The names of its types, without a schema.org address before them."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(
        name.rstrip("/").rpartition("/")[2].rpartition(":")[2]
        for name in names[:20]
        if isinstance(name, str)
    )


def article_node(nodes: Iterable[Node], url: str) -> Node | None:
    """The object that describes the page's article, or None."""
    candidates = [node for node in nodes if article_rank(node) is not None]
    path = _path(url)
    return max(candidates, key=lambda node: _points(node, path), default=None)


def article_rank(node: Node) -> int | None:
    ranks = [ARTICLE_TYPES.index(name) for name in types_of(node) if name in ARTICLE_TYPES]
    return min(ranks, default=None)


def _points(node: Node, path: str | None) -> float:
    rank = article_rank(node) or 0
    points = -rank / len(ARTICLE_TYPES)
    points += 2 * bool(node.get("datePublished")) + 2 * bool(node.get("headline"))
    points += bool(node.get("articleBody"))
    addresses = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"))
    return points + 3 * any(path is not None and _path(text_of(a)) == path for a in addresses)


def text_of(value: object) -> str | None:
    """The text of a value that may be a string, an object with a name or address, or a list."""
    for _ in range(_MAX_DEPTH):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            keys = ("name", "@value", "url", "@id")
            value = next((value[key] for key in keys if value.get(key)), None)
        else:
            break
    return value if isinstance(value, str) else None


def listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _path(url: str | None) -> str | None:
    """The URL's path if it names more than a site's front page."""
    try:
        path = urlsplit(url or "").path.rstrip("/")
    except ValueError:
        return None
    return path or None


def _walk(value: object, depth: int) -> Iterator[Node]:
    if isinstance(value, list):
        for element in value[:_MAX_OBJECTS]:
            yield from _walk(element, depth)
    elif isinstance(value, dict) and depth:
        yield value
        for key in _CONTAINERS:
            if isinstance(value.get(key), dict | list):
                yield from _walk(value[key], depth - 1)


def _values(block: str) -> list[object]:
    text = _unwrapped(block)
    for attempt in (_as_is, _mended):
        value = _loaded(attempt(text))
        if value is not None:
            return [value]
    if "&quot;" in text:
        value = _loaded(html.unescape(text))
        if value is not None:
            return [value]
    return list(_parts(_mended(text)))


def _loaded(text: str) -> object | None:
    try:
        return json.loads(text, strict=False)  # type: ignore[no-any-return]  # any JSON value
    except (ValueError, RecursionError):
        return None


def _unwrapped(block: str) -> str:
    text = _WRAPPER_START.sub("", block[:_TAIL_CHARS]) + block[_TAIL_CHARS:]
    text = text.rstrip()
    return (text[:-_TAIL_CHARS] + _WRAPPER_END.sub("", text[-_TAIL_CHARS:])).strip().rstrip(";")


def _as_is(text: str) -> str:
    return text


def _mended(text: str) -> str:
    return _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text))


def _parts(text: str) -> Iterator[object]:
    """Objects that can be read on their own, from whatever surrounds them."""
    position = 0
    for _ in range(_MAX_PARTS):
        position = text.find("{", position)
        if position < 0:
            return
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            position += 1
        else:
            yield value
