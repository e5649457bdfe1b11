"""Pages that state nothing to programs: a headline, a line with name and day, and the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo import layout
from crawler.demo.markup import element, link, tag

if TYPE_CHECKING:
    from crawler.demo.edition import Edition
    from crawler.demo.story import Story


def article(edition: Edition, story: Story, prose: str) -> str:
    crumbs = (
        link(edition.word("home"), edition.url("/")),
        link(edition.section(story), edition.url(edition.section_path(story.section))),
        tag("span", story.headline),
    )
    trail = element("nav", " / ".join(crumbs), class_="breadcrumb")
    return trail + layout.article(edition, story, prose, bare=True)
