"""The text of a robots.txt in, the sitemaps that it names out.

Spec: https://www.sitemaps.org/protocol.html#submit_robots; the rules are the download room's.
"""

from __future__ import annotations

from crawler.discovery.hosts import UrlError
from crawler.discovery.urls import clean_url

MAX_ROBOTS_LENGTH = 512 * 1024  # characters; RFC 9309, 2.5 asks for 500 KiB at least
MAX_SITEMAPS = 500  # the largest publishers name about a hundred


def robots_sitemaps(text: str) -> tuple[str, ...]:
    """Absolute http(s) URLs in the order of the file, each once."""
    found: dict[str, None] = {}
    for line in text[:MAX_ROBOTS_LENGTH].splitlines():
        name, _, value = line.partition(":")
        if name.strip("\ufeff \t").lower() not in {"sitemap", "site-map"}:
            continue
        try:
            found[clean_url(value.partition(" #")[0])] = None
        except UrlError:
            continue
        if len(found) == MAX_SITEMAPS:
            break
    return tuple(found)
