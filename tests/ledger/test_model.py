"""The frontier against a model of it: whatever happens in whatever order, both say the same."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crawler.ledger import Found, Ledger, Outcome, Reason, State, url_key

START = datetime(2026, 11, 23, tzinfo=UTC)
PAGES = st.integers(0, 5)
HUBS = frozenset({0, 1})
SEEDS = frozenset({0, 5})


@dataclass
class Page:
    state: State
    visited_run: int | None = None
    due_at: datetime | None = None


class FrontierMachine(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = Ledger.open(self.folder / "ledger.sqlite")
        self.now = START
        self.run_number = 1
        self.pages: dict[int, Page] = {}
        self.committed: dict[int, Page] = {}

    @rule(page=PAGES)
    def accept(self, page: int) -> None:
        expected = self._is_to_be_queued(page)
        found = self._found(page)
        assert self.ledger.urls.accept(found, now=self.now, run=self.run_number) == expected
        if expected:
            visited = self.pages[page].visited_run if page in self.pages else None
            self.pages[page] = Page(State.QUEUED, visited)

    @rule(page=PAGES)
    def refuse(self, page: int) -> None:
        found = self._found(page)
        expected = page not in self.pages
        is_new = self.ledger.urls.refuse(found, Reason.AGE, now=self.now, run=self.run_number)
        assert is_new == expected
        if expected:
            self.pages[page] = Page(State.REFUSED)

    @rule(at=st.integers(0, 5), state=st.sampled_from(["good", "failed", "gone"]),
          minutes=st.none() | st.integers(1, 60))  # fmt: skip
    def settle(self, at: int, state: str, minutes: int | None) -> None:
        waiting = self.ledger.queue.waiting("a.example", 100)
        if not waiting:
            return
        queued = waiting[at % len(waiting)]
        page = int(queued.url.rpartition("/")[2])
        outcome = self._outcome(page, state, minutes)
        self.ledger.urls.settle(queued.seq, outcome, now=self.now, run=self.run_number)
        self.pages[page] = Page(outcome.state, self.run_number, outcome.due_at)

    @rule(minutes=st.integers(0, 90))
    def requeue_due(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        due = [n for n, page in self.pages.items() if page.due_at and page.due_at <= self.now]
        assert self.ledger.queue.requeue_due(self.now) == len(due)
        for number in due:
            self.pages[number] = Page(State.QUEUED, self.pages[number].visited_run)

    @rule()
    def commit(self) -> None:
        self.ledger.commit()
        self.committed = dict(self.pages)

    @rule()
    def end_without_commit_and_start_again(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.folder / "ledger.sqlite")
        self.pages = dict(self.committed)
        self.run_number += 1

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "ledger"):
            return
        for number in range(6):
            row = self.ledger.urls.by_key(url_key(_url(number)))
            expected = self.pages.get(number)
            assert (row.state if row else None) == (expected.state if expected else None)
        queued = sum(page.state is State.QUEUED for page in self.pages.values())
        assert self.ledger.queue.count() == queued

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            shutil.rmtree(self.folder)

    def _is_to_be_queued(self, number: int) -> bool:
        page = self.pages.get(number)
        if page is None or (page.state is State.REFUSED and page.visited_run is None):
            return True
        if page.state in {State.QUEUED, State.ARCHIVED} or page.visited_run == self.run_number:
            return False
        waits = page.due_at is not None and page.due_at > self.now
        return number in SEEDS or (number in HUBS and not waits)

    def _found(self, number: int) -> Found:
        return Found(
            url=_url(number),
            key=url_key(_url(number)),
            host="a.example",
            role="feed" if number in HUBS else "article",
            hops=0 if number in SEEDS else 1,
        )

    def _outcome(self, number: int, state: str, minutes: int | None) -> Outcome:
        if state == "failed":
            due = None if minutes is None else self.now + timedelta(minutes=minutes)
            return Outcome(state=State.FAILED, reason=Reason.CONNECTION, due_at=due)
        if state == "gone":
            return Outcome(state=State.GONE, reason=Reason.HTTP_404, status=404)
        if number in HUBS:
            return Outcome(state=State.NOT_ARTICLE, reason=Reason.FEED, status=200)
        return Outcome(state=State.ARCHIVED, reason=Reason.NEW_ARTICLE, status=200)


def _url(number: int) -> str:
    return f"https://a.example/{number}"


TestFrontier = FrontierMachine.TestCase
TestFrontier.settings = settings(deadline=None, max_examples=25, stateful_step_count=30)
