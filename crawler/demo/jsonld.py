"""Pages that state everything in a script of JSON-LD and nothing in their meta elements.

https://schema.org/NewsArticle https://schema.org/LiveBlogPosting
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crawler.article import Access
from crawler.demo.edition import pictures
from crawler.demo.prose import plain
from crawler.demo.story import BlockKind

if TYPE_CHECKING:
    from crawler.demo.edition import Edition
    from crawler.demo.story import Block, Story

# Within a script these would end it or start an entity; https://www.w3.org/TR/json-ld11/#restrictions
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def head(edition: Edition, story: Story) -> str:
    written = json.dumps(_stated(edition, story), ensure_ascii=False, indent=1)
    return f'<script type="application/ld+json">\n{written.translate(ESCAPES)}\n</script>'


def _stated(edition: Edition, story: Story) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if story.live else "NewsArticle",
        "mainEntityOfPage": edition.url(story.path),
        "headline": story.headline,
        "description": story.standfirst,
        "image": [edition.url(picture.path) for picture in pictures(edition, story)],
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat() if story.modified else None,
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.newspaper.name},
        "articleSection": edition.section(story),
        "keywords": list(story.tags),
        "inLanguage": edition.newspaper.language,
        "isAccessibleForFree": story.access is Access.FREE,
    }
    if story.access is Access.PAYWALLED:
        stated["hasPart"] = _locked()
    if story.live:
        stated["liveBlogUpdate"] = _updates(story)
    return {key: value for key, value in stated.items() if value not in (None, [])}


def _locked() -> dict[str, Any]:
    return {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".subscribers"}


def _updates(story: Story) -> list[dict[str, Any]]:
    return [_update(block) for block in story.blocks if block.kind is BlockKind.ENTRY]


def _update(entry: Block) -> dict[str, Any]:
    return {
        "@type": "BlogPosting",
        "headline": entry.title,
        "datePublished": entry.at.isoformat() if entry.at else None,
        "articleBody": plain(entry.text),
    }
