"""Lines → lines without what stands around an article's text: bylines, boxes, biographies.

Classes tell what a block is for, and lie: one that covers a large part of the text is the text's
own, whatever it is called.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.extraction.blocks import names_around
from crawler.extraction.lines import chars
from crawler.extraction.text import compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.extraction.blocks import Block
    from crawler.extraction.lines import Line

# Whole words of a class, or parts between hyphens. Not "paywall" and "subscri": under these stand
# whole articles.
_FOREIGN = re.compile(
    r"(?<![a-z])(?:related|newsletter|promo|promotion|share|sharing|social|recirc|recommend\w*|"
    r"author-?bio|bio|about-?the-?author|teaser|read-?more|readmore|more-?on|outbrain|taboola|"
    r"advert\w*|sponsor\w*|signup|sign-?up|caption|credit|byline|breadcrumbs?|"
    r"tags|tag-?list|keywords|disclosure|disqus|comments?|trending|most-?read|popular|infobox|factbox|"
    r"sidebar|(?:image|img|photo|picture|bild|foto)[-_]?(?:caption|credit|desc)\w*)(?![a-z])"
)
# Classes that say what the article is about, or what else is on the page.
_TOPIC_OR_STATE = re.compile(r"(?<!\S)(?:tag|category|topic|has|is|no|not|with|without|hide)-\S+")
# More than the elements of a page have among them, of a hundred characters each.
_KNOWN_NAMES = 2_000
_MAX_COVER = 0.35
_MAX_BLOCK_CHARS = 600
_MAX_DROPPED = 0.2
_LAST_LINES = 5
_MIN_NAME_CHARS = 5


def without_boxes(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    names = [_foreign_name(line.block) if line.block else None for line in lines]
    total = chars(lines)
    cover: dict[str, int] = {}
    for line, name in zip(lines, names, strict=True):
        if name:
            cover[name] = cover.get(name, 0) + len(line.text)
    kept = tuple(
        line
        for line, name in zip(lines, names, strict=True)
        if not name or cover[name] > _MAX_COVER * total or len(line.text) >= _MAX_BLOCK_CHARS
    )
    return kept if chars(kept) > (1 - _MAX_DROPPED) * total else lines


def without_frame(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without what stands in the page's own header, footer and menus, unless there is no more."""
    return tuple(line for line in lines if not _is_in_frame(line.block)) or lines


def without_biographies(lines: tuple[Line, ...], authors: Iterable[str]) -> tuple[Line, ...]:
    """Without closing lines that begin with an author's name."""
    keys = tuple(key for key in map(compact, authors) if len(key) >= _MIN_NAME_CHARS)
    start = max(1, len(lines) - _LAST_LINES)
    closing = (line for line in lines[start:] if not line.key.startswith(keys))
    return (*lines[:start], *closing) if keys else lines


def _is_in_frame(block: Block | None) -> bool:
    """An article's header, which has its headline, is no page's header."""
    for above in block.element.iterancestors() if block else ():
        if above.tag in {"article", "main"}:
            return False
        if above.tag in {"nav", "footer", "header"}:
            return above.tag != "header" or next(above.iter("h1"), None) is None
    return False


def _foreign_name(block: Block) -> str | None:
    named = (_foreign_word(names) for names in names_around(block))
    return next((word for word in named if word), None)


@lru_cache(_KNOWN_NAMES)
def _foreign_word(names: str) -> str | None:
    found = _FOREIGN.search(_TOPIC_OR_STATE.sub("", names))
    return found[0] if found else None
