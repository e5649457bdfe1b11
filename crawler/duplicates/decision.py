"""What an article is to those that the archive has: new, a version, unchanged, or a copy.

Two URLs are one article when the page's canonical link says so or the text is equal. An updated
text under another URL is a version of its article when the site says so (canonical link, redirect),
or when it is nearly equal, on the same host, within some days. A page that is looked at again and
has another text or another headline is a version of its article; case, spaces and punctuation alone
make none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.duplicates.text import equal_line

if TYPE_CHECKING:
    from crawler.article import Article

# Triples of words that both have: more than any two unrelated pages of 640 (0.24), less than most
# updates and shortened copies.
NEAR = 0.35
# Nearly equal: a paragraph more or less.
NEARLY_EQUAL = 0.8
_DAYS_OF_AN_UPDATE = 3
# What was captured at nearly the same time stands under two addresses at once: no update. It is
# also what a killed run may have left half-done; the order of versions must not hang on that.
_LEAST_AGE = timedelta(hours=1)


class Standing(StrEnum):
    NEW = "new"
    VERSION = "version"
    UNCHANGED = "unchanged"
    SAME_CANONICAL = "same-canonical"
    EQUAL_TEXT = "equal-text"
    # Its canonical link names an article with another headline and another text.
    CANONICAL_DISAGREES = "canonical-disagrees"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVersion:
    title: str
    text_digest: bytes

    def is_that_of(self, article: Article, text_digest: bytes) -> bool:
        return self.text_digest == text_digest and equal_line(self.title, article.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """`latest` is its newest version, `version` the number of that; `own` is the newest one that
    was made of the asking URL, if any. `is_its_own`: the id is that of the asking page's own URL,
    so it has no other place. `resemblance` is that of the asking text to the newest version, and
    `age` says how long before it that was captured.
    """

    id: str
    version: int
    canonical_url: str
    latest: KnownVersion
    own: KnownVersion | None = None
    is_its_own: bool = False
    resemblance: float = 0.0
    age: timedelta = timedelta(0)

    def is_updated_by(self, resemblance: float = NEAR) -> bool:
        """Whether a text from another URL can be its next version."""
        return self.resemblance >= resemblance and self.age >= _LEAST_AGE


@dataclass(frozen=True, slots=True)
class Decision:
    """`of` is the id of the article that it belongs to or copies; None for a new one.
    `canonical_url` is that article's, where the page's own names another place.
    """

    standing: Standing
    version: int = 0
    of: str | None = None
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What the archive has that may be the same: by the canonical link or by an earlier visit to
    this URL; by the URL that was redirected to it; and the nearest text of the same host.
    `equal_text` is the id of the first article with this very text.
    """

    same: KnownArticle | None = None
    moved_from: KnownArticle | None = None
    nearest_of_host: KnownArticle | None = None
    days_from_nearest: float = 0.0
    equal_text: str | None = None


def decide(article: Article, text_digest: bytes, known: Neighbours) -> Decision:
    if known.same is not None:
        return _among_its_versions(article, text_digest, known.same)
    if known.equal_text is not None:
        return Decision(Standing.EQUAL_TEXT, of=known.equal_text)
    if known.moved_from is not None and known.moved_from.is_updated_by():
        return _next_version(known.moved_from)
    near = known.nearest_of_host
    is_soon = known.days_from_nearest <= _DAYS_OF_AN_UPDATE
    if near is not None and is_soon and near.is_updated_by(NEARLY_EQUAL):
        return _next_version(near)
    return Decision(Standing.NEW)


def _among_its_versions(article: Article, text_digest: bytes, known: KnownArticle) -> Decision:
    if known.own is not None:
        if any(each.is_that_of(article, text_digest) for each in (known.own, known.latest)):
            return Decision(Standing.UNCHANGED, known.version, known.id)
        return _next_version(known)
    if known.latest.text_digest == text_digest or known.latest.title == article.title:
        return Decision(Standing.SAME_CANONICAL, known.version, known.id)
    if known.is_its_own or known.is_updated_by():
        return _next_version(known)
    return Decision(Standing.CANONICAL_DISAGREES)


def _next_version(known: KnownArticle) -> Decision:
    return Decision(Standing.VERSION, known.version + 1, known.id, known.canonical_url)
