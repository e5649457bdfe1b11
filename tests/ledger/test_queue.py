"""What comes next: hosts in turn, URLs of a host in order, and only through the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.ledger import Found, Frontier, Ledger, Outcome, Reason, State
from crawler.ledger import queue as queue_module

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import CaptureRef

Make = Callable[..., Found]

GIVEN_UP = Outcome(state=State.FAILED, reason=Reason.DNS)


def urls(ledger: Ledger, host: str, limit: int = 10, out: tuple[int, ...] = ()) -> list[str]:
    return [queued.url for queued in ledger.queue.waiting(host, limit, out)]


@pytest.fixture
def filled(ledger: Ledger, found: Make, now: datetime) -> Ledger:
    for host in ("c", "a", "b"):
        for number in range(3):
            ledger.urls.accept(found(f"https://{host}.example/{number}"), now=now, run=1)
    return ledger


def test_hosts_come_in_turn_and_end(filled: Ledger) -> None:
    hosts = [""]
    while (host := filled.queue.next_host(hosts[-1])) is not None:
        hosts.append(host)
    assert hosts[1:] == ["a.example", "b.example", "c.example"]


def test_a_host_is_over_when_its_urls_are_settled(
    filled: Ledger, now: datetime, archived: Outcome
) -> None:
    for queued in filled.queue.waiting("a.example", 10):
        filled.urls.settle(queued.seq, archived, now=now, run=1)
    assert filled.queue.next_host("") == "b.example"
    assert filled.queue.count() == 6


def test_urls_of_a_host_come_in_the_order_of_acceptance(filled: Ledger) -> None:
    assert urls(filled, "b.example", 2) == ["https://b.example/0", "https://b.example/1"]


def test_a_higher_priority_comes_first(filled: Ledger, found: Make, now: datetime) -> None:
    filled.urls.accept(found("https://b.example/urgent", priority=5), now=now, run=1)
    assert urls(filled, "b.example", 1) == ["https://b.example/urgent"]


def test_what_is_out_is_not_handed_out_again(filled: Ledger) -> None:
    out = tuple(queued.seq for queued in filled.queue.waiting("a.example", 2))
    assert urls(filled, "a.example", 2, out) == ["https://a.example/2"]


def test_what_failed_comes_back_when_it_is_due(ledger: Ledger, found: Make, now: datetime) -> None:
    due = now + timedelta(minutes=5)
    ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
    [queued] = ledger.queue.waiting("a.example", 1)
    failed = Outcome(state=State.FAILED, reason=Reason.HTTP_429, status=429, due_at=due)
    ledger.urls.settle(queued.seq, failed, now=now, run=1)
    assert ledger.queue.requeue_due(due - timedelta(seconds=1)) == 0
    assert ledger.queue.requeue_due(due) == 1
    assert ledger.queue.requeue_due(due) == 0
    [queued] = ledger.queue.waiting("a.example", 1)
    assert (queued.reason, queued.attempts) == (Reason.RETRY, 1)


def test_what_was_planned_under_a_wrong_clock_is_due_at_once(
    ledger: Ledger, found: Make, now: datetime
) -> None:
    ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
    (queued,) = ledger.queue.waiting("a.example", 1)
    failed = replace(GIVEN_UP, due_at=now + timedelta(days=3_650))
    ledger.urls.settle(queued.seq, failed, now=now, run=1)
    assert ledger.queue.requeue_due(now) == 1


def test_the_longest_wait_is_waited_for(ledger: Ledger, found: Make, now: datetime) -> None:
    ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
    (queued,) = ledger.queue.waiting("a.example", 1)
    failed = replace(GIVEN_UP, due_at=now + timedelta(days=30))
    ledger.urls.settle(queued.seq, failed, now=now, run=1)
    assert ledger.queue.requeue_due(now) == 0


def test_an_article_comes_back_for_a_look_with_its_validators(
    ledger: Ledger, found: Make, now: datetime, capture: CaptureRef
) -> None:
    ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
    [queued] = ledger.queue.waiting("a.example", 1)
    archived = Outcome(
        state=State.ARCHIVED,
        reason=Reason.NEW_ARTICLE,
        status=200,
        capture=capture,
        etag='"1"',
        article="67ae491904088e5a",
        due_at=now,
    )
    ledger.urls.settle(queued.seq, archived, now=now, run=1)
    ledger.queue.requeue_due(now)
    [queued] = ledger.queue.waiting("a.example", 1)
    assert (queued.reason, queued.article) == (Reason.REVISIT, "67ae491904088e5a")
    assert (queued.etag, queued.read_digest) == ('"1"', capture.payload_digest)
    assert queued.capture is None


def test_what_was_given_up_does_not_come_back(ledger: Ledger, found: Make, now: datetime) -> None:
    ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
    [queued] = ledger.queue.waiting("a.example", 1)
    ledger.urls.settle(queued.seq, GIVEN_UP, now=now, run=1)
    assert ledger.queue.requeue_due(now + timedelta(days=10_000)) == 0


def test_what_was_captured_and_not_decided_comes_with_its_capture(
    path: Path, found: Make, now: datetime, capture: CaptureRef
) -> None:
    with Ledger.open(path) as ledger:
        ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
        [queued] = ledger.queue.waiting("a.example", 1)
        ledger.urls.note_capture(queued.seq, capture, fetched_at=now)
        ledger.commit()
    with Ledger.open(path) as ledger:
        [queued] = ledger.queue.waiting("a.example", 1)
        assert queued.capture == capture
        ledger.urls.settle(
            queued.seq, Outcome(state=State.FAILED, reason=Reason.BUG, due_at=now), now=now, run=2
        )
        ledger.queue.requeue_due(now)
        [queued] = ledger.queue.waiting("a.example", 1)
        assert queued.capture is None


def test_captures_that_wait_come_in_their_order(
    filled: Ledger, now: datetime, capture: CaptureRef
) -> None:
    for offset, host in ((900, "a"), (20, "b"), (100, "c")):
        [queued] = filled.queue.waiting(f"{host}.example", 1)
        noted = replace(capture, offset=offset)
        filled.urls.note_capture(queued.seq, noted, fetched_at=now)
    waiting = filled.queue.captured()
    assert [queued.host for queued in waiting] == ["b.example", "c.example", "a.example"]
    assert waiting[0].capture == replace(capture, offset=20)
    filled.urls.settle(waiting[0].seq, GIVEN_UP, now=now, run=1)
    assert [queued.host for queued in filled.queue.captured()] == ["c.example", "a.example"]


def test_a_settled_url_takes_no_capture_to_decide_on(
    filled: Ledger, now: datetime, capture: CaptureRef
) -> None:
    [queued] = filled.queue.waiting("a.example", 1)
    filled.urls.settle(queued.seq, GIVEN_UP, now=now, run=1)
    filled.urls.note_capture(queued.seq, capture, fetched_at=now)
    assert filled.queue.captured() == []


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("_NEXT_HOST", "INDEX urls_queued (host"),
        ("_WAITING", "INDEX urls_queued (host"),
        ("_CAPTURED", "INDEX urls_captured"),
    ],
)
def test_the_queue_is_read_in_the_order_of_its_indexes_alone(
    path: Path, ledger: Ledger, sql: str, index: str
) -> None:
    ledger.commit()
    statement: str = getattr(queue_module, sql)
    with closing(sqlite3.connect(path)) as raw:
        plan = raw.execute("EXPLAIN QUERY PLAN " + statement, ("",) * statement.count("?"))
        [step] = [row[3] for row in plan]
    assert index in step


def test_due_urls_are_found_by_their_index(path: Path, ledger: Ledger) -> None:
    ledger.commit()
    with closing(sqlite3.connect(path)) as raw:
        plan = raw.execute("EXPLAIN QUERY PLAN UPDATE urls SET of = of WHERE due_at <= ?", (0,))
        assert "USING INDEX urls_due" in plan.fetchone()[3]


def test_the_frontier_hands_out_hosts_by_turns_and_no_more_than_asked(filled: Ledger) -> None:
    frontier = Frontier(filled.queue, per_host=2, in_all=5)
    first = [queued.url for queued in frontier.take()]
    assert first == [
        "https://a.example/0",
        "https://a.example/1",
        "https://b.example/0",
        "https://b.example/1",
        "https://c.example/0",
    ]
    assert len(frontier) == 5


def test_the_frontier_hands_out_everything_once(
    filled: Ledger, now: datetime, archived: Outcome
) -> None:
    frontier = Frontier(filled.queue, per_host=1, in_all=2)
    handed_out = []
    while taken := frontier.take():
        for queued in taken:
            handed_out.append(queued.url)
            filled.urls.settle(queued.seq, archived, now=now, run=1)
            frontier.done(queued.seq)
    assert sorted(handed_out) == [
        f"https://{host}.example/{number}" for host in "abc" for number in range(3)
    ]
