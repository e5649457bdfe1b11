"""Pages that state what they are in OpenGraph meta elements only.

https://ogp.me/#type_article
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo.markup import meta, void

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.demo.edition import Edition
    from crawler.demo.story import Story


def head(edition: Edition, story: Story) -> str:
    named = [meta("description", story.standfirst)] if story.standfirst else []
    return "\n".join(
        named + [void("meta", property=key, content=text) for key, text in _stated(edition, story)]
    )


def _stated(edition: Edition, story: Story) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", story.headline
    yield "og:url", edition.url(story.path)
    yield "og:site_name", edition.newspaper.name
    yield "og:locale", edition.newspaper.language.replace("-", "_")
    if story.standfirst:
        yield "og:description", story.standfirst
    if story.picture:
        yield "og:image", edition.url(story.picture.path)
    yield "article:published_time", story.published.isoformat()
    if story.modified:
        yield "article:modified_time", story.modified.isoformat()
    yield "article:section", edition.section(story)
    for name in story.authors:
        yield "article:author", name
    for keyword in story.tags:
        yield "article:tag", keyword
