"""The run: one visit to the seeds, and what it owns while it lasts.

It opens the ledger, takes up what a killed run left, writes every capture, makes checkpoints, and
at the end puts the run's own files in place. Spider and pipelines reach all of that through it.
"""

from __future__ import annotations

import asyncio
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler import stats_keys as keys
from crawler.commands.exit_codes import exit_code, outcome_of
from crawler.discovery import Role
from crawler.discovery.choice import Limits
from crawler.download.robots import RobotsMiddleware
from crawler.extensions.checkpoint import Checkpoint
from crawler.extensions.decisions import Decisions
from crawler.extensions.run_files import finish_killed_runs, write_run_files
from crawler.extensions.take_up import take_up
from crawler.extensions.warcinfo import warcinfo
from crawler.ledger import Frontier, Ledger, LedgerError, Reason, RunRow, State
from crawler.warc import CaptureOrder, WarcWriter
from crawler.warc.messages import read_head, split_interim
from crawler.workers.pool import ReaderPool
from crawler.workers.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from crawler.article import CaptureRef
    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.submission import Submission
    from crawler.warc import Exchange

logger = logging.getLogger(__name__)

# What is out at a time, beyond what the downloader works on: enough that no host's turn is missed.
OUT_PER_HOST = 2
OUT_IN_ALL = 8
LEDGER_NAME = "ledger.sqlite"
OUTPUT_ERROR = "output_error"
OK = 200
# Images and robots.txt have provenance too, but no decision waits for them.
DECIDED_ROLES = frozenset(map(str, Role))


def run_of(crawler: Crawler) -> Run:
    run = crawler.get_extension(Run)
    if run is None:
        raise NotConfigured("start it with our own `scrapy crawl`, which opens a run")
    return run


class Run:
    """`number` is the run in the ledger, `id` its name. What follows `open` exists from then on."""

    ledger: Ledger
    checkpoint: Checkpoint
    decisions: Decisions
    frontier: Frontier
    captured_images: dict[str, CaptureRef]
    number: int

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.get("RUN_ID"):
            raise NotConfigured("there is no run: it is begun by our own `scrapy crawl`")
        self.crawler = crawler
        self.settings = settings
        self.id: str = settings["RUN_ID"]
        self.started: datetime = settings["RUN_STARTED"]
        self.folder = Path(settings["RUN_FOLDER"])
        self.archive = Path(settings["ARCHIVE_DIR"])
        self.zone = ZoneInfo(settings["TEXT_TIMEZONE"])
        self.limits = limits_of(settings)
        self.order = CaptureOrder()
        self.readers = ReaderPool(
            _workers(settings.get("EXTRACT_WORKERS")),
            settings.getfloat("EXTRACT_TIMEOUT_S"),
            read,
            memory_mb=settings.getint("EXTRACT_MEMORY_MB"),
        )
        self._writer = WarcWriter(
            self.archive / "warc",
            statement=warcinfo(settings),
            max_bytes=settings.getint("WARC_MAX_BYTES"),
        )
        self._checkpoints: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = cls(crawler)
        crawler.signals.connect(run.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(run.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(run.item_error, signal=signals.item_error)
        return run

    @property
    def gate(self) -> asyncio.Lock:
        return self.checkpoint.gate

    async def spider_opened(self) -> None:
        try:
            self._open()
        except (LedgerError, OSError) as error:
            self._stop_for_output(error)
            raise CloseSpider(OUTPUT_ERROR) from error
        self.readers.warm()
        self._checkpoints = asyncio.ensure_future(self._make_checkpoints())

    def _open(self) -> None:
        (self.archive / "warc").mkdir(parents=True, exist_ok=True)
        self.ledger = Ledger.open(self.archive / LEDGER_NAME)
        self.captured_images = take_up(self.ledger, self.archive)
        finish_killed_runs(self.ledger, self.archive, now=self.started)
        self.number = self.ledger.runs.begin(self.id, now=self.started)
        self.ledger.queue.requeue_due(self.started)
        self.ledger.commit()
        self.crawler.stats.set_value(keys.FRONTIER_QUEUED, self.ledger.queue.count())
        self.checkpoint = Checkpoint(
            self.archive, sync_captures=self._sync_captures, commit=self.ledger.commit
        )
        self.decisions = Decisions(self.ledger, self.crawler.stats, self.number)
        self.frontier = Frontier(
            self.ledger.queue,
            per_host=OUT_PER_HOST * self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            in_all=OUT_IN_ALL * self.settings.getint("CONCURRENT_REQUESTS"),
        )

    async def spider_closed(self, reason: str) -> None:
        await self.readers.close()
        if self._checkpoints is None:
            return
        self._checkpoints.cancel()
        try:
            await self.checkpoint.make()
            self._writer.close()
            self._write_files(reason)
        except OSError as error:
            self._stop_for_output(error)
        finally:
            self.ledger.close()

    def _write_files(self, reason: str) -> None:
        stats = self.crawler.stats.get_stats() | {keys.FINISH_REASON: reason}
        code = exit_code(outcome_of(stats))
        ended = datetime.now(UTC)
        this_run = RunRow(
            id=self.number,
            name=self.id,
            started_at=self.started,
            ended_at=None,
            exit_code=None,
            finish_reason=None,
        )
        write_run_files(
            self.ledger, self.archive, this_run, ended=ended, finish_reason=reason, exit_code=code
        )
        self.ledger.runs.end(self.number, now=ended, exit_code=code, finish_reason=reason)
        self.ledger.commit()

    # --- captures: what the download handler calls ---

    def captured(self, exchange: Exchange) -> CaptureRef | None:
        capture = self._writer.write(exchange)
        if capture is not None and _will_be_decided(exchange):
            self.order.enter(capture)
        return capture

    def capture_failed(self, error: OSError) -> None:
        self._stop_for_output(error)

    # --- the run's end and its checkpoints ---

    def item_error(self, item: Submission, failure: Failure) -> None:
        """A bug of ours in a pipeline costs this page only; Scrapy has logged it."""
        if isinstance(failure.value, OSError):
            self._stop_for_output(failure.value)
            self.leave(item.queued, item.fetched)
        else:
            self.settle(item.queued, State.FAILED, Reason.BUG, fetched=item.fetched)

    def settle(
        self,
        queued: Queued,
        state: State,
        reason: Reason,
        *,
        fetched: Fetched | None = None,
        of: str | None = None,
        article: str | None = None,
    ) -> None:
        """The URL has its outcome, and whoever waits for it may go on. The gate is held."""
        self.decisions.settle(queued, state, reason, fetched=fetched, of=of, article=article)
        self.leave(queued, fetched)

    def leave(self, queued: Queued, fetched: Fetched | None) -> None:
        """Nothing more comes of it in this run, settled or not."""
        self.frontier.done(queued.seq)
        if fetched is not None:
            self.order.leave(fetched.capture)

    def _stop_for_output(self, error: Exception) -> None:
        """Once: what comes after the first failed write fails for the same reason."""
        if self.crawler.stats.get_value(keys.RUN_OUTPUT_ERROR) is not None:
            return
        logger.error("the archive cannot be written: %s", error)
        self.crawler.stats.set_value(keys.RUN_OUTPUT_ERROR, str(error))
        if hasattr(self, "frontier"):
            self.frontier.close()
        if self.crawler.engine is not None and self.crawler.engine.running:
            self._closing = asyncio.ensure_future(
                self.crawler.engine.close_spider_async(reason=OUTPUT_ERROR)
            )

    async def _make_checkpoints(self) -> None:
        while True:
            await asyncio.sleep(self.settings.getfloat("CHECKPOINT_INTERVAL_S"))
            try:
                await self.checkpoint.make()
            except OSError as error:
                self._stop_for_output(error)
                return

    def _sync_captures(self) -> None:
        self._writer.sync()

    async def sitemaps_in_robots(self, url: str) -> tuple[str, ...]:
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        return (await robots.rules_for(url)).sitemaps if robots else ()

    def captured_before(self) -> Iterator[Queued]:
        """What was fetched and not decided, in the order of the captures."""
        return self.ledger.queue.captured()

    def count(self, key: str, by: int = 1) -> None:
        self.crawler.stats.inc_value(key, by)


def limits_of(settings: Any) -> Limits:
    return Limits(
        max_age_days=settings.getfloat("MAX_AGE_DAYS"),
        listing_max_pages=settings.getint("LISTING_MAX_PAGES"),
        sitemaps_per_index=settings.getint("SITEMAPS_MAX_PER_INDEX"),
    )


def _workers(configured: Any) -> int:
    return len(os.sched_getaffinity(0)) if configured is None else int(configured)


def _will_be_decided(exchange: Exchange) -> bool:
    """Only a whole 200 goes on to the pipelines, and it is the one status that is never retried."""
    if exchange.provenance is None or exchange.truncated is not None:
        return False
    if exchange.provenance.role not in DECIDED_ROLES:
        return False
    head = read_head(split_interim(exchange.response)[1])
    return head is not None and head.status == OK
