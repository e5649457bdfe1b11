"""The text of a page that has none in its markup: JSON-LD's articleBody, or the state from which
the page's own script would build it (__NEXT_DATA__, __PRELOADED_STATE__ and their like).

A last resort: of 295 pages with known bodies none needed it, but pages are made so. Only JSON is
read; a state that is a program (most of Nuxt's) is not run.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from crawler.extraction.text import clean_line, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

# A state of more is that of a whole front page.
MAX_PAYLOAD_CHARS = 3_000_000
MIN_PAYLOAD_CHARS = 1_000
_MAX_VALUES = 100_000
_MAX_DEPTH = 30
# An article's paragraphs are longer than labels, and several.
_MIN_PARAGRAPH_CHARS = 60
_MIN_TEXT_CHARS = 400
_JSON_START = re.compile(r"[{\[]")
_PARAGRAPH_END = re.compile(
    r"</(?:p|h[1-6]|li|blockquote|div)\s*>|<br\s*/?>\s*<br\s*/?>|\n", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u00bb\u201d\"'\u2019]\s*$")


def text_of_body(stated: str | None) -> tuple[str, ...]:
    """The paragraphs of an articleBody, which may hold markup; none where it is no whole text."""
    lines = tuple(_lines(stated or ""))
    return lines if sum(map(len, lines)) >= _MIN_TEXT_CHARS else ()


def text_of_payloads(payloads: tuple[str, ...]) -> tuple[str, ...]:
    """The largest run of paragraphs in one place of one state; none if there is no such."""
    found: dict[str, list[str]] = {}
    for number, payload in enumerate(payloads):
        for place, text in _texts(_decoded(payload)):
            lines = [line for line in _lines(text) if _is_prose(line)]
            found.setdefault(f"{number}{place}", []).extend(lines)
    best = max(found.values(), key=lambda lines: sum(map(len, lines)), default=[])
    once = tuple(dict.fromkeys(best))
    return once if sum(map(len, once)) >= _MIN_TEXT_CHARS else ()


def _decoded(payload: str) -> object:
    """None for what is no JSON. What comes before it (`window.state =`) and after it is skipped."""
    start = _JSON_START.search(payload[:500])
    if start is None or len(payload) > MAX_PAYLOAD_CHARS:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(payload, start.start())[0]
    except (ValueError, RecursionError):
        return None


def _texts(root: object) -> Iterator[tuple[str, str]]:
    """Each text in order, with its place, in which the numbers of lists do not count."""
    waiting: list[tuple[str, object, int]] = [("", root, 0)]
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        place, value, depth = waiting.pop()
        if isinstance(value, str):
            yield place, value
        elif depth < _MAX_DEPTH and isinstance(value, dict):
            inner = [(f"{place}.{key}", each, depth + 1) for key, each in value.items()]
            waiting.extend(reversed(inner))
        elif depth < _MAX_DEPTH and isinstance(value, list):
            waiting.extend((place, each, depth + 1) for each in reversed(value))


def _lines(text: str) -> Iterator[str]:
    if len(text) < _MIN_PARAGRAPH_CHARS:
        return
    for part in _PARAGRAPH_END.split(text):
        if line := clean_line(without_tags(part)):
            yield line


def _is_prose(line: str) -> bool:
    has_words = line.count(" ") * 15 > len(line) or not line.isascii()
    return len(line) >= _MIN_PARAGRAPH_CHARS and has_words and bool(_SENTENCE_END.search(line))
