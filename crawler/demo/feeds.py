"""Feeds of an edition's newest stories.

https://www.rssboard.org/rss-specification https://www.rfc-editor.org/rfc/rfc4287
https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING

from crawler.demo.markup import element, tag, void

if TYPE_CHECKING:
    from crawler.demo.edition import Edition
    from crawler.demo.story import Feed, Story

FEED_STORIES = 6
XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def feed(edition: Edition, offered: Feed) -> str:
    if offered.format == "rss":
        return _rss(edition, offered)
    if offered.format == "atom":
        return _atom(edition, offered)
    return _json(edition, offered)


def _newest(edition: Edition) -> tuple[Story, ...]:
    return edition.open_stories[:FEED_STORIES]


def _tracked(edition: Edition, offered: Feed, story: Story) -> str:
    query = f"?{offered.tracking}" if offered.tracking else ""
    return edition.url(story.path) + query


def _rss(edition: Edition, offered: Feed) -> str:
    newspaper = edition.newspaper
    channel = (
        tag("title", newspaper.name)
        + tag("link", edition.url("/"))
        + tag("description", newspaper.motto)
        + tag("language", newspaper.language)
        + "\n".join(_rss_entry(edition, offered, story) for story in _newest(edition))
    )
    return XML + element("rss", element("channel", channel), version="2.0")


def _rss_entry(edition: Edition, offered: Feed, story: Story) -> str:
    return element(
        "item",
        tag("title", story.headline)
        + tag("link", _tracked(edition, offered, story))
        + tag("guid", edition.url(story.path), isPermaLink="true")
        + tag("pubDate", format_datetime(story.published))
        + tag("category", edition.section(story))
        + tag("description", story.standfirst or story.headline),
    )


def _atom(edition: Edition, offered: Feed) -> str:
    newest = _newest(edition)
    inner = (
        tag("title", edition.newspaper.name)
        + tag("id", edition.url("/"))
        + void("link", rel="self", href=edition.url(offered.path))
        + void("link", href=edition.url("/"))
        + tag("updated", newest[0].published.isoformat())
        + "\n".join(_atom_entry(edition, offered, story) for story in newest)
    )
    return XML + element("feed", inner, xmlns="http://www.w3.org/2005/Atom")


def _atom_entry(edition: Edition, offered: Feed, story: Story) -> str:
    authors = "".join(element("author", tag("name", name)) for name in story.authors)
    return element(
        "entry",
        tag("title", story.headline)
        + tag("id", edition.url(story.path))
        + void("link", rel="alternate", href=_tracked(edition, offered, story))
        + tag("published", story.published.isoformat())
        + tag("updated", (story.modified or story.published).isoformat())
        + authors
        + tag("summary", story.standfirst or story.headline),
    )


def _json(edition: Edition, offered: Feed) -> str:
    entries = [
        {
            "id": edition.url(story.path),
            "url": _tracked(edition, offered, story),
            "title": story.headline,
            "summary": story.standfirst,
            "date_published": story.published.isoformat(),
            "authors": [{"name": name} for name in story.authors],
        }
        for story in _newest(edition)
    ]
    stated = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.newspaper.name,
        "home_page_url": edition.url("/"),
        "feed_url": edition.url(offered.path),
        "language": edition.newspaper.language,
        "items": entries,
    }
    return json.dumps(stated, ensure_ascii=False, indent=1)
