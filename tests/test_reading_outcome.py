"""What an answer that was read means for its URL."""

from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.discovery import AnswerKind, Role
from crawler.extraction.page import Page, PageKind
from crawler.extraction.page import Reason as PageReason
from crawler.ledger import REASONS, Reason, State
from crawler.reading_outcome import (
    HUBS,
    holds_article,
    outcome_of_reading,
    outcome_of_reading_error,
    role_shown,
)
from crawler.verdict import Verdict
from crawler.workers.errors import ReadingBug, ReadingCrash, ReadingError, ReadingTimeout
from crawler.workers.orders import Reading

ARTICLE = Article(
    url="http://a.example/1", canonical_url="http://a.example/1", title="T", paragraphs=("P",)
)


def read_page(kind: PageKind, reason: PageReason | None = None) -> Reading:
    article = ARTICLE if kind in {PageKind.ARTICLE, PageKind.LIVE_BLOG} else None
    return Reading(AnswerKind.PAGE, Page(kind, article, reason))


@pytest.mark.parametrize("kind", [PageKind.ARTICLE, PageKind.LIVE_BLOG])
def test_an_article_is_one_wherever_it_was_found(kind: PageKind) -> None:
    for role in set(Role) - HUBS:
        assert holds_article(read_page(kind), role)


@pytest.mark.parametrize("role", sorted(HUBS))
def test_what_names_articles_is_none_itself(role: Role) -> None:
    reading = read_page(PageKind.ARTICLE)
    assert not holds_article(reading, role)
    assert outcome_of_reading(reading, role) == Verdict(State.NOT_ARTICLE, Reason.LISTING)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (AnswerKind.FEED, Reason.FEED),
        (AnswerKind.SITEMAP, Reason.SITEMAP),
        (AnswerKind.ROBOTS, Reason.ROBOTS_FILE),
        (AnswerKind.IMAGE, Reason.NOT_HTML),
        (AnswerKind.OTHER, Reason.NOT_HTML),
    ],
)
def test_what_is_no_page_is_no_article(kind: AnswerKind, reason: Reason) -> None:
    for role in Role:
        assert outcome_of_reading(Reading(kind), role) == Verdict(State.NOT_ARTICLE, reason)
        assert not holds_article(Reading(kind), role)


@pytest.mark.parametrize("role", [Role.ARTICLE, Role.PAGE])
@pytest.mark.parametrize(
    ("kind", "why", "verdict"),
    [
        (PageKind.WALL, PageReason.CONSENT_WALL, Verdict(State.WALL, Reason.CONSENT_WALL)),
        (PageKind.WALL, PageReason.BOT_CHECK, Verdict(State.WALL, Reason.BOT_CHECK)),
        (PageKind.ERROR, PageReason.SOFT_404, Verdict(State.GONE, Reason.SOFT_404)),
        (PageKind.LISTING, PageReason.LISTING, Verdict(State.NOT_ARTICLE, Reason.LISTING)),
        (PageKind.OTHER, PageReason.NO_BODY, Verdict(State.NOT_ARTICLE, Reason.NO_BODY)),
        (PageKind.OTHER, PageReason.EMPTY, Verdict(State.NOT_ARTICLE, Reason.EMPTY)),
    ],
)
def test_a_page_that_is_no_article_keeps_its_reason(
    kind: PageKind, why: PageReason, verdict: Verdict, role: Role
) -> None:
    assert verdict == outcome_of_reading(read_page(kind, why), role)


@pytest.mark.parametrize("kind", [PageKind.WALL, PageKind.ERROR])
def test_a_hub_behind_a_wall_or_gone_was_not_read(kind: PageKind) -> None:
    reason = PageReason.LOGIN_WALL if kind is PageKind.WALL else PageReason.SOFT_404
    verdict = outcome_of_reading(read_page(kind, reason), Role.LISTING)
    assert verdict.state in {State.WALL, State.GONE}


def test_every_kind_with_every_reason_has_a_word_of_the_ledger() -> None:
    for kind in set(PageKind) - {PageKind.ARTICLE, PageKind.LIVE_BLOG}:
        for why in (None, *PageReason):
            for role in Role:
                verdict = outcome_of_reading(read_page(kind, why), role)
                assert verdict.reason in REASONS[verdict.state]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReadingTimeout("late"), Reason.EXTRACTION_TIMEOUT),
        (ReadingCrash("gone"), Reason.EXTRACTION_CRASH),
        (ReadingBug("ValueError: no"), Reason.EXTRACTION_FAILED),
    ],
)
def test_a_page_that_could_not_be_read_failed(error: ReadingError, reason: Reason) -> None:
    assert Verdict(State.FAILED, reason) == outcome_of_reading_error(error)


@pytest.mark.parametrize(
    ("kind", "role", "shown"),
    [
        (AnswerKind.FEED, Role.PAGE, Role.FEED),
        (AnswerKind.SITEMAP, Role.FEED, Role.SITEMAP),
        (AnswerKind.PAGE, Role.PAGE, Role.LISTING),
        (AnswerKind.PAGE, Role.SITE, Role.SITE),
        (AnswerKind.PAGE, Role.FEED, Role.FEED),
    ],
)
def test_what_an_answer_showed_itself_to_be_counts(
    kind: AnswerKind, role: Role, shown: Role
) -> None:
    assert shown == role_shown(Reading(kind), role)
