"""A feed's bytes in, the articles that it names out, with the titles and times that it gives them.

RSS 0.9x to 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0, Atom 0.3 and 1.0 (RFC 4287)
through feedparser; JSON Feed in jsonfeed.py. Never raises; nothing is resolved or fetched.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import feedparser

from crawler.discovery.candidate import Candidate, Discovered, Flag, Role, Source
from crawler.discovery.compression import decompressed
from crawler.discovery.dates import read_date
from crawler.discovery.decoding import xml_text
from crawler.discovery.feed_xml import slim_feed
from crawler.discovery.hosts import UrlError
from crawler.discovery.jsonfeed import read_json_feed
from crawler.discovery.limits import DEFAULT_LIMITS
from crawler.discovery.text import without_markup
from crawler.discovery.urls import clean_url

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FEED_BYTES = 16 * 1024 * 1024  # full-text feeds of large papers reach 5 MB


def read_feed(
    body: bytes, url: str, content_type: str | None, max_entries: int = DEFAULT_LIMITS.entries
) -> Discovered:
    """`url` is the feed's own, to which relative links are joined."""
    body, whole = decompressed(body, MAX_FEED_BYTES)
    text = xml_text(body, content_type)
    if text.lstrip()[:1] in {"{", "["}:
        return read_json_feed(text, url, max_entries)
    slim = slim_feed(text, max_entries)
    if slim is None:
        return Discovered(flags=(Flag.UNKNOWN,))
    flags = [Flag.TRUNCATED] if slim.truncated or not whole else []
    entries = _entries(slim.xml, url)
    flags += [Flag.ILL_FORMED] if slim.ill_formed or entries is None else []
    return Discovered.of((_candidate(entry, url) for entry in entries or ()), flags)


def _entries(xml: bytes, url: str) -> list[Any] | None:
    """From a stream always: feedparser takes a string for a file's name or a URL to fetch.

    None where feedparser (6.0.14) trips over itself: elements in places where none belong.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        feed = feedparser.parse(
            io.BytesIO(xml),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    return list(feed.entries)


def _candidate(entry: Any, url: str) -> Candidate | None:
    address = _address(entry, url)
    if address is None:
        return None
    return Candidate(
        address,
        Role.ARTICLE,
        source=Source.FEED,
        title=without_markup(entry.get("title")),
        published=_published(entry),
    )


def _address(entry: Any, url: str) -> str | None:
    """The first that is a URL of what may name the entry's page."""
    for link in _links(entry):
        try:
            if link and link.strip():
                return clean_url(link, url)
        except UrlError:
            continue
    return None


def _links(entry: Any) -> Iterator[str | None]:
    """The link behind a counting one, the alternate one (feedparser's choice of several), an id."""
    yield entry.get("feedburner_origlink")
    link = entry.get("link")
    alternates = [
        each.get("href") for each in entry.get("links", ()) if each.get("rel") == "alternate"
    ]
    if link not in alternates:
        yield from alternates[:1]
    yield link
    if (entry.get("id") or "").startswith(("http://", "https://")):
        yield entry.id


def _published(entry: Any) -> Any:
    for name in ("published", "created", "updated"):
        # Asked of what is not there, feedparser gives `published` for `updated`, with a warning.
        moment = read_date(entry[name]) if name in entry else None
        if moment is not None:
            return moment
    return None
