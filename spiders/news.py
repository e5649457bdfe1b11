"""The live crawl: visits the seeds, finds what is new, hands each article to the pipelines.

The ledger is the frontier. What is found goes there, and `start` hands out from there as there is
room: nothing that waits is held in memory, and what a killed run left is simply still queued.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider

from crawler.download.answers import fetched_now
from crawler.download.ending import RunEndingError
from crawler.download.failures import outcome_of_failure
from crawler.download.sink import CaptureError
from crawler.extensions.left_captures import left_captures
from crawler.extensions.run import Run, run_of
from crawler.led import Led, led_by
from crawler.ledger import Reason, State
from crawler.verdict import Verdict
from crawler.warc import Provenance
from spiders.conditional import asked_about, validators
from spiders.deciding import brought_to_an_end
from spiders.leads import LiveLeads
from spiders.onward import Onward
from spiders.seed_list import accept_seeds
from spiders.visit import Way, visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.submission import Submission

A_LOOP = Verdict(State.FAILED, Reason.REDIRECT_LOOP)


class NewsSpider(Spider):
    name = "news"
    ARGUMENTS: ClassVar[tuple[str, ...]] = ("seeds", "url")

    def __init__(self, seeds: str | None = None, url: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seeds = seeds
        self.url = url
        # What an earlier run had captured and this one has not yet looked at, by its number.
        self._left: dict[int, Queued] = {}

    @cached_property
    def run(self) -> Run:
        return run_of(self.crawler)

    @cached_property
    def _way(self) -> Way:
        return Way(self.run, LiveLeads(self.run), self.run.terms)

    @cached_property
    def _most_redirects(self) -> int:
        return self.run.settings.getint("REDIRECT_MAX_TIMES")

    async def start(self) -> AsyncIterator[Request | Submission]:
        # Before anything is settled: a seed that a killed run had captured counts as one.
        await accept_seeds(self, self.run)
        async for out in self._finish_captured():
            yield out
        while True:
            for queued in self.run.frontier.take():
                yield self._request(queued, queued.url)
            if not len(self.run.frontier):
                return
            await self.run.frontier.changed.wait()
            self.run.frontier.changed.clear()

    async def _finish_captured(self) -> AsyncIterator[Request | Submission]:
        """What a killed run had fetched and not decided, in the order of its captures."""
        left = self.run.ledger.queue.captured()
        for queued in left:
            self.run.frontier.hold(queued)
            # All of them now: what is fetched meanwhile comes after.
            if queued.capture is not None:
                self.run.captures.order.enter(queued.capture)
        self._left = {queued.seq: queued for queued in left}
        self.run.at_early_end.append(self._give_back_left)
        try:
            async for out in self._visit_left(left):
                yield out
        finally:
            self._give_back_left()

    async def _visit_left(self, left: list[Queued]) -> AsyncIterator[Request | Submission]:
        async for queued, found in left_captures(self.run, left):
            if self.run.is_ending:
                return
            if found is None:
                self._give_back(queued)
                continue
            self._left.pop(queued.seq, None)
            way = Way(self.run, LiveLeads(self.run), found.terms)
            async for out in self._visit(queued, found.fetched, way=way, led=found.led):
                yield out

    def _give_back_left(self) -> None:
        for queued in list(self._left.values()):
            self._give_back(queued)

    def _give_back(self, queued: Queued) -> None:
        """It stays queued: it is fetched once more, or left to the next run."""
        self._left.pop(queued.seq, None)
        self.run.frontier.done(queued.seq)
        if queued.capture is not None:
            self.run.captures.order.leave(queued.capture)

    async def answered(
        self, response: Response, redirects: int
    ) -> AsyncIterator[Request | Submission]:
        queued, fetched = response.meta["queued"], fetched_now(response)
        async for out in self._visit(queued, fetched, redirects, way=self._way):
            yield out

    async def unanswered(self, failure: Failure) -> None:
        meta: dict[str, Any] = failure.request.meta  # type: ignore[attr-defined]  # set by Scrapy
        queued: Queued = meta["queued"]
        error = failure.value
        if (capture := meta.get("capture")) is not None:
            self.run.captures.order.leave(capture)
        if error is None or isinstance(error, CaptureError | RunEndingError):
            # It stays queued for the next run.
            self.run.leave(queued, None)
            return
        async with self.run.gate:
            self.run.settle(queued, Verdict(*outcome_of_failure(error)))

    async def _visit(
        self,
        queued: Queued,
        fetched: Fetched,
        redirects: int = 0,
        *,
        way: Way,
        led: Led | None = None,
    ) -> AsyncIterator[Request | Submission]:
        deciding = self._decided(queued, fetched, redirects, way, led or led_by(queued))
        outcome = await brought_to_an_end(self.run, queued, fetched, deciding)
        if isinstance(outcome, Onward):
            self.run.captures.order.leave(fetched.capture)
            yield self._request(queued, outcome.url, redirects + 1)
        elif outcome is not None:
            yield outcome

    async def _decided(
        self, queued: Queued, fetched: Fetched, redirects: int, way: Way, led: Led
    ) -> Submission | Onward | None:
        async with self.run.gate:
            self.run.ledger.urls.note_capture(
                queued.seq, fetched.capture, fetched_at=fetched.fetched_at
            )
        outcome = await visit(way, queued, fetched, led)
        if isinstance(outcome, Onward) and redirects >= self._most_redirects:
            outcome = A_LOOP
        if not isinstance(outcome, Verdict):
            return outcome
        async with self.run.gate:
            self.run.settle(queued, outcome, fetched)
        return None

    def _request(self, queued: Queued, url: str, redirects: int = 0) -> Request:
        provenance = Provenance(
            seed=queued.seed,
            via=queued.via,
            hops=queued.hops,
            role=queued.role,
            feed_title=queued.title,
            feed_published=queued.published,
        )
        asked = asked_about(self.run, queued)
        return Request(
            url,
            callback=self.answered,
            errback=self.unanswered,
            headers=validators(queued) if asked else None,
            cb_kwargs={"redirects": redirects},
            meta={
                "queued": queued,
                "provenance": provenance,
                "asked_about": asked,
                "download_maxsize": self.run.terms.body_limit(queued.role),
            },
            dont_filter=True,
        )
