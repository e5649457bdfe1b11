"""Scrapy's crawl itself, from the spider's name to the figures that the run leaves."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler import stats_keys as keys
from crawler.commands.faults import FaultCounter, fault_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

    from crawler.commands.stop_signals import StopSignals

# Scrapy can be stopped only once its engine runs; until then the stop waits in steps of this.
STOP_POLL_S = 0.05

logger = logging.getLogger(__name__)


def crawl(
    spider: str, arguments: Mapping[str, str], settings: Settings, signals: StopSignals
) -> dict[str, Any]:
    """The stats of the crawl; RUN_SIGNAL, RUN_BUGS and RUN_OUTPUT_ERROR among them."""
    process = AsyncCrawlerProcess(settings)
    # Scrapy leaves warnings on standard error under `python -W`.
    logging.captureWarnings(capture=True)
    crawler = process.create_crawler(spider)
    faults = FaultCounter(crawler)
    logging.getLogger().addHandler(faults)
    crawling = process.crawl(crawler, **arguments)
    stop = _Stop(process, crawler, crawling, signals)
    signals.stop = stop.soon
    process.start(install_signal_handlers=False)
    signals.stop = _nothing
    stats = _stats_of_end(crawling, signals) | _stats_of(crawler)
    logging.getLogger().removeHandler(faults)
    return stats


class _Stop:
    """The clean end that the first signal asks for."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        crawler: Crawler,
        crawling: asyncio.Task[None],
        signals: StopSignals,
    ) -> None:
        self._process = process
        self._crawler = crawler
        self._crawling = crawling
        self._signals = signals
        self._stopping: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Safe in a signal's handler: the loop is woken, and nothing else is touched."""
        self._crawling.get_loop().call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        logger.info("stopping on signal %s; a second one stops at once", self._signals.first)
        self._stopping = self._crawling.get_loop().create_task(self._when_running())

    async def _when_running(self) -> None:
        # Scrapy says that the engine starts, and not when it has.
        while not (_is_running(self._crawler) or self._crawling.done()):  # noqa: ASYNC110
            await asyncio.sleep(STOP_POLL_S)
        if not self._crawling.done():
            # Here, as every start of Scrapy imports this module; by now it is imported.
            from crawler.extensions.run import Run  # noqa: PLC0415

            self._crawler.stats.set_value(keys.RUN_SIGNAL, self._signals.first)
            if (run := self._crawler.get_extension(Run)) is not None:
                run.end_early()
        await self._process.stop()


def _is_running(crawler: Crawler) -> bool:
    try:
        return crawler.engine.running
    except RuntimeError:  # it has none yet
        return False


def _stats_of(crawler: Crawler) -> dict[str, Any]:
    try:
        return dict(crawler.stats.get_stats())
    except RuntimeError:  # it ended before it had any
        return {}


def _stats_of_end(crawling: asyncio.Task[None], signals: StopSignals) -> dict[str, Any]:
    """What Scrapy does not count: the signal, and an exception that ended the crawl itself."""
    end: dict[str, Any] = {} if signals.first is None else {keys.RUN_SIGNAL: signals.first}
    error = crawling.exception() if crawling.done() and not crawling.cancelled() else None
    if error is None:
        return end
    logger.critical("the crawl could not go on", exc_info=error)
    key, text = fault_of(error, "")
    return end | {key: text} | ({keys.RUN_BUGS: 1} if key == keys.RUN_BUG_FIRST else {})


def _nothing() -> None:
    """A signal after the end changes nothing any more."""
