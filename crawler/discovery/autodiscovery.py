"""A <link> or <a> element of a page in, the feed or sitemap that it announces out.

Specs: https://www.rssboard.org/rss-autodiscovery, https://www.jsonfeed.org/version/1.1/#discovery
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.discovery.candidate import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEED_TYPES = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "text/rss+xml",
    )
)
# Readers' comments are no articles: WordPress announces their feed on every page.
_COMMENTS = re.compile(r"comment|kommentar|comentario", re.IGNORECASE)
_FEED_HREF = re.compile(
    r"(?:/(?:feed|feeds|rss|atom)/?|[./](?:rss|atom|rdf|xml)(?:2\.0)?/?)(?:\?[^?]*)?$",
    re.IGNORECASE,
)
_FEED_TEXT = re.compile(r"\b(?:rss|atom|feed|xml)\b", re.IGNORECASE)


def announced(element: _Element) -> Role | None:
    """Of a <link>: FEED, SITEMAP or nothing."""
    relations = (element.get("rel") or "").lower().split()
    if "sitemap" in relations:
        return Role.SITEMAP
    kind = (element.get("type") or "").partition(";")[0].strip().lower()
    if kind not in _FEED_TYPES or not {"alternate", "feed"}.intersection(relations):
        return None
    named = f"{element.get('href')} {element.get('title')}"
    return None if _COMMENTS.search(named[:1_000]) else Role.FEED


def is_feed_link(href: str, text: str) -> bool:
    """Of an <a>: both its address and its text have to speak of a feed."""
    return (
        _FEED_HREF.search(href) is not None
        and _FEED_TEXT.search(text) is not None
        and _COMMENTS.search(href) is None
    )
