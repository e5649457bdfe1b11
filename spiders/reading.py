"""Captures read for what they hold, several at a time; what comes of them, in their order."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.extensions.restored import stands
from crawler.led import Led, led_by
from crawler.ledger import REASONS, Reason, State
from crawler.statuses import OK
from crawler.submission import Submission
from crawler.verdict import Verdict
from crawler.warc import DecodingError
from crawler.warc.lookup import CaptureMissingError
from spiders.captures import Hands, Known, Standing, standing_of
from spiders.deciding import brought_to_an_end
from spiders.leads import CapturedLeads
from spiders.onward import Onward
from spiders.visit import Way, visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import ArticleRow, Found, Queued
    from crawler.terms import Terms
    from crawler.warc import ReadExchange, Remark
    from crawler.warc.collection import Collection

logger = logging.getLogger(__name__)

# Enough that no worker waits, few enough that pages of some MB do not fill the memory.
OUT_PER_WORKER = 4
READING_FAILED = frozenset(
    {
        Reason.EXTRACTION_TIMEOUT,
        Reason.EXTRACTION_MEMORY,
        Reason.EXTRACTION_CRASH,
        Reason.EXTRACTION_FAILED,
    }
)
# From the end of the last pipeline until Scrapy has noted it.
NOTED_BY_SCRAPY_S = 0.05


@dataclass(frozen=True, slots=True)
class Source:
    """A file of captures, and the terms under which its articles are kept.

    `is_our_form`: Presskeep wrote it; `is_from_elsewhere`: it is not in this archive.
    `is_unfinished`: the crawl that wrote it was killed, and no other one finished it.
    """

    path: Path
    is_our_form: bool
    is_from_elsewhere: bool
    is_unfinished: bool
    terms: Terms


@dataclass(frozen=True, slots=True)
class Case:
    """A capture with a decision to make; `version` is the one that it became, to be restored."""

    source: Source
    exchange: ReadExchange
    queued: Queued
    led: Led
    version: ArticleRow | None

    @property
    def unread(self) -> Fetched:
        elsewhere = self.source.is_from_elsewhere
        return fetched_of(self.exchange, b"", is_from_elsewhere=elsewhere)


Reading = asyncio.Task[Submission | Onward | None]


class CaptureReading:
    def __init__(self, run: Run, collection: Collection) -> None:
        self._run = run
        self._collection = collection
        self._leads = CapturedLeads(run, collection)
        self._hands = Hands(run.number, run.ledger.runs.offline())
        self._most_out = OUT_PER_WORKER * max(1, run.readers.size)
        self._window: deque[tuple[Case, Reading]] = deque()
        run.at_early_end.append(self._give_up)

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
        """Until all of them are settled: Scrapy would look only every five seconds if they are."""
        while self._window:
            async for submission in self._first():
                yield submission
        while len(self._run.frontier):
            await self._run.frontier.changed.wait()
            self._run.frontier.changed.clear()
        await asyncio.sleep(NOTED_BY_SCRAPY_S)

    async def begin(self, source: Source, exchange: ReadExchange, found: Found) -> None:
        standing = self._standing(source, exchange, found)
        if self._needs_nothing(standing):
            self._run.count(f"warc/{standing.known}")
            return
        queued = await self._taken(found, standing)
        case = Case(source, exchange, queued, led_by(found), standing.version)
        self._run.frontier.hold(case.queued)
        self._run.captures.order.enter(exchange.ref)
        is_settled = case.version is not None
        deciding = self._decided(case)
        ending = brought_to_an_end(self._run, queued, case.unread, deciding, is_settled=is_settled)
        self._window.append((case, asyncio.ensure_future(ending)))

    def _is_full(self, found: Found) -> bool:
        frontier = self._run.frontier
        row = self._run.ledger.urls.by_key(found.key)
        return len(frontier) >= self._most_out or (row is not None and frontier.holds(row.seq))

    async def _first(self) -> AsyncIterator[Submission]:
        _, reading = self._window.popleft()
        out = await reading
        if isinstance(out, Submission):
            yield out

    def _give_up(self) -> None:
        """Nothing is decided of what is still read: the workers end, and the next run reads it."""
        for case, reading in self._window:
            reading.cancel()
            self._run.leave(case.queued, case.unread)
        self._window.clear()

    def _standing(self, source: Source, exchange: ReadExchange, found: Found) -> Standing:
        row = self._run.ledger.urls.by_key(found.key)
        article = row.article if row else None
        versions = self._run.ledger.articles.versions(article) if article else []
        elsewhere = source.is_from_elsewhere
        return standing_of(exchange, row, versions, self._hands, is_from_elsewhere=elsewhere)

    def _needs_nothing(self, standing: Standing) -> bool:
        if standing.version is not None:
            return stands(self._run.archive, standing.version)
        return standing.known is not Known.UNDECIDED

    async def _taken(self, found: Found, standing: Standing) -> Queued:
        async with self._run.gate:
            if standing.version is None:
                queued = self._run.decisions.accept_captured(found)
            else:
                queued = self._run.ledger.queue.of(standing.version.url_seq)
        assert queued is not None  # noqa: S101 - it was found, or written, a line above
        # What an earlier run left there is no word of this one's.
        return replace(queued, capture=None)

    async def _decided(self, case: Case) -> Submission | Onward | None:
        outcome = await self._outcome(case)
        if isinstance(outcome, Submission):
            remark = self._remark(case)
            not_kept = frozenset(remark.images_not_kept if remark else ())
            not_had = frozenset(remark.pages_missing if remark else ())
            return replace(
                outcome,
                images_not_kept=not_kept,
                pages_not_had=not_had,
                site_rights=remark.site_rights if remark else (),
                restores=case.version,
                is_unfinished=case.source.is_unfinished,
            )
        if isinstance(outcome, Onward) or case.version is not None:
            if case.version is not None:
                logger.warning("%s: no article any more, not restored", case.exchange.url)
            self._run.leave(case.queued, case.unread)
            return None
        async with self._run.gate:
            self._run.settle(case.queued, outcome, case.unread)
        return None

    async def _outcome(self, case: Case) -> Submission | Onward | Verdict:
        remark = self._remark(case)
        if remark is not None and remark.reading_failed is not None:
            return Verdict(State.FAILED, _reason(remark.reading_failed))
        way = Way(self._run, self._leads, case.source.terms)
        if case.exchange.status != OK:
            return await visit(way, case.queued, case.unread, case.led)
        try:
            whole = self._collection.resolved(case.exchange, case.source.path)
            # In our own captures the live run saw an error, and there must be one again.
            limit = case.source.terms.body_limit(case.exchange.provenance.role)
            body = whole.body(limit, lenient=not case.source.is_our_form)
        except CaptureMissingError:
            return Verdict(State.FAILED, Reason.ORIGINAL_MISSING)
        except DecodingError:
            return Verdict(State.FAILED, Reason.CONTENT_ENCODING)
        outcome = await visit(way, case.queued, replace(case.unread, body=body), case.led)
        is_own = case.source.is_our_form and not case.source.is_from_elsewhere
        if is_own and _is_of_reading(outcome):
            # The run that captured it could read it, else it would have remarked so.
            logger.warning("%s: left to another run", case.exchange.url)
            return Onward(case.exchange.url)
        return outcome

    def _remark(self, case: Case) -> Remark | None:
        return self._collection.remark(case.exchange, case.source.path)


def _is_of_reading(outcome: Submission | Onward | Verdict) -> bool:
    return isinstance(outcome, Verdict) and outcome.reason in READING_FAILED


def _reason(word: str) -> Reason:
    try:
        reason = Reason(word)
    except ValueError:
        return Reason.UNKNOWN
    return reason if reason in REASONS[State.FAILED] else Reason.UNKNOWN
