"""What is accepted, what is put back into the queue, and what a settled URL remembers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.ledger import Found, Ledger, LedgerError, Outcome, Reason, State, url_key

if TYPE_CHECKING:
    from crawler.article import CaptureRef
    from crawler.ledger.urls import UrlRow

ARTICLE = "https://a.example/1"
FEED = "https://a.example/feed.xml"

Make = Callable[..., Found]

LISTING = Outcome(state=State.NOT_ARTICLE, reason=Reason.LISTING, status=200)
TIMEOUT = Outcome(state=State.FAILED, reason=Reason.TIMEOUT)


def row_of(ledger: Ledger, url: str) -> UrlRow:
    row = ledger.urls.by_key(url_key(url))
    assert row is not None
    return row


def visit(ledger: Ledger, url: str, outcome: Outcome, now: datetime, run: int) -> None:
    ledger.urls.settle(row_of(ledger, url).seq, outcome, now=now, run=run)


def test_a_new_url_is_queued(ledger: Ledger, found: Make, now: datetime) -> None:
    assert ledger.urls.accept(found(ARTICLE, title="T", published=now), now=now, run=1)
    row = row_of(ledger, ARTICLE)
    assert (row.state, row.reason) == (State.QUEUED, Reason.NEW)
    assert (row.title, row.published) == ("T", "2026-11-23T18:04:00+00:00")
    assert (row.added_run, row.added_at, row.visited_at) == (1, now, None)


def test_a_url_that_waits_is_not_accepted_twice(ledger: Ledger, found: Make, now: datetime) -> None:
    assert ledger.urls.accept_all([found(ARTICLE), found(ARTICLE)], now=now, run=1) == 1
    assert ledger.queue.count() == 1


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(state=State.ARCHIVED, reason=Reason.NEW_ARTICLE, article="id"),
        Outcome(state=State.UNCHANGED, reason=Reason.NOT_MODIFIED, article="id"),
        Outcome(state=State.DUPLICATE, reason=Reason.EQUAL_TEXT, of="id"),
        Outcome(state=State.DUPLICATE, reason=Reason.REDIRECT, of="https://a.example/2"),
        Outcome(state=State.NOT_ARTICLE, reason=Reason.NO_BODY),
        Outcome(state=State.GONE, reason=Reason.HTTP_410),
        Outcome(state=State.FAILED, reason=Reason.TIMEOUT),
    ],
)
def test_a_settled_article_is_not_queued_when_a_later_run_finds_it(
    ledger: Ledger, found: Make, now: datetime, outcome: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, outcome, now, 1)
    assert not ledger.urls.accept(found(ARTICLE), now=now, run=2)
    assert row_of(ledger, ARTICLE).state == outcome.state


@pytest.mark.parametrize("role", ["feed", "sitemap", "listing"])
def test_a_hub_is_queued_again_by_the_next_run_that_finds_it(
    ledger: Ledger, found: Make, now: datetime, role: str
) -> None:
    ledger.urls.accept(found(FEED, role), now=now, run=1)
    visit(ledger, FEED, Outcome(state=State.UNCHANGED, reason=Reason.NOT_MODIFIED), now, 1)
    assert not ledger.urls.accept(found(FEED, role), now=now, run=1)
    assert ledger.urls.accept(found(FEED, role), now=now, run=2)
    assert row_of(ledger, FEED).reason is Reason.AGAIN


def test_a_page_that_turned_out_to_be_a_listing_is_a_hub(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, LISTING, now, 1)
    assert ledger.urls.accept(found(ARTICLE), now=now, run=2)
    assert row_of(ledger, ARTICLE).role == "listing"


def test_a_listing_that_turned_out_to_be_an_article_is_none(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE, "listing"), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    assert not ledger.urls.accept(found(ARTICLE, "listing"), now=now, run=2)


def test_a_hub_that_failed_waits_for_its_due_time(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    due = now + timedelta(hours=1)
    failed = Outcome(state=State.FAILED, reason=Reason.HTTP_5XX, status=503, due_at=due)
    ledger.urls.accept(found(FEED, "feed"), now=now, run=1)
    visit(ledger, FEED, failed, now, 1)
    assert not ledger.urls.accept(found(FEED, "feed"), now=now, run=2)
    assert ledger.urls.accept(found(FEED, "feed"), now=due, run=2)


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(state=State.FAILED, reason=Reason.DNS),
        Outcome(state=State.GONE, reason=Reason.HTTP_404),
        Outcome(state=State.FORBIDDEN, reason=Reason.ROBOTS),
        Outcome(state=State.REFUSED, reason=Reason.ADDRESS),
        Outcome(state=State.DUPLICATE, reason=Reason.REDIRECT, of="https://b.example/"),
        Outcome(state=State.NOT_ARTICLE, reason=Reason.NO_BODY),
        LISTING,
    ],
)
def test_a_seed_is_queued_in_every_run(
    ledger: Ledger, seed: Make, now: datetime, outcome: Outcome
) -> None:
    ledger.urls.accept(seed(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, outcome, now, 1)
    assert not ledger.urls.accept(seed(ARTICLE), now=now, run=1)
    assert ledger.urls.accept(seed(ARTICLE), now=now, run=2)


def test_a_seed_that_is_an_archived_article_is_not(
    ledger: Ledger, seed: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(seed(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    assert not ledger.urls.accept(seed(ARTICLE), now=now, run=2)


def test_a_url_that_waits_takes_its_place_as_a_seed(
    ledger: Ledger, found: Make, seed: Make, now: datetime
) -> None:
    ledger.urls.accept(found(FEED), now=now, run=1)
    assert not ledger.urls.accept(seed(FEED, "feed"), now=now, run=2)
    row = row_of(ledger, FEED)
    assert (row.role, row.seed, row.via, row.hops) == ("feed", FEED, None, 0)
    assert (row.state, row.reason) == (State.QUEUED, Reason.NEW)


def test_a_refused_url_was_never_queued(ledger: Ledger, found: Make, now: datetime) -> None:
    assert ledger.urls.refuse(found(ARTICLE), Reason.AGE, now=now, run=1)
    assert not ledger.urls.refuse(found(ARTICLE), Reason.AGE, now=now, run=2)
    row = row_of(ledger, ARTICLE)
    assert (row.state, row.reason, row.visited_run) == (State.REFUSED, Reason.AGE, None)
    assert ledger.queue.count() == 0


def test_a_refusal_does_not_touch_what_is_known(ledger: Ledger, found: Make, now: datetime) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    assert not ledger.urls.refuse(found(ARTICLE), Reason.SCOPE, now=now, run=1)
    assert row_of(ledger, ARTICLE).state is State.QUEUED


def test_what_was_refused_unseen_is_queued_once_nothing_speaks_against_it(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    ledger.urls.refuse(found(ARTICLE), Reason.SCOPE, now=now, run=1)
    assert ledger.urls.accept(found(ARTICLE), now=now, run=1)


def test_what_was_refused_at_its_visit_stays_refused(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, Outcome(state=State.REFUSED, reason=Reason.SIZE), now, 1)
    assert not ledger.urls.accept(found(ARTICLE), now=now, run=2)


def test_nothing_is_refused_for_a_reason_of_another_state(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    with pytest.raises(ValueError, match="timeout"):
        ledger.urls.refuse(found(ARTICLE), Reason.TIMEOUT, now=now, run=1)


def test_a_visit_is_remembered_with_its_capture_and_validators(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    row = row_of(ledger, ARTICLE)
    assert row.capture == archived.capture
    assert (row.etag, row.last_modified) == (archived.etag, archived.last_modified)
    assert row.read_digest == "sha256:" + "ab" * 32
    assert (row.visited_run, row.visited_at, row.status) == (1, now, 200)


def test_a_wall_does_not_replace_the_validators_of_the_page_behind_it(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome, capture: CaptureRef
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    wall = Outcome(
        state=State.WALL, reason=Reason.CONSENT_WALL, status=200, etag='"wall"', capture=capture
    )
    visit(ledger, ARTICLE, wall, now, 2)
    assert row_of(ledger, ARTICLE).etag == '"1"'


def test_an_answer_without_validators_clears_the_old_ones(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    visit(ledger, ARTICLE, LISTING, now, 2)
    assert row_of(ledger, ARTICLE).etag is None


def test_a_visit_without_a_capture_keeps_the_last_one(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    visit(ledger, ARTICLE, TIMEOUT, now, 2)
    assert row_of(ledger, ARTICLE).capture == archived.capture
    assert row_of(ledger, ARTICLE).article == archived.article


def test_attempts_are_counted_until_one_goes_well(
    ledger: Ledger, found: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    counted = []
    for outcome in (TIMEOUT, TIMEOUT, archived):
        visit(ledger, ARTICLE, outcome, now, 1)
        counted.append(row_of(ledger, ARTICLE).attempts)
    assert counted == [1, 2, 0]


def test_settling_a_url_that_is_not_there_is_an_error(ledger: Ledger, now: datetime) -> None:
    with pytest.raises(LedgerError, match="no URL has the number 7"):
        ledger.urls.settle(7, TIMEOUT, now=now, run=1)


def test_a_title_of_half_characters_and_great_length_is_kept_as_far_as_it_goes(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    ledger.urls.accept(found(ARTICLE, title="\ud800\x00" + "x" * 10_000), now=now, run=1)
    title = row_of(ledger, ARTICLE).title
    assert title is not None
    assert (title[:3], len(title)) == ("?\x00x", 500)


def test_the_decisions_of_a_run_are_counted_by_reason_and_by_seed(
    ledger: Ledger, found: Make, seed: Make, now: datetime, archived: Outcome
) -> None:
    ledger.urls.accept(seed("https://a.example/"), now=now, run=1)
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    ledger.urls.refuse(found("https://b.example/"), Reason.SCOPE, now=now, run=1)
    visit(ledger, ARTICLE, archived, now, 1)
    counted = {
        (State.QUEUED, Reason.NEW): 2,
        (State.REFUSED, Reason.SCOPE): 1,
        (State.ARCHIVED, Reason.NEW_ARTICLE): 1,
    }
    assert ledger.tallies.by_reason(1) == counted
    assert ledger.tallies.of_seed(1, "https://a.example/") == counted
    assert ledger.tallies.of_seed(1, "https://b.example/") == {}
    assert ledger.tallies.by_reason(2) == {}


def test_tallies_go_on_after_they_were_read_and_committed(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    for number in range(3):
        ledger.urls.accept(found(f"https://a.example/{number}"), now=now, run=1)
        assert ledger.tallies.by_reason(1) == {(State.QUEUED, Reason.NEW): number + 1}
        ledger.commit()


def test_urls_are_counted_by_state(ledger: Ledger, found: Make, now: datetime) -> None:
    ledger.urls.accept(found(ARTICLE), now=now, run=1)
    ledger.urls.refuse(found(FEED), Reason.AGE, now=now, run=1)
    assert ledger.urls.counts_by_state() == {State.QUEUED: 1, State.REFUSED: 1}


def test_the_copies_that_a_run_met_name_their_article(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    reasons = (Reason.EQUAL_TEXT, Reason.REDIRECT, Reason.SAME_CANONICAL)
    for number, reason in enumerate(reasons):
        url = f"https://a.example/{number}"
        ledger.urls.accept(found(url), now=now, run=1)
        visit(ledger, url, Outcome(state=State.DUPLICATE, reason=reason, of="id"), now, 1)
    copies = ledger.urls.copies_of_run(1)
    assert [(row.url, row.of) for row in copies] == [
        ("https://a.example/0", "id"),
        ("https://a.example/2", "id"),
    ]
    assert ledger.urls.copies_of_run(2) == []
