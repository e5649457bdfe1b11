"""Captures read for what they hold, several at a time; what comes of them, in their order."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.extensions.restored import stands
from crawler.ledger import REASONS, Reason, State
from crawler.submission import Submission
from crawler.verdict import Verdict
from crawler.warc import DecodingError
from crawler.warc.lookup import CaptureMissingError
from spiders.captures import OK, Known, Standing, standing_of
from spiders.deciding import brought_to_an_end
from spiders.leads import NoLeads
from spiders.visit import Onward, Way, visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import ArticleRow, Found, Queued
    from crawler.terms import Terms
    from crawler.warc import ReadExchange
    from crawler.warc.collection import Collection

logger = logging.getLogger(__name__)

# Enough that no worker waits, few enough that their pages, of up to 32 MB, do not fill the memory.
OUT_PER_WORKER = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A file of captures: whose it is, and the terms under which its articles are kept."""

    path: Path
    is_ours: bool
    terms: Terms


@dataclass(frozen=True, slots=True)
class Case:
    """A capture with a decision to make; `version` is the one that it became, to be restored."""

    source: Source
    exchange: ReadExchange
    queued: Queued
    version: ArticleRow | None

    @property
    def unread(self) -> Fetched:
        return fetched_of(self.exchange, b"", is_ours=self.source.is_ours)


class CaptureReading:
    def __init__(self, run: Run, collection: Collection) -> None:
        self._run = run
        self._collection = collection
        self._most_out = OUT_PER_WORKER * max(1, run.readers.size)
        self._window: deque[asyncio.Task[Submission | Onward | None]] = deque()

    async def room_for(self, found: Found) -> AsyncIterator[Submission]:
        """Until another capture may be begun: one of a URL is decided before its next one is."""
        while self._is_full(found):
            if self._window:
                async for submission in self._first():
                    yield submission
            else:
                await self._run.frontier.changed.wait()
                self._run.frontier.changed.clear()

    async def rest(self) -> AsyncIterator[Submission]:
        while self._window:
            async for submission in self._first():
                yield submission

    async def begin(self, source: Source, exchange: ReadExchange, found: Found) -> None:
        standing = self._standing(exchange, found)
        if standing.known is Known.OVERTAKEN:
            self._run.count("warc/overtaken")
            return
        if standing.known is Known.DECIDED and self._needs_nothing(standing.version):
            self._run.count("warc/decided-before")
            return
        case = Case(source, exchange, await self._taken(found, standing), standing.version)
        self._run.frontier.hold(case.queued)
        self._run.captures.order.enter(exchange.ref)
        ending = brought_to_an_end(self._run, case.queued, case.unread, self._decided(case))
        self._window.append(asyncio.ensure_future(ending))

    def _is_full(self, found: Found) -> bool:
        frontier = self._run.frontier
        row = self._run.ledger.urls.by_key(found.key)
        return len(frontier) >= self._most_out or (row is not None and frontier.holds(row.seq))

    async def _first(self) -> AsyncIterator[Submission]:
        out = await self._window.popleft()
        if isinstance(out, Submission):
            yield out

    def _standing(self, exchange: ReadExchange, found: Found) -> Standing:
        row = self._run.ledger.urls.by_key(found.key)
        article = row.article if row else None
        versions = self._run.ledger.articles.versions(article) if article else []
        return standing_of(exchange, row, versions)

    def _needs_nothing(self, version: ArticleRow | None) -> bool:
        return version is None or stands(self._run.archive, version)

    async def _taken(self, found: Found, standing: Standing) -> Queued:
        """The URL as what led to this capture describes it."""
        async with self._run.gate:
            if standing.version is None:
                queued = self._run.decisions.accept_captured(found)
            else:
                queued = self._run.ledger.queue.of(standing.version.url_seq)
        assert queued is not None  # noqa: S101 - it was found, or written, a line above
        return replace(
            queued, role=found.role, seed=found.seed, via=found.via, hops=found.hops, capture=None
        )

    async def _decided(self, case: Case) -> Submission | Onward | None:
        outcome = await self._outcome(case)
        if isinstance(outcome, Submission):
            remark = self._collection.remark(case.exchange)
            not_kept = frozenset(remark.images_not_kept if remark else ())
            return replace(outcome, images_not_kept=not_kept, restores=case.version)
        if isinstance(outcome, Onward) or case.version is not None:
            if case.version is not None:
                logger.warning("%s: no article any more, not restored", case.exchange.url)
            self._run.leave(case.queued, case.unread)
            return None
        async with self._run.gate:
            self._run.settle(case.queued, outcome, case.unread)
        return None

    async def _outcome(self, case: Case) -> Submission | Onward | Verdict:
        remark = self._collection.remark(case.exchange)
        if remark is not None and remark.reading_failed is not None:
            return Verdict(State.FAILED, _reason(remark.reading_failed))
        way = Way(self._run, NoLeads(), case.source.terms)
        if case.exchange.status != OK:
            return await visit(way, case.queued, case.unread)
        try:
            whole = self._collection.resolved(case.exchange, case.source.path)
            # In our own captures the live run saw an error, and there must be one again.
            body = whole.body(case.source.terms.max_body_bytes, lenient=not case.source.is_ours)
        except CaptureMissingError:
            return Verdict(State.FAILED, Reason.ORIGINAL_MISSING)
        except DecodingError:
            return Verdict(State.FAILED, Reason.CONTENT_ENCODING)
        return await visit(way, case.queued, replace(case.unread, body=body))


def _reason(word: str) -> Reason:
    try:
        reason = Reason(word)
    except ValueError:
        return Reason.UNKNOWN
    return reason if reason in REASONS[State.FAILED] else Reason.UNKNOWN
