"""The run: one visit to the seeds, and what it owns while it lasts.

It opens the ledger, takes up what a killed run left, writes every capture, makes checkpoints, and
at the end puts the run's own files in place. Spider and pipelines reach all of that through it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler import stats_keys as keys
from crawler.discovery import host_of
from crawler.download.addresses import AddressRefused
from crawler.download.robots import RobotsMiddleware, UnreachableError
from crawler.extensions.captures import Captures
from crawler.extensions.checkpoint import Checkpoint
from crawler.extensions.closing import close_when_idle
from crawler.extensions.decisions import Decisions
from crawler.extensions.early_end import EndsEarly
from crawler.extensions.from_settings import bounds_of, frontier_of, limits_of, readers_of, terms_of
from crawler.extensions.host_rests import HostRests
from crawler.extensions.old_runs import remove_old_runs
from crawler.extensions.part_source import LiveParts, PartSource
from crawler.extensions.run_end import write_end
from crawler.extensions.run_files import finish_killed_runs
from crawler.extensions.run_kinds import LiveKind, OfflineKind, RunKind
from crawler.garbage import collect_rarely
from crawler.host_figures import HostTable
from crawler.ledger import LedgerError, Reason, State
from crawler.verdict import Verdict
from crawler.warc import Remark
from crawler.warc.messages import read_head, split_interim

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from crawler.article import CaptureRef
    from crawler.fetched import Fetched
    from crawler.ledger import Frontier, Ledger, Queued
    from crawler.submission import Submission
    from crawler.warc import Exchange

logger = logging.getLogger(__name__)

OUTPUT_ERROR = "output_error"
A_BUG = Verdict(State.FAILED, Reason.BUG)


def run_of(crawler: Crawler) -> Run:
    run = crawler.get_extension(Run)
    if run is None:
        raise NotConfigured("start it with our own `scrapy crawl`, which opens a run")
    return run


class Run(EndsEarly):
    """`number` is the run in the ledger, `id` its name. What is declared exists once it is open.

    `is_offline`: its spider reads captures, and nothing is written to them or fetched.
    """

    ledger: Ledger
    captures: Captures
    checkpoint: Checkpoint
    decisions: Decisions
    frontier: Frontier
    parts: PartSource
    rests: HostRests
    number: int

    def __init__(self, crawler: Crawler) -> None:
        super().__init__()
        settings = crawler.settings
        if not settings.get("RUN_ID"):
            raise NotConfigured("there is no run: it is begun by our own `scrapy crawl`")
        self.crawler = crawler
        self.settings = settings
        self.id: str = settings["RUN_ID"]
        self.started: datetime = settings["RUN_STARTED"]
        self.archive = Path(settings["ARCHIVE_DIR"])
        self.terms = terms_of(settings)
        self.limits = limits_of(settings)
        self.readers = readers_of(settings)
        reads_captures = getattr(crawler.spidercls, "READS_CAPTURES", False)
        self._kind: RunKind = OfflineKind() if reads_captures else LiveKind()
        self.hosts = HostTable()
        self.excused_domains: set[str] = set()
        self._output_failed = False
        self._closed = asyncio.Event()
        self._checkpoints: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._close_when_idle: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = cls(crawler)
        # Before all that Scrapy still makes: they import on another core meanwhile.
        run.readers.warm()
        crawler.signals.connect(run.engine_started, signal=signals.engine_started)
        crawler.signals.connect(run.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(run.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(run.item_error, signal=signals.item_error)
        return run

    @property
    def is_offline(self) -> bool:
        return self._kind.is_offline

    @property
    def has_begun(self) -> bool:
        return self._checkpoints is not None

    @property
    def gate(self) -> asyncio.Lock:
        """Held for every change of the ledger and every file that belongs to one."""
        return self.checkpoint.gate

    # --- beginning and end ---

    def engine_started(self) -> None:
        collect_rarely()
        self._close_when_idle = asyncio.ensure_future(close_when_idle(self.crawler))

    async def spider_opened(self) -> None:
        try:
            self._open()
        except (LedgerError, OSError) as error:
            self.stop_for_output(error)
            raise CloseSpider(OUTPUT_ERROR) from error
        self._checkpoints = asyncio.ensure_future(self._make_checkpoints())
        self._checkpoints.add_done_callback(self._checkpoints_ended)
        if time_box := self.settings.getfloat("CLOSESPIDER_TIMEOUT"):
            # Scrapy closes the spider then, but waits for all that politeness still holds back.
            asyncio.get_running_loop().call_later(time_box, self.end_early)

    def _open(self) -> None:
        self.ledger = self._kind.open_ledger(self.archive)
        self.captures = Captures(self.archive, self.settings, self.ledger)
        self.captures.folder.mkdir(parents=True, exist_ok=True)
        taken_up = self._kind.take_up(self.ledger, self.archive, self.settings)
        self.parts = LiveParts(self, taken_up.parts)
        finish_killed_runs(self.ledger, self.archive, now=self.started)
        keep_days = self.settings.getfloat("RUNS_KEEP_DAYS")
        remove_old_runs(self.ledger, self.archive, now=self.started, keep_days=keep_days)
        self.number = self.ledger.runs.begin(self.id, now=self.started, is_offline=self.is_offline)
        self._kind.queue_due(self.ledger, self.settings, self.started)
        self.ledger.commit()
        self.crawler.stats.set_value(keys.FRONTIER_QUEUED, self.ledger.queue.count())
        self.checkpoint = Checkpoint(
            self.archive,
            note_captures=self.captures.note_written,
            sync_captures=self.captures.sync,
            commit=self.ledger.commit,
            after_a_kill=taken_up.was_killed,
        )
        self.decisions = Decisions(
            self.ledger,
            self.crawler.stats,
            self.number,
            bounds_of(self.settings),
            is_offline=self.is_offline,
        )
        self.rests = HostRests(self.ledger)
        self.frontier = frontier_of(self.settings, self.ledger.queue, self.rests.is_resting)

    async def _make_checkpoints(self) -> None:
        """The last one is made once the spider is closed. None is cancelled half-way."""
        interval = self.settings.getfloat("CHECKPOINT_INTERVAL_S")
        while not self._closed.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(interval):
                    await self._closed.wait()
            await self.checkpoint.make()

    def _checkpoints_ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.stop_for_output(error)

    async def spider_closed(self, reason: str) -> None:
        if self._close_when_idle is not None:
            self._close_when_idle.cancel()
        await self.readers.close()
        if self._checkpoints is None:
            return
        self._closed.set()
        try:
            await self._checkpoints
            self.captures.close()
            if not self._output_failed:
                self._kind.check_end(self.ledger, self.archive, self.number, reason)
                write_end(self, reason)
            # Else neither report nor end: the next run takes this one up as one that was killed.
        except (LedgerError, OSError) as error:
            self.stop_for_output(error)
        finally:
            self.ledger.close()
        self._close_kind(reason)

    def _close_kind(self, reason: str) -> None:
        if self._output_failed:
            return
        try:
            self._kind.close(self.archive, reason)
        except (LedgerError, OSError) as error:
            self.stop_for_output(error)

    def stop_for_output(self, error: BaseException) -> None:
        """Once: what comes after the first failed write fails for the same reason."""
        if self._output_failed:
            return
        self._output_failed = True
        logger.error("the archive cannot be written: %s", error)
        self.crawler.stats.set_value(keys.RUN_OUTPUT_ERROR, str(error))
        if self._checkpoints is not None:
            self.end_early()
            self._closing = asyncio.ensure_future(
                self.crawler.engine.close_spider_async(reason=OUTPUT_ERROR)
            )

    # --- captures: what the download handler calls ---

    def captured(self, exchange: Exchange) -> CaptureRef | None:
        self._note_host(exchange)
        return self.captures.write(exchange)

    def _note_host(self, exchange: Exchange) -> None:
        head = read_head(split_interim(exchange.response)[1])
        self.hosts.note(
            host_of(exchange.url),
            status=head.status if head else None,
            is_whole=exchange.truncated is None,
            wire_bytes=len(exchange.response),
            seconds=(exchange.ended - exchange.started).total_seconds(),
        )

    def remark(self, fetched: Fetched, **what: Any) -> None:
        """Kept beside the capture, for who builds the archive again. Raises OSError."""
        if not self.is_offline:
            remark = Remark(of=fetched.capture.record_id, url=fetched.url, **what)
            self.captures.remark(remark)

    def capture_failed(self, error: OSError) -> None:
        self.stop_for_output(error)

    # --- decisions: what spider and pipelines call, with the gate held ---

    def settle(self, queued: Queued, verdict: Verdict, fetched: Fetched | None = None) -> None:
        """The URL has its outcome, and whoever waits for it may go on."""
        self.decisions.settle(queued, verdict, fetched)
        if not self.is_offline:
            self.rests.settled(queued.host, verdict.reason, has_answered=fetched is not None)
        self.leave(queued, fetched)

    def leave(self, queued: Queued, fetched: Fetched | None) -> None:
        """Nothing more comes of it in this run, settled or not."""
        self.frontier.done(queued.seq)
        if fetched is not None:
            self.captures.order.leave(fetched.capture)

    async def item_error(self, item: Submission, failure: Failure) -> None:
        """A bug of ours in a pipeline costs this page only; Scrapy has logged it."""
        if isinstance(failure.value, OSError | LedgerError):
            self.stop_for_output(failure.value)
            self.leave(item.queued, item.fetched)
            return
        if item.restores is not None:
            self.leave(item.queued, item.fetched)
            return
        async with self.gate:
            self.ledger.articles.drop_claim(item.queued.seq)
            self.settle(item.queued, A_BUG, item.fetched)

    @property
    def stats(self) -> StatsCollector:
        return self.crawler.stats

    def count(self, key: str, by: int = 1) -> None:
        if by:
            self.stats.inc_value(key, by)

    async def sitemaps_in_robots(self, url: str) -> tuple[str, ...]:
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None:
            return ()
        try:
            return (await robots.rules_for(url)).sitemaps
        except (AddressRefused, UnreachableError):
            return ()
