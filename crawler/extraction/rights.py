"""What a page says of its reuse, as signals in page order: tokens of robots meta tags, TDM
reservation (https://www.w3.org/2022/tdmrep/), licence links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.extraction.jsonld import text_of
from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.sources import Sources

_ROBOTS_META = ("robots", "googlebot", "googlebot-news", "bingbot")
_SIGNAL_WORDS = """
noindex noarchive nosnippet noai noimageai noimageindex nocache none nofollow
"""
_TOKENS = frozenset(_SIGNAL_WORDS.split())
_MAX_SIGNALS = 30
_MAX_CHARS = 300
_WORD = re.compile(r"[a-z]+")


def rights(sources: Sources) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_signals(sources)))[:_MAX_SIGNALS]


def _signals(sources: Sources) -> Iterator[str]:
    for name, contents in sources.meta.items():
        for content in contents:
            if name in _ROBOTS_META:
                yield from (t for t in _WORD.findall(content.lower()) if t in _TOKENS)
            elif name in {"tdm-reservation", "tdm-policy"}:
                yield f"{name}={content[:_MAX_CHARS]}"
    for rel, href in sources.rels:
        if rel == "license":
            yield f"license={href}"
    for value in sources.stated("license"):
        if licence := clean_value(text_of(value), _MAX_CHARS):
            yield f"license={licence}"
