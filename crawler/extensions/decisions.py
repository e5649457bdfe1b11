"""Every decision about a URL passes here: into the ledger, and into the run's figures.

Whoever calls holds the checkpoint's gate.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from sys import maxsize
from typing import TYPE_CHECKING, NamedTuple

from crawler import stats_keys as keys
from crawler.ledger import HUB_ROLES, UNREADABLE, Outcome, Reason, SeedVisit, State
from crawler.ledger.retry import retry_at
from crawler.ledger.revisit import revisit_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.statscollectors import StatsCollector

    from crawler.fetched import Fetched
    from crawler.ledger import Found, Ledger, Queued, UrlRow
    from crawler.verdict import Verdict

COUNTED_AS = {
    State.UNCHANGED: keys.ARTICLES_UNCHANGED,
    State.DUPLICATE: keys.ARTICLES_DUPLICATE,
    State.FAILED: keys.PAGES_FAILED,
}
# An archived article in one of these may have changed, or come back, by the next look.
STILL_LOOKED_AT = frozenset(
    {State.ARCHIVED, State.UNCHANGED, State.NOT_ARTICLE, State.GONE, State.WALL, State.FAILED}
)


class Bounds(NamedTuple):
    """Articles that are older than `revisit_max_age_days` are not looked at again, and of a host
    `host_max_new` URLs are taken up in one run; 0 is no limit.
    """

    revisit_max_age_days: float = 0.0
    host_max_new: int = 0


class Decisions:
    """`run` is the run's number in the ledger; one that is offline visits no seed."""

    def __init__(
        self,
        ledger: Ledger,
        stats: StatsCollector,
        run: int,
        bounds: Bounds,
        *,
        is_offline: bool = False,
    ) -> None:
        self._ledger = ledger
        self._stats = stats
        self._run = run
        self._revisit_max_age_days = bounds.revisit_max_age_days
        self._host_max_new = bounds.host_max_new or maxsize
        self._taken_up: Counter[str] = Counter()
        self._is_offline = is_offline

    def accept_seeds(self, founds: Iterable[Found]) -> None:
        """A seed that is an archived article is not fetched again: it counts as read."""
        for found in founds:
            known = self._ledger.urls.by_key(found.key)
            if known is not None and known.hops == 0 and self._is_of_this_run(known):
                continue  # another spelling of a seed further up
            accepted = self.accept([found])
            self._stats.inc_value(keys.SEEDS_TOTAL)
            if not accepted and known is not None and known.state is not State.QUEUED:
                self._stats.inc_value(keys.SEEDS_READ)

    def accept(self, founds: Iterable[Found]) -> int:
        """How many of them were put into the queue."""
        accepted = self._ledger.urls.accept_all(founds, now=_now(), run=self._run)
        self._stats.inc_value(keys.FRONTIER_QUEUED, accepted)
        return accepted

    def accept_named(self, founds: Iterable[Found]) -> bool:
        """What a page names, as far as its hosts' budgets go; False where that was not all.

        Seeds and what an answer leads to are no part of them: nobody would find those again.
        """
        is_all = True
        for found in founds:
            if self._taken_up[found.host] >= self._host_max_new:
                self.refuse([(found, Reason.HOST_BUDGET)])
                is_all = False
            else:
                self._taken_up[found.host] += self.accept([found])
        return is_all

    def accept_captured(self, found: Found) -> Queued | None:
        """As the frontier hands it out."""
        seq = self._ledger.captured_urls.accept(found, now=_now(), run=self._run)
        self._stats.inc_value(keys.FRONTIER_QUEUED)
        return self._ledger.queue.of(seq)

    def refuse(self, founds: Iterable[tuple[Found, Reason]]) -> None:
        now = _now()
        for found, reason in founds:
            if self._ledger.urls.refuse(found, reason, now=now, run=self._run):
                self._count(State.REFUSED, reason)

    def settle_part(
        self,
        found: Found,
        verdict: Verdict,
        fetched: Fetched | None,
        is_out: Callable[[int], bool],
    ) -> None:
        """The URL of an article's further page; one that is visited in its own right is left."""
        known = self._ledger.urls.by_key(found.key)
        if known is None:
            self.accept_captured(found)
            known = self._ledger.urls.by_key(found.key)
        if known is None or known.state is not State.QUEUED or is_out(known.seq):
            return
        queued = self._ledger.queue.of(known.seq)
        if queued is not None:
            self.settle(queued, verdict, fetched)

    def settle(self, queued: Queued, verdict: Verdict, fetched: Fetched | None) -> None:
        now = _now()
        outcome = _outcome(verdict, fetched, self._due_at(queued, verdict, fetched, now))
        self._ledger.urls.settle(queued.seq, outcome, now=now, run=self._run)
        self._count(verdict.state, verdict.reason, is_hub=queued.role in HUB_ROLES)
        self._stats.inc_value(keys.FRONTIER_QUEUED, -1)
        if self._is_offline or verdict.goes_on:
            return
        if queued.hops == 0 and self._is_of_this_run(queued):
            self._note_seed(queued, outcome, now)

    def _due_at(
        self, queued: Queued, verdict: Verdict, fetched: Fetched | None, now: datetime
    ) -> datetime | None:
        """When the URL is asked for again; None for never."""
        if fetched is not None and fetched.is_from_elsewhere:
            return None
        again = retry_at(verdict.state, verdict.reason, queued.attempts, now)
        article = verdict.article or queued.article
        if again is not None or article is None or verdict.state not in STILL_LOOKED_AT:
            return again
        newest = self._ledger.articles.latest(article)
        if newest is None:
            return None
        looked = fetched.fetched_at if fetched else now
        first_seen = datetime.fromisoformat(newest.fetched_at)
        return revisit_at(newest.published, first_seen, looked, self._revisit_max_age_days)

    def _is_of_this_run(self, url: Queued | UrlRow) -> bool:
        """A seed of an earlier list may be due again: it is none of this one."""
        return self._run in {url.added_run, url.queued_run}

    def _note_seed(self, queued: Queued, outcome: Outcome, now: datetime) -> None:
        visit = SeedVisit(
            run=self._run,
            seed=queued.seed or queued.url,
            state=outcome.state,
            reason=outcome.reason,
            status=outcome.status,
            kind=outcome.learnt_role or queued.role,
            visited_at=now,
        )
        self._ledger.seeds.note(visit)
        if outcome.state not in UNREADABLE:
            self._stats.inc_value(keys.SEEDS_READ)
            return
        self._stats.inc_value(keys.SEEDS_UNREADABLE)
        first = self._stats.get_value(keys.SEEDS_UNREADABLE_FIRST, [])
        if len(first) < keys.UNREADABLE_NAMED:
            why = f"{outcome.state} ({outcome.reason})"
            self._stats.set_value(keys.SEEDS_UNREADABLE_FIRST, [*first, (visit.seed, why)])

    def _count(self, state: State, reason: Reason, *, is_hub: bool = False) -> None:
        self._stats.inc_value(f"ledger/{state}/{reason}")
        if state is State.UNCHANGED and is_hub:
            return  # a feed is no article
        # A redirect is no second copy of anything, only the way to it.
        if state in COUNTED_AS and reason not in {Reason.REDIRECT, Reason.AMP}:
            self._stats.inc_value(COUNTED_AS[state])


def _outcome(verdict: Verdict, fetched: Fetched | None, due_at: datetime | None) -> Outcome:
    return Outcome(
        state=verdict.state,
        reason=verdict.reason,
        status=fetched.status if fetched else None,
        capture=fetched.capture if fetched else None,
        fetched_at=fetched.fetched_at if fetched else None,
        etag=fetched.etag if fetched else None,
        last_modified=fetched.last_modified if fetched else None,
        of=verdict.of,
        article=verdict.article,
        due_at=due_at,
        read_as=verdict.read_as,
        characters=verdict.characters,
    )


def _now() -> datetime:
    return datetime.now(UTC)
