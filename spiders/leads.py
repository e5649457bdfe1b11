"""What an answer leads to: into the queue in a live run, nowhere when captures are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crawler.discovery import canonical_url
from crawler.ledger import Reason, State, url_key
from crawler.verdict import Verdict
from spiders.found import accept_candidates, accept_elsewhere
from spiders.hops import is_endless
from spiders.onward import Onward

if TYPE_CHECKING:
    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued, UrlRow
    from crawler.warc.collection import Collection
    from crawler.workers.orders import Reading


class Leads(Protocol):
    async def elsewhere(self, queued: Queued, target: str, reason: Reason) -> Verdict | Onward:
        """What it means that another URL is to be visited in the place of this one."""

    async def named(self, queued: Queued, fetched: Fetched, reading: Reading) -> bool:
        """The answer, which is no article, names URLs; False where not all could be taken up."""

    async def named_before(self, queued: Queued) -> None:
        """The answer is the one that was read before."""


class LiveLeads:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def elsewhere(self, queued: Queued, target: str, reason: Reason) -> Verdict:
        async with self._run.gate:
            if is_endless(self._run, queued, target):
                return Verdict(State.FAILED, Reason.REDIRECT_LOOP)
            goes_on = accept_elsewhere(self._run, queued, target)
        return Verdict(State.DUPLICATE, reason, of=target, goes_on=goes_on)

    async def named(self, queued: Queued, fetched: Fetched, reading: Reading) -> bool:
        return await accept_candidates(self._run, queued, fetched, reading)

    async def named_before(self, queued: Queued) -> None:
        """Its feeds, sitemaps and listings may have changed all the same."""
        async with self._run.gate:
            self._run.decisions.accept(self._run.ledger.hub_links.named(queued.seq))


class CapturedLeads:
    """What was visited then has a capture of its own; nothing is fetched."""

    def __init__(self, run: Run, collection: Collection) -> None:
        self._run = run
        self._collection = collection

    async def elsewhere(self, queued: Queued, target: str, reason: Reason) -> Verdict | Onward:
        """Undecided where nobody went on to the target: the next crawl shall come by and do so."""
        del queued
        row = self._run.ledger.urls.by_key(url_key(canonical_url(target)))
        is_known = row is not None and not self._is_only_found(row)
        if is_known or self._collection.reaches_an_end(target):
            return Verdict(State.DUPLICATE, reason, of=target)
        return Onward(target)

    def _is_only_found(self, row: UrlRow) -> bool:
        """In a capture of this run, which may come to no decision on it."""
        return row.state is State.QUEUED and row.added_run == self._run.number

    async def named(self, queued: Queued, fetched: Fetched, reading: Reading) -> bool:
        """They are not taken up, on purpose."""
        del queued, fetched, reading
        return True

    async def named_before(self, queued: Queued) -> None:
        """Nor are these."""
