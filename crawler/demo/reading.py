"""Text of the content files in, newspapers and stories out.

newspapers.toml holds the newspapers; an article is a file of TOML front matter between two lines
`+++` and a body (grammar: `prose`). A story that is a copy has no body: `with_originals` gives it
the headline, text and picture of the story that it copies.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.article import Access
from crawler.demo.prose import read_pages
from crawler.demo.story import Feed, Markup, Newspaper, Picture, Story, Stray, StrayKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

FENCE = "+++\n"


class ContentError(ValueError):
    """A content file that cannot be read; the message names the file and the fault."""


def read_newspapers(text: str) -> tuple[Newspaper, ...]:
    return tuple(_newspaper(table) for table in tomllib.loads(text)["newspaper"])


def read_story(text: str, slug: str, newspaper: Newspaper) -> Story:
    where = f"{newspaper.key}/{slug}"
    _, front, body = _split(text, where)
    try:
        return _story(tomllib.loads(front), body, slug, newspaper)
    except KeyError as error:
        raise ContentError(f"{where}: no {error} in the front matter") from error
    except ValueError as error:
        raise ContentError(f"{where}: {error}") from error


def with_originals(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The same stories, in which copies have the text of what they copy."""
    by_name = {f"{story.newspaper}/{story.slug}": story for story in stories}
    return tuple(
        _filled(story, by_name[story.copy_of]) if story.copy_of else story
        for story in by_name.values()
    )


def _split(text: str, where: str) -> list[str]:
    parts = text.split(FENCE, 2)
    if len(parts) != 3 or parts[0]:
        raise ContentError(f"{where}: front matter must stand between two lines +++")
    return parts


def _story(front: dict[str, Any], body: str, slug: str, newspaper: Newspaper) -> Story:
    published: datetime = front["published"]
    is_copy = "copy_of" in front
    return Story(
        newspaper=newspaper.key,
        slug=slug,
        path=_path(newspaper, slug, published, front.get("number")),
        headline="" if is_copy else front["headline"],
        section=front["section"],
        published=published,
        markup=Markup(front["markup"]),
        pages=() if is_copy else read_pages(body),
        standfirst=front.get("standfirst"),
        authors=tuple(front.get("authors", ())),
        tags=tuple(front.get("tags", ())),
        modified=front.get("modified"),
        picture=_picture(front, newspaper),
        access=Access(front.get("access", Access.FREE)),
        live=front.get("kind") == "live_blog",
        amp=front.get("amp", False),
        disallowed=front.get("disallowed", False),
        charset=front.get("charset"),
        copy_of=front.get("copy_of"),
        source_note=front.get("source_note"),
        related_heading=front.get("related_heading"),
    )


def _path(newspaper: Newspaper, slug: str, published: datetime, number: int | None) -> str:
    return newspaper.article_path.format(
        year=published.year,
        month=f"{published.month:02}",
        day=f"{published.day:02}",
        slug=slug,
        number=number,
    )


def _picture(front: dict[str, Any], newspaper: Newspaper) -> Picture | None:
    file = front.get("image")
    if file is None:
        return None
    path = front.get("image_url", f"{newspaper.media_path}/{file}")
    return Picture(file, path, front.get("caption"), front.get("credit"))


def _filled(copy: Story, original: Story) -> Story:
    return replace(
        copy,
        headline=original.headline,
        standfirst=original.standfirst,
        authors=original.authors,
        tags=original.tags,
        pages=original.pages,
        picture=original.picture,
    )


def _newspaper(table: dict[str, Any]) -> Newspaper:
    feed = table.pop("feed", None)
    return Newspaper(
        feed=Feed(**feed) if feed else None,
        strays=tuple(_stray(stray) for stray in table.pop("stray", ())),
        delivery=tuple(table.pop("delivery")),
        months=tuple(table.pop("months")),
        date_pattern=table.pop("date"),
        and_=table.pop("and"),
        **table,
    )


def _stray(table: dict[str, str]) -> Stray:
    return Stray(StrayKind(table["kind"]), table["path"], table["headline"], table.get("to"))
