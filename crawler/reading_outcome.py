"""What an answer that was read means for its URL. Pure: a page in, a state and a reason out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery import AnswerKind, Role
from crawler.extraction.page import PageKind
from crawler.ledger import REASONS, Reason, State
from crawler.verdict import Verdict
from crawler.workers.errors import ReadingCrash, ReadingError, ReadingMemory, ReadingTimeout

if TYPE_CHECKING:
    from crawler.extraction.page import Page
    from crawler.workers.orders import Reading

HUBS = frozenset({Role.SITE, Role.LISTING, Role.FEED, Role.SITEMAP})
ARTICLES = frozenset({PageKind.ARTICLE, PageKind.LIVE_BLOG})

_OF_ANSWER = {
    AnswerKind.FEED: (State.NOT_ARTICLE, Reason.FEED),
    AnswerKind.SITEMAP: (State.NOT_ARTICLE, Reason.SITEMAP),
    AnswerKind.ROBOTS: (State.NOT_ARTICLE, Reason.ROBOTS_FILE),
    AnswerKind.IMAGE: (State.NOT_ARTICLE, Reason.NOT_HTML),
    AnswerKind.OTHER: (State.NOT_ARTICLE, Reason.NOT_HTML),
}
_OF_PAGE = {
    PageKind.WALL: State.WALL,
    PageKind.ERROR: State.GONE,
    PageKind.LISTING: State.NOT_ARTICLE,
    PageKind.OTHER: State.NOT_ARTICLE,
}


def role_shown(reading: Reading, role: Role) -> Role:
    """What an answer turned out to be, of all that names URLs."""
    if reading.kind is AnswerKind.FEED:
        return Role.FEED
    if reading.kind is AnswerKind.SITEMAP:
        return Role.SITEMAP
    return Role.LISTING if role is Role.PAGE else role


def holds_article(reading: Reading, role: Role) -> bool:
    """What was to name articles is none itself, even if it reads like one."""
    return reading.page is not None and reading.page.kind in ARTICLES and role not in HUBS


def outcome_of_reading(reading: Reading, role: Role) -> Verdict:
    """For an answer that gives no article."""
    if reading.page is None:
        return Verdict(*_OF_ANSWER[reading.kind])
    state = _OF_PAGE.get(reading.page.kind, State.NOT_ARTICLE)
    reason = _reason(reading.page)
    if role in HUBS and state is State.NOT_ARTICLE and reason is not Reason.EMPTY:
        return Verdict(State.NOT_ARTICLE, Reason.LISTING)
    if reason not in REASONS[state]:
        return Verdict(State.NOT_ARTICLE, Reason.UNCLASSIFIED)
    return Verdict(state, reason)


def _reason(page: Page) -> Reason:
    try:
        return Reason(str(page.reason))
    except ValueError:
        return Reason.UNCLASSIFIED


def outcome_of_reading_error(error: ReadingError) -> Verdict:
    if isinstance(error, ReadingTimeout):
        return Verdict(State.FAILED, Reason.EXTRACTION_TIMEOUT)
    if isinstance(error, ReadingMemory):
        return Verdict(State.FAILED, Reason.EXTRACTION_MEMORY)
    if isinstance(error, ReadingCrash):
        return Verdict(State.FAILED, Reason.EXTRACTION_CRASH)
    return Verdict(State.FAILED, Reason.EXTRACTION_FAILED)
