"""A URL, a link's text and its place in the page in; how much speaks for an article out.

Three kinds of evidence are added up: what the URL looks like (a day in the path, a slug, a number),
how long the link's text is, and where in the page it stands. One kind alone decides only where a
URL has a day, or both a number and a slug, as nothing but articles have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.discovery.path_words import ARTICLES, MEDIA_EXTENSIONS, NOT_ARTICLES

# From here on a link leads to an article. A headline in a heading (4), a dated path (4), a numbered
# page with a headline (4) reach it; a section's name in the menu (-3), in the main part (1) or in a
# heading (2) does not.
ARTICLE_SCORE = 4

DATE_IN_PATH = 4  # /2026/11/23/story: sections and topics have none
NUMBER_OR_KEY = 2  # five digits and more, or a hash: a record of the site's database
LONG_SLUG = 2  # four words and more, or WIDE_SLUG_LETTERS
SHORT_SLUG = 1  # three words: "about-our-journalism" has them too
ARTICLE_WORD = 1  # /article/, /noticia/
PAGE_EXTENSION = 1  # .html: sections mostly end in a slash
NOT_AN_ARTICLE = -4  # /tag/, /author/, /privacy/: as much as a date or a slug says

WIDE_SLUG_LETTERS = 6  # CJK needs no hyphens; names of sections have two to four

LONG_TEXT = 2
SHORT_TEXT = 1
# Letters of a Latin, Cyrillic or Arabic headline; section names have under 15, "read more" too.
LONG_TEXT_LETTERS = 25
SHORT_TEXT_LETTERS = 15
# A CJK character says as much as two to three letters.
WIDE_LETTER = 2.5


# Where a link stands, as bits: places within each other add up. Plain numbers: enum.IntFlag takes a
# fifth of the time of reading a page.
HEADING = 1
MAIN = 2
NAVIGATION = 4
FOOTER = 8
ASIDE = 16
HEADER = 32

_PLACE_SCORES = (
    (HEADING, 2),
    (MAIN, 1),
    (NAVIGATION, -3),
    (FOOTER, -3),
    (ASIDE, -1),  # "most read" stands here, and so does advertising
    (HEADER, -1),
)

_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=[/-]))(?:[/-]?(0[1-9]|[12]\d|3[01]|[1-9](?=/)))?(?=\D)"
    r"|[-_/]((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_WORD_BREAK = re.compile(r"[-_+.,~ ]+")
_NUMBER = re.compile(r"\d{5,}")
_KEY = re.compile(r"(?=[^/]*\d)(?=[^/]*[a-f])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*")
_QUERY_NUMBER = re.compile(
    r"(?:^|&)(?:id|p|aid|nid|sid|art|article|articleid|article_id|newsid|news_id|storyid|story|itemid|no"
    r"|idx|idxno|docid|contentid|postid)=[^&]*\d{2}",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.([A-Za-z][A-Za-z0-9]{1,5})$")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_EMPTY_SLUGS = frozenset(("index", "default", "article", "story", "artikel", "content", "amp"))


def looks_like_article(url: str) -> bool:
    """By the URL alone; `url` is clean."""
    score = url_score(url)
    return score is not None and score >= ARTICLE_SCORE - 1


@lru_cache(maxsize=8_192)  # menus and footers repeat on every page of a site
def url_score(url: str) -> int | None:
    """None for what is surely no page: a file of another kind, a site's root. `url` is clean."""
    _, _, path, query, _ = urlsplit(url)
    if "%" in path:
        path = unquote(path)
    segments = [segment for segment in path.lower().split("/") if segment]
    extension = _EXTENSION.search(segments[-1]) if segments else None
    if (not segments and not query) or (extension and extension[1] in MEDIA_EXTENSIONS):
        return None
    score = DATE_IN_PATH if _has_date(path, segments) else 0
    score += NUMBER_OR_KEY if _has_number(segments, query) else 0
    score += _slug_score(segments)
    score += PAGE_EXTENSION if extension else 0
    score += ARTICLE_WORD if not ARTICLES.isdisjoint(segments[:-1]) else 0
    return score + (0 if NOT_ARTICLES.isdisjoint(segments) else NOT_AN_ARTICLE)


def text_score(text: str) -> int:
    letters: float = len(text)
    if not text.isascii():
        letters += (WIDE_LETTER - 1) * len(_WIDE.findall(text))
    if letters >= LONG_TEXT_LETTERS:
        return LONG_TEXT
    return SHORT_TEXT if letters >= SHORT_TEXT_LETTERS else 0


@lru_cache(maxsize=64)
def place_score(place: int) -> int:
    return sum(score for kind, score in _PLACE_SCORES if place & kind)


def day_in_path(url: str) -> tuple[int, int, int] | None:
    """Year, month and day that the path states, unchecked."""
    match = _DATE.search(urlsplit(url).path)
    if match is None:
        return None
    year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    return (int(year), int(month), int(day)) if day else None


def _has_date(path: str, segments: list[str]) -> bool:
    """A path that ends with the date itself is that day's list."""
    return bool(segments) and not segments[-1].isdigit() and _DATE.search(path) is not None


def _has_number(segments: list[str], query: str) -> bool:
    return (
        any(_NUMBER.search(segment) or _KEY.search(segment) for segment in segments[-2:])
        or _QUERY_NUMBER.search(query) is not None
    )


def _slug_score(segments: list[str]) -> int:
    """Of the better of the last two segments: the last may be `index.html` or a number."""
    return max((_words_score(segment) for segment in segments[-2:]), default=0)


def _words_score(segment: str) -> int:
    slug = _EXTENSION.sub("", segment)
    if slug in _EMPTY_SLUGS:
        return 0
    if not slug.isascii() and len(_WIDE.findall(slug)) >= WIDE_SLUG_LETTERS:
        return LONG_SLUG
    words = sum(1 for word in _WORD_BREAK.split(slug) if len(word) > 1 and word.isalpha())
    if words >= 4:
        return LONG_SLUG
    return SHORT_SLUG if words == 3 else 0
