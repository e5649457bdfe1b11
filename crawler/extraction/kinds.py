"""What kind of page it is, told from what it states and how much text it has.

A wall (consent, bot check, login) is known by its words only where there is little else: articles
write about cookies and robots, too. A front page or section page has links and no article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.extraction.jsonld import article_rank
from crawler.extraction.page import Reason
from crawler.extraction.text import clean_line, weight
from crawler.extraction.walls import NOT_FOUND, wall_in

if TYPE_CHECKING:
    from crawler.extraction.sources import Sources

# Walls say a few sentences and the small print of a footer.
_WALL_CHARS = 6_000
_ERROR_CHARS = 8_000
_MAX_READ_CHARS = 50_000
# A teaser before a wall is longer.
_WALL_ALONE_CHARS = 300
_GALLERY_CHARS = 300
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery", "VideoObject", "VideoGallery"})
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
_MANY_LINKS = 40
# An article has at least so much text in paragraphs of some length; teasers are shorter.
_MIN_LONG_CHARS = 350
_LONG_LINE_CHARS = 120
_PARAGRAPH_CHARS = 250
_MIN_PARAGRAPHS = 3
# Slugs of several words, ids and dates, file names: what a section's path does not have.
_ARTICLE_PATH = re.compile(r"(?:[^/-]+-){3}|\d{4}|\.[a-z]{3,5}$|%[0-9a-f]{2}", re.IGNORECASE)


def wall_or_error(sources: Sources, title: str | None) -> Reason | None:
    if _is_declared(sources):
        return None
    text = clean_line(str(sources.tree.text_content())[:_MAX_READ_CHARS])
    if len(text) <= _ERROR_CHARS and _names_no_page(sources, title):
        return Reason.SOFT_404
    if len(text) > _WALL_CHARS:
        return None
    return wall_in(f"{sources.tree.findtext('.//title') or ''} {text}")


def wall_alone(lines: tuple[str, ...]) -> Reason | None:
    """A wall on a page that states an article: all of its text is the wall's."""
    text = " ".join(lines)
    return wall_in(text) if text and len(text) <= _WALL_ALONE_CHARS else None


def is_gallery(sources: Sources, lines: tuple[str, ...]) -> bool:
    """Pictures or a video, with less text than a caption has."""
    if sum(map(weight, lines)) >= _GALLERY_CHARS:
        return False
    kind = sources.meta.get("og:type", ("",))[0].lower()
    is_article = article_rank(sources.jsonld) is not None
    return kind.startswith("video") or (not is_article and bool(_GALLERY_TYPES & sources.types()))


def is_listing(sources: Sources, lines: tuple[str, ...]) -> bool:
    if _is_declared(sources):
        return False
    try:
        parts = urlsplit(sources.url)
    except ValueError:
        return False
    if parts.path in {"", "/"} or _LISTING_TYPES & sources.types():
        return True
    if int(sources.tree.xpath("count(//a[@href])")) < _MANY_LINKS:
        return False
    weights = list(map(weight, lines))
    if sum(w >= _PARAGRAPH_CHARS for w in weights) >= _MIN_PARAGRAPHS:
        return False
    is_section = not _ARTICLE_PATH.search(parts.path) and not parts.query
    return is_section or sum(w for w in weights if w >= _LONG_LINE_CHARS) < _MIN_LONG_CHARS


def _names_no_page(sources: Sources, title: str | None) -> bool:
    headings = [clean_line(str(h.text_content())[:200]) for h in sources.headings[:2]]
    document = clean_line((sources.tree.findtext(".//title") or "")[:200])
    texts = [text for text in (title, document, *headings) if text]
    return any(NOT_FOUND.fullmatch(text) for text in texts)


def _is_declared(sources: Sources) -> bool:
    """Whether the page states that it is an article."""
    meta = sources.meta
    return (
        any(article_rank(node) is not None for node in (sources.jsonld, sources.microdata))
        or "article" in meta.get("og:type", ("",))[0].lower()
        or "article:published_time" in meta
    )
