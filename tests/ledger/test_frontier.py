"""What is handed out next: hosts take turns, a few URLs of each at a time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from crawler.ledger import Found, Frontier, Ledger, Outcome, Reason, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crawler.ledger import Queued


@pytest.fixture
def accept(
    ledger: Ledger, found: Callable[..., Found], now: datetime
) -> Callable[[str, int], None]:
    def of_host(host: str, count: int) -> None:
        for number in range(count):
            ledger.urls.accept(found(f"https://{host}/{number}"), now=now, run=1)

    return of_host


@pytest.fixture
def settle(ledger: Ledger, now: datetime) -> Callable[[Frontier, Queued], None]:
    def gone(frontier: Frontier, queued: Queued) -> None:
        outcome = Outcome(state=State.GONE, reason=Reason.HTTP_404, status=404)
        ledger.urls.settle(queued.seq, outcome, now=now, run=1)
        frontier.done(queued.seq)

    return gone


def hosts(taken: list[Queued]) -> Counter[str]:
    return Counter(urlsplit(queued.url).netloc for queued in taken)


def test_a_round_takes_a_few_of_every_host(
    ledger: Ledger, accept: Callable[[str, int], None]
) -> None:
    for host in ("a.example", "b.example", "c.example"):
        accept(host, 5)
    frontier = Frontier(ledger.queue, per_host=2, in_all=100)
    assert hosts(frontier.take()) == {"a.example": 2, "b.example": 2, "c.example": 2}
    assert len(frontier) == 6
    assert frontier.take() == []


def test_a_host_gets_its_next_url_when_one_is_done(
    ledger: Ledger,
    accept: Callable[[str, int], None],
    settle: Callable[[Frontier, Queued], None],
) -> None:
    accept("a.example", 3)
    frontier = Frontier(ledger.queue, per_host=2, in_all=100)
    first, _ = frontier.take()
    settle(frontier, first)
    (third,) = frontier.take()
    assert third.url == "https://a.example/2"


def test_there_is_a_limit_for_all_hosts_together_and_each_has_its_turn(
    ledger: Ledger,
    accept: Callable[[str, int], None],
    settle: Callable[[Frontier, Queued], None],
) -> None:
    names = [f"{letter}.example" for letter in "abcdefg"]
    for host in names:
        accept(host, 4)
    frontier = Frontier(ledger.queue, per_host=2, in_all=4)
    seen = Counter[str]()
    while taken := frontier.take():
        assert len(taken) == 4
        seen += hosts(taken)
        if len(seen) == len(names):
            break
        for queued in taken:
            settle(frontier, queued)
    # The last host has its first turn before any other has its third.
    assert set(names) == set(seen)
    assert max(seen.values()) <= 4


def test_everything_is_handed_out_once_and_then_nothing(
    ledger: Ledger,
    accept: Callable[[str, int], None],
    settle: Callable[[Frontier, Queued], None],
) -> None:
    for number, host in enumerate(("a.example", "b.example", "c.example")):
        accept(host, 3 + 10 * number)
    frontier = Frontier(ledger.queue, per_host=3, in_all=5)
    seen = Counter[str]()
    while taken := frontier.take():
        seen.update(queued.url for queued in taken)
        for queued in taken:
            settle(frontier, queued)
    assert len(seen) == 3 + 13 + 23
    assert {1} == set(seen.values())
    assert len(frontier) == 0


def test_what_is_not_settled_goes_back_to_the_queue(
    ledger: Ledger, accept: Callable[[str, int], None]
) -> None:
    accept("a.example", 1)
    frontier = Frontier(ledger.queue, per_host=1, in_all=1)
    (queued,) = frontier.take()
    frontier.done(queued.seq)
    assert [queued] == frontier.take()


def test_an_answer_that_is_there_already_takes_its_hosts_room(
    ledger: Ledger, accept: Callable[[str, int], None]
) -> None:
    accept("a.example", 2)
    frontier = Frontier(ledger.queue, per_host=1, in_all=10)
    (held, _) = ledger.queue.waiting("a.example", 2)
    frontier.hold(held)
    assert frontier.take() == []
    frontier.done(held.seq)
    assert len(frontier.take()) == 1


def test_after_its_close_nothing_is_handed_out(
    ledger: Ledger, accept: Callable[[str, int], None]
) -> None:
    accept("a.example", 2)
    frontier = Frontier(ledger.queue, per_host=1, in_all=10)
    frontier.take()
    frontier.close()
    assert frontier.changed.is_set()
    assert frontier.take() == []


def test_whoever_waits_is_woken_when_one_is_done(
    ledger: Ledger, accept: Callable[[str, int], None]
) -> None:
    accept("a.example", 1)
    frontier = Frontier(ledger.queue, per_host=1, in_all=1)
    (queued,) = frontier.take()
    assert not frontier.changed.is_set()
    frontier.done(queued.seq)
    assert frontier.changed.is_set()


def test_an_empty_queue_hands_out_nothing(ledger: Ledger) -> None:
    assert Frontier(ledger.queue, per_host=1, in_all=1).take() == []
