"""Pieces of HTML: text and blocks in, markup out that is well-formed as XML as well.

https://html.spec.whatwg.org/multipage/syntax.html
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from crawler.demo.edition import figure_picture
from crawler.demo.prose import LINK
from crawler.demo.story import IMAGE_HEIGHT, IMAGE_WIDTH, Block, BlockKind, Picture, Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.demo.edition import Edition


def tag(name: str, text: str, /, **attributes: str) -> str:
    """`text` is escaped; an attribute written `class_` loses its underscore."""
    return element(name, escape(text), **attributes)


def element(name: str, markup: str, /, **attributes: str) -> str:
    return f"<{name}{_written(attributes)}>{markup}</{name}>"


def void(name: str, /, **attributes: str) -> str:
    return f"<{name}{_written(attributes)} />"


def link(text: str, url: str) -> str:
    return tag("a", text, href=url)


def meta(name: str, content_text: str) -> str:
    return void("meta", name=name, content=content_text)


def prose(edition: Edition, blocks: Iterable[Block]) -> str:
    return "\n".join(_block(edition, block) for block in blocks)


def figure(edition: Edition, picture: Picture, **attributes: str) -> str:
    caption = escape(picture.caption or "")
    if picture.credit:
        caption += f" {tag('span', picture.credit, class_='credit')}"
    below = element("figcaption", caption) if caption else ""
    return element("figure", image(edition, picture, **attributes) + below)


def image(edition: Edition, picture: Picture, **attributes: str) -> str:
    return void(
        "img",
        src=edition.url(picture.path),
        alt=picture.caption or "",
        width=str(IMAGE_WIDTH),
        height=str(IMAGE_HEIGHT),
        **attributes,
    )


def stories_list(edition: Edition, stories: Iterable[Story], query: str = "") -> str:
    items = (link(story.headline, edition.url(story.path + query)) for story in stories)
    return element("ul", "".join(element("li", item) for item in items))


def _block(edition: Edition, block: Block) -> str:
    if block.kind is BlockKind.FIGURE:
        return figure(edition, figure_picture(edition, block))
    if block.kind is BlockKind.LIST:
        items = "".join(element("li", _inline(edition, item)) for item in block.items)
        return element("ul", items)
    text = _inline(edition, block.text)
    if block.kind is BlockKind.HEADING:
        return element("h2", text)
    if block.kind is BlockKind.QUOTATION:
        return element("blockquote", element("p", text))
    if block.kind is BlockKind.ENTRY:
        return _entry(block, text)
    return element("p", text)


def _entry(block: Block, text: str) -> str:
    if block.at is None or block.title is None:
        raise ValueError(f"a live blog entry without time or title: {block.text[:40]}")
    time = tag("time", f"{block.at:%H:%M}", datetime=block.at.isoformat())
    inner = f"{time}{tag('h2', block.title)}{element('p', text)}"
    return element("article", inner, class_="entry", id=f"entry-{block.at:%d%H%M}")


def _inline(edition: Edition, text: str) -> str:
    return LINK.sub(
        lambda found: (
            f'<a href="{edition.url(edition.story(found["slug"]).path)}">{found["words"]}</a>'
        ),
        escape(text, quote=False),
    )


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name.rstrip("_")}="{escape(text)}"' for name, text in attributes.items())
