"""Front pages and paginated listings: an edition in, pages with links to its stories out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo import layout
from crawler.demo.edition import amp_path
from crawler.demo.markup import element, link, stories_list, tag, void

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.demo.edition import Edition
    from crawler.demo.story import Story

# Few enough that the older stories of every newspaper are reached by sections and pages only.
FRONT_STORIES = 6
STORIES_A_PAGE = 3
MOST_READ = 3
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def front_page(edition: Edition) -> str:
    main = element(
        "div",
        layout.cards(edition, edition.open_stories[:FRONT_STORIES]) + _aside(edition),
        class_="front",
    )
    return layout.whole(edition, edition.newspaper.name, _feed_link(edition), main)


def listing_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Paths and pages of the archive and of each section."""
    yield from _listing(edition, "/archive", edition.word("archive"), edition.open_stories)
    for section, name in edition.newspaper.sections.items():
        stories = tuple(story for story in edition.open_stories if story.section == section)
        yield from _listing(edition, edition.section_path(section), name, stories)


def _listing(
    edition: Edition, base: str, title: str, stories: tuple[Story, ...]
) -> Iterator[tuple[str, str]]:
    starts = range(0, max(len(stories), 1), STORIES_A_PAGE)
    paths = [_numbered(edition, base, number) for number in range(1, len(starts) + 1)]
    for place, start in enumerate(starts):
        newer = paths[place - 1] if place else None
        older = paths[place + 1] if place + 1 < len(paths) else None
        main = (
            tag("h1", title)
            + layout.cards(edition, stories[start : start + STORIES_A_PAGE])
            + _pagination(edition, newer, older)
        )
        head = layout.canonical(edition, paths[place]) + _relations(edition, newer, older)
        yield paths[place], layout.whole(edition, layout.suffixed(edition, title), head, main)


def _numbered(edition: Edition, base: str, page: int) -> str:
    return base if page == 1 else base + edition.newspaper.page_path.format(page=page)


def _relations(edition: Edition, newer: str | None, older: str | None) -> str:
    before = void("link", rel="prev", href=edition.url(newer)) if newer else ""
    return before + (void("link", rel="next", href=edition.url(older)) if older else "")


def _pagination(edition: Edition, newer: str | None, older: str | None) -> str:
    links = [link(edition.word("newer"), edition.url(newer))] if newer else []
    if older:
        links.append(element("a", edition.word("older"), href=edition.url(older), rel="next"))
    return element("nav", " ".join(links), class_="pages") if links else ""


def _aside(edition: Edition) -> str:
    """Links to the same stories by other addresses, to strays and to what robots.txt disallows."""
    most_read = edition.open_stories[1 : 1 + MOST_READ]
    inner = tag("h2", edition.word("most_read")) + stories_list(
        edition, most_read, "?utm_source=front&utm_medium=most-read#comments"
    )
    more = "".join(element("li", link(*pair)) for pair in _further_links(edition))
    if more:
        inner += tag("h2", edition.word("latest")) + element("ul", more)
    return element("aside", inner, class_="aside")


def _further_links(edition: Edition) -> Iterator[tuple[str, str]]:
    for story in edition.stories:
        if story.disallowed:
            yield story.headline, edition.url(story.path)
        if story.amp:
            yield story.headline, edition.url(amp_path(story))
    for stray in edition.newspaper.strays:
        yield stray.headline, edition.url(stray.path)


def _feed_link(edition: Edition) -> str:
    feed = edition.newspaper.feed
    if feed is None:
        return ""
    return void(
        "link",
        rel="alternate",
        type=MEDIA_TYPES[feed.format],
        title=edition.newspaper.name,
        href=edition.url(feed.path),
    )
