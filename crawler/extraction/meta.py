"""A page's <meta> tags → what they say, by name, in page order.

OpenGraph https://ogp.me/ , Dublin Core, Parse.ly, Cxense, Sailthru and plain HTML names all land in
one mapping: `property`, `name`, `itemprop` and `http-equiv` are the same to us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

MetaTags = dict[str, tuple[str, ...]]
_MAX_TAGS = 500
_MAX_CHARS = 2_000
_MAX_NAMES = 5  # of a tag
_NAMING = ("property", "name", "itemprop", "http-equiv")


def read_meta(tree: HtmlElement) -> MetaTags:
    found: dict[str, list[str]] = {}
    for count, tag in enumerate(tree.iter("meta")):
        if count == _MAX_TAGS:
            break
        content = clean_value(tag.get("content"), _MAX_CHARS)
        if content is None:
            continue
        for attribute in _NAMING:
            # Of RDFa, `property` may hold several names.
            for name in (tag.get(attribute) or "").lower().split()[:_MAX_NAMES]:
                found.setdefault(name, []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def first(meta: Mapping[str, tuple[str, ...]], *names: str) -> str | None:
    """What the first of the names that is there says."""
    return next((meta[name][0] for name in names if name in meta), None)
