"""The text of a JSON Feed in, the articles that it names out.

Spec: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from typing import Any

from crawler.discovery.candidate import Candidate, Discovered, Flag, Role, Source
from crawler.discovery.dates import read_date
from crawler.discovery.hosts import UrlError
from crawler.discovery.text import one_line
from crawler.discovery.urls import clean_url


def read_json_feed(text: str, url: str, max_entries: int) -> Discovered:
    """UNKNOWN for JSON that is no feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return Discovered(flags=(Flag.UNKNOWN, Flag.ILL_FORMED))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Discovered(flags=(Flag.UNKNOWN,))
    flags = (Flag.TRUNCATED,) if len(items) > max_entries else ()
    return Discovered.of((_candidate(item, url) for item in items[:max_entries]), flags)


def _candidate(item: Any, url: str) -> Candidate | None:
    address = _address(item, url) if isinstance(item, dict) else None
    if address is None:
        return None
    return Candidate(
        address,
        Role.ARTICLE,
        source=Source.FEED,
        title=one_line(_string(item, "title")),
        published=read_date(_string(item, "date_published"))
        or read_date(_string(item, "date_modified")),
    )


def _address(item: dict[str, Any], url: str) -> str | None:
    """`external_url` is another page, about which the item speaks: not asked."""
    for name in ("url", "id"):
        link = _string(item, name)
        if not link or (name == "id" and not link.startswith(("http://", "https://"))):
            continue
        try:
            return clean_url(link, url)
        except UrlError:
            continue
    return None


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) else None
