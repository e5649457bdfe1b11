"""What an answer and its page say of reuse, as signals: first those of the answer's fields, then
those of the page, in its order; what both say stands there once.

X-Robots-Tag and robots meta elements: https://www.rfc-editor.org/rfc/rfc9309 has no word on them,
https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag has.
TDM reservation: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
Link fields: https://www.rfc-editor.org/rfc/rfc8288
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
_TDM = frozenset({"tdm-reservation", "tdm-policy"})
_SIGNAL_WORDS = """
noindex noarchive nosnippet noai noimageai noimageindex nocache none nofollow
"""
_TOKENS = frozenset(_SIGNAL_WORDS.split())
_MAX_SIGNALS = 30
_MAX_CHARS = 300
_MAX_FIELD_CHARS = 4_000
_WORD = re.compile(r"[a-z]+")
# Its date has commas and colons of its own, so it ends with the field.
_UNAVAILABLE = re.compile(r"unavailable_after\s*:\s*(.{1,100})", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_LICENCE_REL = re.compile(r"rel\s*=\s*\"?[^\";]*\blicense\b", re.IGNORECASE)


def rights(sources: Sources) -> tuple[str, ...]:
    signals = (*_of_fields(sources), *_of_page(sources))
    return tuple(dict.fromkeys(signals))[:_MAX_SIGNALS]


def _of_fields(sources: Sources) -> Iterator[str]:
    for name, value in sources.headers:
        if name == "x-robots-tag":
            yield from _of_robots(value)
        elif name in _TDM:
            yield from _of_tdm(name, value)
        elif name == "link":
            yield from _of_links(sources, value)


def _of_page(sources: Sources) -> Iterator[str]:
    for name, contents in sources.meta.items():
        for content in contents:
            if name in _ROBOTS_META:
                yield from _of_robots(content)
            elif name in _TDM:
                yield from _of_tdm(name, content)
    for rel, href in sources.rels:
        if rel == "license":
            yield f"license={href}"
    for term, name in (("license", "license"), ("usageInfo", "usage-info")):
        for value in sources.stated(term):
            if stated := clean_value(text_of(value), _MAX_CHARS):
                yield f"{name}={stated}"


def _of_robots(value: str) -> Iterator[str]:
    """Also where it is said to one robot only: `googlebot: noindex`."""
    words = value[:_MAX_FIELD_CHARS]
    yield from (word for word in _WORD.findall(words.lower()) if word in _TOKENS)
    if (found := _UNAVAILABLE.search(words)) and (until := clean_value(found[1], _MAX_CHARS)):
        yield f"unavailable-after={until}"


def _of_tdm(name: str, value: str) -> Iterator[str]:
    if stated := clean_value(value, _MAX_CHARS):
        yield f"{name}={stated}"


def _of_links(sources: Sources, value: str) -> Iterator[str]:
    for address, parameters in _LINK.findall(value[:_MAX_FIELD_CHARS]):
        url = sources.absolute(address) if _LICENCE_REL.search(parameters) else None
        if url is not None:
            yield f"license={url}"
