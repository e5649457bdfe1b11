"""robots.txt and sitemaps of an edition.

https://www.rfc-editor.org/rfc/rfc9309 https://www.sitemaps.org/protocol.html
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from crawler.demo.markup import element, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.demo.edition import Edition
    from crawler.demo.story import Story

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
# The newest stories are news; the others are in the archive's sitemap.
NEWS_STORIES = 5


def robots_txt(edition: Edition) -> str:
    lines = ["# Written for the demonstration of Presskeep.", "User-agent: *"]
    lines += [f"Disallow: {story.path}" for story in edition.stories if story.disallowed]
    lines.append("Disallow: /subscribe/")
    entrances = [path for purpose, path in edition.newspaper.sitemaps.items() if purpose != "news"]
    if "index" in edition.newspaper.sitemaps:
        entrances = [edition.newspaper.sitemaps["index"]]
    lines += ["", *(f"Sitemap: {edition.url(path)}" for path in entrances)]
    return "\n".join(lines).rstrip() + "\n"


def sitemaps(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Paths and bodies; a path that ends in .gz has a body in gzip."""
    for purpose, path in edition.newspaper.sitemaps.items():
        body = (XML + _sitemap(edition, purpose)).encode()
        yield path, gzip.compress(body, mtime=0) if path.endswith(".gz") else body


def _sitemap(edition: Edition, purpose: str) -> str:
    if purpose == "index":
        return _index(edition)
    if purpose == "news":
        return _news(edition, edition.open_stories[:NEWS_STORIES])
    if purpose == "archive":
        return _urls(edition, edition.open_stories[NEWS_STORIES:])
    return _urls(edition, edition.open_stories)


def _index(edition: Edition) -> str:
    entries = (
        element("sitemap", tag("loc", edition.url(path)))
        for purpose, path in edition.newspaper.sitemaps.items()
        if purpose != "index"
    )
    return element("sitemapindex", "\n".join(entries), xmlns=NAMESPACE)


def _urls(edition: Edition, stories: Iterable[Story]) -> str:
    entries = (
        element(
            "url",
            tag("loc", edition.url(story.path))
            + tag("lastmod", (story.modified or story.published).isoformat()),
        )
        for story in stories
    )
    return element("urlset", "\n".join(entries), xmlns=NAMESPACE)


def _news(edition: Edition, stories: Iterable[Story]) -> str:
    entries = "\n".join(_news_entry(edition, story) for story in stories)
    opening = f'<urlset xmlns="{NAMESPACE}" xmlns:news="{NEWS_NAMESPACE}">'
    return f"{opening}\n{entries}\n</urlset>"


def _news_entry(edition: Edition, story: Story) -> str:
    publication = tag("news:name", edition.newspaper.name) + tag(
        "news:language", edition.newspaper.language[:2]
    )
    news = (
        element("news:publication", publication)
        + tag("news:publication_date", story.published.isoformat())
        + tag("news:title", story.headline)
    )
    return element("url", tag("loc", edition.url(story.path)) + element("news:news", news))
