"""What an article is to those that the archive has: new, a version, unchanged, or a copy.

Two URLs are one article when the page's canonical link says so or the text is equal; nothing else
is guessed. A page that is looked at again and has another text or another headline is a version of
its article; case, spaces and punctuation alone make none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.duplicates.text import equal_line

if TYPE_CHECKING:
    from crawler.article import Article


class Standing(StrEnum):
    NEW = "new"
    VERSION = "version"
    UNCHANGED = "unchanged"
    SAME_CANONICAL = "same-canonical"
    EQUAL_TEXT = "equal-text"
    # Its canonical link names an article with another headline and another text.
    CANONICAL_DISAGREES = "canonical-disagrees"


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """The newest version that the archive has; `from_this_url`: the same URL was its source.

    `is_its_own`: the id is that of the asking page's own URL, so it has no other place.
    """

    id: str
    version: int
    title: str
    text_digest: bytes
    from_this_url: bool
    is_its_own: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """`of` is the id of the article that it belongs to or copies; None for a new one."""

    standing: Standing
    version: int = 0
    of: str | None = None


def decide(
    article: Article, text_digest: bytes, same_id: KnownArticle | None, same_text_id: str | None
) -> Decision:
    """`same_text_id`: the id of the first article with this very text, if there is one."""
    if same_id is not None:
        return _among_its_versions(article, text_digest, same_id)
    if same_text_id is not None:
        return Decision(Standing.EQUAL_TEXT, of=same_text_id)
    return Decision(Standing.NEW)


def _among_its_versions(article: Article, text_digest: bytes, known: KnownArticle) -> Decision:
    if known.from_this_url:
        if known.text_digest == text_digest and equal_line(known.title, article.title):
            return Decision(Standing.UNCHANGED, known.version, known.id)
        return Decision(Standing.VERSION, known.version + 1, known.id)
    if known.text_digest == text_digest or known.title == article.title:
        return Decision(Standing.SAME_CANONICAL, known.version, known.id)
    if known.is_its_own:
        return Decision(Standing.VERSION, known.version + 1, known.id)
    return Decision(Standing.CANONICAL_DISAGREES)
