"""What a demonstration newspaper consists of: newspapers, stories, pictures and blocks of prose.

Plain values, made by `reading` from the content files and turned into pages by the other modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.article import Access

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Pixels; draw_images.py draws every image at this size.
IMAGE_WIDTH = 640
IMAGE_HEIGHT = 400


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    LIST = "list"
    FIGURE = "figure"
    ENTRY = "entry"


class Markup(StrEnum):
    """Where a page states who wrote what and when; each has a module of its name."""

    JSONLD = "jsonld"
    MICRODATA = "microdata"
    OPENGRAPH = "opengraph"
    BARE = "bare"


class StrayKind(StrEnum):
    """Links that look like those to articles and lead to something else."""

    REDIRECT = "redirect"
    GONE = "gone"
    SOFT_404 = "soft_404"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is a figure's caption; `title` and `at` belong to live blog entries.

    `file` and `path` belong to figures; path None means where the newspaper keeps its images.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    title: str | None = None
    at: datetime | None = None
    file: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """`path` is where the newspaper serves it, with its query; one file may have several paths."""

    file: str
    path: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`pages` has one entry for each page that the text is spread over.

    `charset` None means the newspaper's UTF-8; `copy_of` names the story ("newspaper/slug")
    whose headline, text and picture this one repeats.
    """

    newspaper: str
    slug: str
    path: str
    headline: str
    section: str
    published: datetime
    markup: Markup
    pages: tuple[tuple[Block, ...], ...]
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    modified: datetime | None = None
    picture: Picture | None = None
    access: Access = Access.FREE
    live: bool = False
    amp: bool = False
    disallowed: bool = False
    charset: str | None = None
    copy_of: str | None = None
    source_note: str | None = None
    related_heading: str | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for page in self.pages for block in page)


@dataclass(frozen=True, slots=True)
class Stray:
    kind: StrayKind
    path: str
    headline: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """`tracking` is the query that the feed's links carry, empty for none."""

    format: str
    path: str
    content_type: str
    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """`words` are the labels of its pages; `sitemaps` maps a sitemap's purpose to its path.

    `months` is empty where dates need no names.
    """

    key: str
    name: str
    motto: str
    language: str
    accent: str
    article_path: str
    media_path: str
    section_path: str
    page_path: str
    delivery: tuple[str, ...]
    robots: bool
    months: tuple[str, ...]
    date_pattern: str
    short_date: str
    by: str
    and_: str
    sections: Mapping[str, str]
    words: Mapping[str, str]
    feed: Feed | None = None
    sitemaps: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
