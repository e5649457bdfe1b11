"""Hosts go in, every answer of the demonstration comes out: (host, path with query) → Answer.

The same hosts give the same bytes on any day: all dates are the content files' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from crawler.demo import answer, articles, content, listings, oddities, sitemaps
from crawler.demo.edition import amp_path, editions, page_path, pictures
from crawler.demo.feeds import feed
from crawler.demo.story import StrayKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawler.demo.answer import Answer
    from crawler.demo.edition import Edition, Hosts
    from crawler.demo.story import Story, Stray

Answers: TypeAlias = "Mapping[tuple[str, str], Answer]"

# The key of what a host answers where it has nothing; no path of a GET looks like this.
MISSING = "*"
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
HTML = "text/html; charset=utf-8"


def answers(hosts: Hosts) -> Answers:
    return {
        (edition.host, path): reply
        for edition in editions(hosts)
        for path, reply in _edition_answers(edition)
    }


def answer_for(site: Answers, host: str, target: str) -> Answer:
    """The answer to a request target; a query that the site does not know is ignored."""
    path = target.partition("?")[0]
    known = site.get((host, target)) or site.get((host, path))
    return known or site[host, MISSING]


def _edition_answers(edition: Edition) -> Iterator[tuple[str, Answer]]:
    yield MISSING, answer.missing(oddities.missing_page(edition).encode())
    yield "/", _page(edition, listings.front_page(edition))
    yield "/about", _page(edition, oddities.about_page(edition))
    for path, text in listings.listing_pages(edition):
        yield path, _page(edition, text)
    for story in edition.stories:
        yield from _story_answers(edition, story)
    for stray in edition.newspaper.strays:
        yield from _stray_answers(edition, stray)
    yield from _machine_answers(edition)


def _story_answers(edition: Edition, story: Story) -> Iterator[tuple[str, Answer]]:
    for number in range(1, len(story.pages) + 1):
        text = articles.article_page(edition, story, number)
        yield page_path(story, number), _article(edition, story, text)
    if story.amp:
        yield amp_path(story), _article(edition, story, articles.amp_page(edition, story))
    for picture in pictures(edition, story):
        media_type = MEDIA_TYPES[picture.file.rpartition(".")[2]]
        body = content.images()[picture.file]
        yield picture.path, answer.found(body, media_type, story.published)


def _stray_answers(edition: Edition, stray: Stray) -> Iterator[tuple[str, Answer]]:
    if stray.kind is StrayKind.REDIRECT and stray.to:
        yield stray.path, answer.moved(edition.url(stray.to))
    if stray.kind is StrayKind.SOFT_404:
        yield stray.path, _page(edition, oddities.missing_page(edition))
    if stray.kind is StrayKind.WALL:
        yield stray.path, _page(edition, oddities.consent_wall(edition))


def _machine_answers(edition: Edition) -> Iterator[tuple[str, Answer]]:
    changed = edition.stories[0].published
    offered = edition.newspaper.feed
    if offered:
        body = feed(edition, offered).encode()
        yield offered.path, answer.found(body, offered.content_type, changed, ("gzip",))
    if edition.newspaper.robots:
        body = sitemaps.robots_txt(edition).encode()
        yield "/robots.txt", answer.found(body, "text/plain; charset=utf-8", changed)
    for path, body in sitemaps.sitemaps(edition):
        media_type = "application/gzip" if path.endswith(".gz") else "application/xml"
        yield path, answer.found(body, media_type, changed)


def _page(edition: Edition, text: str) -> Answer:
    changed = edition.stories[0].published
    return answer.found(text.encode(), HTML, changed, edition.newspaper.delivery)


def _article(edition: Edition, story: Story, text: str) -> Answer:
    """A Shift_JIS page leaves its charset to the meta element, as such pages do."""
    charset = story.charset or "utf-8"
    content_type = "text/html" if charset == "shift_jis" else f"text/html; charset={charset}"
    changed = story.modified or story.published
    body = text.encode(charset, "xmlcharrefreplace")
    return answer.found(body, content_type, changed, edition.newspaper.delivery)
