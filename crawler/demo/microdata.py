"""Pages that state what they are by attributes of their visible elements.

https://html.spec.whatwg.org/multipage/microdata.html https://schema.org/NewsArticle
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.demo.layout import kicker
from crawler.demo.markup import element, figure, tag, void

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.demo.edition import Edition
    from crawler.demo.story import Story


def article(edition: Edition, story: Story, prose: str) -> str:
    parts = (
        kicker(edition, story, itemprop="articleSection"),
        tag("h1", story.headline, itemprop="headline"),
        _standfirst(story),
        _authors(story),
        _time(edition, "datePublished", story.published),
        void("meta", itemprop="dateModified", content=_iso(story.modified or story.published)),
        void("meta", itemprop="keywords", content=", ".join(story.tags)),
        void("meta", itemprop="inLanguage", content=edition.newspaper.language),
        _publisher(edition),
        figure(edition, story.picture, itemprop="image") if story.picture else "",
        element("div", prose, itemprop="articleBody"),
    )
    return element(
        "article",
        "\n".join(part for part in parts if part),
        class_="story",
        itemscope="itemscope",
        itemtype="https://schema.org/NewsArticle",
    )


def _standfirst(story: Story) -> str:
    if not story.standfirst:
        return ""
    return tag("p", story.standfirst, class_="standfirst", itemprop="description")


def _authors(story: Story) -> str:
    people = (
        element(
            "span",
            tag("span", name, itemprop="name"),
            itemprop="author",
            itemscope="itemscope",
            itemtype="https://schema.org/Person",
        )
        for name in story.authors
    )
    return element("p", ", ".join(people), class_="byline")


def _time(edition: Edition, name: str, at: datetime) -> str:
    shown = f"{edition.day(at)}, {at:%H:%M}"
    return tag("time", shown, itemprop=name, datetime=_iso(at))


def _publisher(edition: Edition) -> str:
    return element(
        "div",
        void("meta", itemprop="name", content=edition.newspaper.name),
        itemprop="publisher",
        itemscope="itemscope",
        itemtype="https://schema.org/NewsMediaOrganization",
    )


def _iso(at: datetime) -> str:
    return at.isoformat()
