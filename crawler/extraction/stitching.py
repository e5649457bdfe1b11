"""An article's pages → one article: the text in order, without what each page repeats."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.article import ImageRole
from crawler.extraction.images import MAX_IMAGES
from crawler.extraction.page import Flag
from crawler.extraction.quality import SHORT_TEXT_CHARS
from crawler.extraction.text import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.article import Article, ArticlePage, Image

# A short line may well stand twice in an article, as a name or a sub-heading does.
_MIN_REPEATED_CHARS = 25
# Where a page repeats headline and byline, these may be shorter.
_OPENING_LINES = 4
# "Page 2 of 3", "Seite 2/3", "Next page".
_PAGE_LINE = re.compile(
    r"(?:page|seite|p[áa]gina|strana|sida|side|стр(?:аница)?\.?)?\s*\d{1,3}\s*"
    r"(?:/|of|von|de|sur|av|из)\s*\d{1,3}"
    r"|(?:next|previous|nächste|vorherige) (?:page|seite)|page suivante|p[áa]gina siguiente",
    re.IGNORECASE,
)


def stitched(first: Article, parts: Iterable[tuple[ArticlePage, Article]]) -> Article:
    """`parts` are the further pages in order. Headline, names and times are those of the first."""
    whole = first
    for page, part in parts:
        whole = replace(
            whole,
            paragraphs=(*whole.paragraphs, *new_paragraphs(whole, part)),
            images=_images(whole, part),
            related=tuple(dict.fromkeys((*whole.related, *part.related))),
            tags=tuple(dict.fromkeys((*whole.tags, *part.tags))),
            rights=tuple(dict.fromkeys((*whole.rights, *part.rights))),
            entries=(*whole.entries, *part.entries),
            pages=(*whole.pages, page),
        )
    return replace(whole, flags=_flags(whole))


def new_paragraphs(whole: Article, part: Article) -> tuple[str, ...]:
    """What the part adds to the text; nothing where it is the same page once more."""
    return tuple(_new_lines(whole, part))


def _new_lines(whole: Article, part: Article) -> Iterator[str]:
    known = {compact(text) for text in (whole.title, *whole.paragraphs)}
    names = {compact(name) for name in (*whole.authors, whole.publisher or "", whole.section or "")}
    for number, line in enumerate(part.paragraphs):
        key = compact(line)
        is_opening = number < _OPENING_LINES
        is_known = key in known and (is_opening or len(key) >= _MIN_REPEATED_CHARS)
        if not is_known and not (is_opening and key in names) and not _PAGE_LINE.fullmatch(line):
            yield line


def _images(whole: Article, part: Article) -> tuple[Image, ...]:
    known = {image.url for image in whole.images}
    further = (
        replace(image, role=ImageRole.BODY) for image in part.images if image.url not in known
    )
    return (*whole.images, *further)[:MAX_IMAGES]


def _flags(whole: Article) -> tuple[str, ...]:
    length = sum(map(len, whole.paragraphs))
    return tuple(
        flag for flag in whole.flags if flag != Flag.SHORT_TEXT or length < SHORT_TEXT_CHARS
    )
