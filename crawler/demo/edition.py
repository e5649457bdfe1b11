"""A newspaper as it is served: its stories and the address it has in this run.

`Hosts` (newspaper key → "127.0.0.1:18080") and content go in, editions come out; every page module
takes an edition and asks it for URLs, dates and labels in the newspaper's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from crawler.demo import content
from crawler.demo.story import Block, BlockKind, Newspaper, Picture, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

Hosts: TypeAlias = "Mapping[str, str]"

RELATED_STORIES = 3


@dataclass(frozen=True, slots=True)
class Edition:
    """`stories` are newest first; those that robots.txt disallows are among them."""

    newspaper: Newspaper
    host: str
    stories: tuple[Story, ...]

    @property
    def open_stories(self) -> tuple[Story, ...]:
        """What feeds, sitemaps and sections list: all but the disallowed."""
        return tuple(story for story in self.stories if not story.disallowed)

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def story(self, slug: str) -> Story:
        return next(story for story in self.stories if story.slug == slug)

    def word(self, key: str) -> str:
        return self.newspaper.words[key]

    def section(self, story: Story) -> str:
        return self.newspaper.sections[story.section]

    def section_path(self, section: str) -> str:
        return self.newspaper.section_path.format(section=section)

    def day(self, at: datetime, *, short: bool = False) -> str:
        """The date as the newspaper prints it, in its own time."""
        newspaper = self.newspaper
        pattern = newspaper.short_date if short else newspaper.date_pattern
        name = newspaper.months[at.month - 1] if newspaper.months else ""
        return pattern.format(day=at.day, month=at.month, month_name=name, year=at.year)

    def byline(self, story: Story) -> str | None:
        if not story.authors:
            return None
        return self.newspaper.by.format(names=self.newspaper.and_.join(story.authors))

    def related(self, story: Story) -> tuple[Story, ...]:
        others = [other for other in self.open_stories if other is not story]
        others.sort(key=lambda other: other.section != story.section)
        return tuple(others[:RELATED_STORIES])


def editions(hosts: Hosts) -> tuple[Edition, ...]:
    return tuple(
        Edition(
            newspaper,
            hosts[newspaper.key],
            tuple(story for story in content.stories() if story.newspaper == newspaper.key),
        )
        for newspaper in content.newspapers()
    )


def pictures(edition: Edition, story: Story) -> Iterator[Picture]:
    """The story's pictures, the lead image first."""
    if story.picture:
        yield story.picture
    for block in story.blocks:
        if block.kind is BlockKind.FIGURE:
            yield figure_picture(edition, block)


def figure_picture(edition: Edition, block: Block) -> Picture:
    path = block.path or f"{edition.newspaper.media_path}/{block.file}"
    return Picture(block.file or "", path, block.text)


def page_path(story: Story, page: int) -> str:
    """Where the story's text goes on; page 1 is the story itself."""
    return story.path if page == 1 else f"{story.path}/{page}"


def amp_path(story: Story) -> str:
    return f"{story.path}/amp"
