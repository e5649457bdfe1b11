"""What extraction says of a page: its kind, its article, and why it is none.

Reasons and flags are fixed vocabularies: the ledger, the report and the records repeat them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.extraction.ruled import BY_NO_RULE, Ruled

if TYPE_CHECKING:
    from crawler.article import Article


class PageKind(StrEnum):
    ARTICLE = "article"
    LIVE_BLOG = "live_blog"
    LISTING = "listing"
    WALL = "wall"
    ERROR = "error"
    OTHER = "other"


class Reason(StrEnum):
    """Why a page is no article."""

    EMPTY = "empty"
    NOT_HTML = "not-html"
    FRAMESET = "frameset"
    CONSENT_WALL = "consent-wall"
    BOT_CHECK = "bot-check"
    LOGIN_WALL = "login-wall"
    SOFT_404 = "soft-404"
    GALLERY = "gallery"  # pictures or a video, with hardly any text
    LISTING = "listing"
    NO_TITLE = "no-title"
    NO_BODY = "no-body"
    EXTRACTION_FAILED = "extraction-failed"


class Flag(StrEnum):
    """What a reader of the article should know about how it was read."""

    TRUNCATED = "truncated"  # the page was longer than we read
    PAGES_MISSING = "pages-missing"  # some further pages could not be had, or were too many
    FLATTENED = "flattened"  # nesting beyond the parser's limit was taken out
    BOUNDED = "bounded"  # markup that would have cost too much time was taken out
    LIVE_BLOG = "live-blog"
    SITE_RULE_UNMATCHED = "site-rule-unmatched"  # the site's rule no longer finds what it should
    SHORT_TEXT = "short-text"
    TEASER = "teaser"  # the beginning alone: the rest stands behind a paywall
    FALLBACK_TEXT = "fallback-text"  # from articleBody or a script's state: the markup has none
    BODY_DISAGREES = "body-disagrees"  # JSON-LD's articleBody is another text
    TIME_WITHOUT_OFFSET = "time-without-offset"  # a time of day was stated, in no known zone
    DATES_DISAGREE = "dates-disagree"
    DATE_GUESSED = "date-guessed"  # from the URL's path or from text


@dataclass(frozen=True, slots=True)
class Page:
    """`article` is set for articles and live blogs only, `reason` for all others.

    `canonical_url` is the key by which the page is known. `next_page` continues the same
    article, `first_page` is that of a later page. `amp_of` is the page that an AMP page is a
    version of. `ruled` is what the site's own rule found.
    """

    kind: PageKind
    article: Article | None = None
    reason: Reason | None = None
    canonical_url: str | None = None
    next_page: str | None = None
    first_page: str | None = None
    amp_of: str | None = None
    ruled: Ruled = BY_NO_RULE
