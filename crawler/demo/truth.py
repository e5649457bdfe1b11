"""What an archive should say of the demonstration: hosts in, one expectation for each URL out.

It is made from the content files, as the pages are. The URLs are clean: feeds and front pages
link to some of them with tracking parameters and fragments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from crawler.article import Access
from crawler.demo import content
from crawler.demo.edition import amp_path, editions, page_path, pictures
from crawler.demo.prose import lines_of
from crawler.demo.story import Markup, StrayKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from crawler.demo.edition import Edition, Hosts
    from crawler.demo.story import Picture, Story, Stray


class Outcome(StrEnum):
    """What should become of a URL.

    COPY: the text is `of`'s; whichever of the two is captured first is the article.
    NEAR_COPY: an article that resembles `of`. AMP_TWIN, CONTINUATION, REDIRECT: another address
    of `of`, or a part of it; no article of their own. NOT_ARTICLE need not have been fetched.
    """

    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    COPY = "copy"
    NEAR_COPY = "near_copy"
    AMP_TWIN = "amp_twin"
    CONTINUATION = "continuation"
    REDIRECT = "redirect"
    FORBIDDEN = "forbidden"
    WALL = "wall"
    GONE = "gone"
    NOT_ARTICLE = "not_article"


STRAY_OUTCOMES = {
    StrayKind.REDIRECT: Outcome.REDIRECT,
    StrayKind.GONE: Outcome.GONE,
    StrayKind.SOFT_404: Outcome.NOT_ARTICLE,
    StrayKind.WALL: Outcome.WALL,
}


@dataclass(frozen=True, slots=True)
class ExpectedImage:
    url: str
    sha256: str
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedArticle:
    """What the page states, as `crawler.article.Article` has it; the lead image is the first.

    `markup` tells how: a bare page shows publisher, section and names to readers only, and no
    time of day. `standfirst` is shown above the text and is not among the paragraphs: an archive
    may have it before them. `first_page` is how many of them stand on the article's own page.
    """

    title: str
    paragraphs: tuple[str, ...]
    first_page: int
    authors: tuple[str, ...]
    published: datetime | date
    modified: datetime | None
    publisher: str
    section: str
    tags: tuple[str, ...]
    language: str
    description: str | None
    standfirst: str | None
    access: Access
    images: tuple[ExpectedImage, ...]
    has_lead_image: bool
    related: tuple[str, ...]
    markup: Markup


@dataclass(frozen=True, slots=True)
class Expectation:
    """`article` is None where no article should come of the URL; `of` is another URL or None."""

    outcome: Outcome
    of: str | None = None
    article: ExpectedArticle | None = None


def expectations(hosts: Hosts) -> Mapping[str, Expectation]:
    served = editions(hosts)
    originals = {f"{e.newspaper.key}/{s.slug}": e.url(s.path) for e in served for s in e.stories}
    return {
        edition.url(path): expected
        for edition in served
        for path, expected in _edition_expectations(edition, originals)
    }


def _edition_expectations(
    edition: Edition, originals: Mapping[str, str]
) -> Iterator[tuple[str, Expectation]]:
    for story in edition.stories:
        yield story.path, _story_expectation(edition, story, originals)
        url = edition.url(story.path)
        for page in range(2, len(story.pages) + 1):
            yield page_path(story, page), Expectation(Outcome.CONTINUATION, url)
        if story.amp:
            yield amp_path(story), Expectation(Outcome.AMP_TWIN, url)
    for stray in edition.newspaper.strays:
        yield stray.path, _stray_expectation(edition, stray)
    yield "/about", Expectation(Outcome.NOT_ARTICLE)


def _story_expectation(edition: Edition, story: Story, originals: Mapping[str, str]) -> Expectation:
    if story.disallowed:
        return Expectation(Outcome.FORBIDDEN)
    article = _article(edition, story)
    if story.copy_of:
        outcome = Outcome.NEAR_COPY if story.source_note else Outcome.COPY
        return Expectation(outcome, originals[story.copy_of], article)
    return Expectation(Outcome.LIVE_BLOG if story.live else Outcome.ARTICLE, article=article)


def _stray_expectation(edition: Edition, stray: Stray) -> Expectation:
    return Expectation(STRAY_OUTCOMES[stray.kind], edition.url(stray.to) if stray.to else None)


def _article(edition: Edition, story: Story) -> ExpectedArticle:
    pages = [
        tuple(_spaced(line) for block in page for line in lines_of(block)) for page in story.pages
    ]
    lines = tuple(line for page in pages for line in page)
    bare = story.markup is Markup.BARE
    return ExpectedArticle(
        title=_spaced(story.headline),
        paragraphs=(*lines, story.source_note) if story.source_note else lines,
        first_page=len(pages[0]),
        authors=story.authors,
        published=story.published.date() if bare else story.published.astimezone(UTC),
        modified=_modified(story),
        publisher=edition.newspaper.name,
        section=edition.section(story),
        tags=() if bare else story.tags,
        language=edition.newspaper.language,
        description=None if bare else story.standfirst,
        standfirst=story.standfirst,
        access=story.access if story.markup is Markup.JSONLD else Access.UNKNOWN,
        images=tuple(_image(edition, picture) for picture in pictures(edition, story)),
        has_lead_image=story.picture is not None,
        related=_related(edition, story),
        markup=story.markup,
    )


def _spaced(text: str) -> str:
    """An archive's lines have single spaces, also for the wide ones of Japanese."""
    return " ".join(text.split())


def _modified(story: Story) -> datetime | None:
    """Microdata pages always state it, as many systems do."""
    if story.markup is Markup.MICRODATA:
        return (story.modified or story.published).astimezone(UTC)
    if story.modified is None or story.markup is Markup.BARE:
        return None
    return story.modified.astimezone(UTC)


def _related(edition: Edition, story: Story) -> tuple[str, ...]:
    if story.related_heading:
        return ()
    return tuple(edition.url(other.path) for other in edition.related(story))


def _image(edition: Edition, picture: Picture) -> ExpectedImage:
    digest = sha256(content.images()[picture.file]).hexdigest()
    return ExpectedImage(edition.url(picture.path), digest, picture.caption, picture.credit)
