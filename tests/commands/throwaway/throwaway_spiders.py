"""A spider that reads each seed and then meets the fate that it was told."""

from __future__ import annotations

import errno
import logging
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from twisted.internet.defer import Deferred

from crawler import stats_keys as keys
from crawler.seeds import read_seeds, seed_of_url
from crawler.workers.pool import ReaderPool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure


class TinySpider(Spider):
    name = "tiny"
    ARGUMENTS: ClassVar[tuple[str, ...]] = ("seeds", "url", "fate")

    def __init__(self, fate: str = "", url: str = "", seeds: str = "", **rest: Any) -> None:
        super().__init__(**rest)
        self.fate, self.url, self.seeds = fate, url, seeds
        if fate == "init":
            raise ValueError("born wrong")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> TinySpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.fate == "handler":
            crawler.signals.connect(spider.fail, signal=signals.spider_opened)
        return spider

    def fail(self) -> None:
        raise LookupError("a handler's bug")

    async def start(self) -> AsyncIterator[Request]:
        told = {name: self.settings[name] for name in ("RUN_ID", "RUN_FOLDER", "RUN_STARTED")}
        self.logger.info("told %s", told)
        if self.fate == "start":
            raise ValueError("no way to start")
        for count, url in enumerate(self._seeds(), 1):
            self.crawler.stats.set_value(keys.SEEDS_TOTAL, count)
            yield Request(url, self.parse, errback=self.note_failure, dont_filter=True)

    def _seeds(self) -> Iterator[str]:
        if self.url:
            yield seed_of_url(self.url).url
            return
        path = Path(self.seeds)
        yield from (seed.url for seed in read_seeds(path.read_bytes(), path.name))

    async def parse(self, response: Response) -> Any:
        self.crawler.stats.inc_value(keys.SEEDS_READ)
        self.crawler.stats.inc_value(keys.ARTICLES_NEW)
        if self.fate == "callback":
            raise LookupError("a bug\x1b[2J in a callback")
        if self.fate == "close":
            raise CloseSpider("tired")
        if self.fate == "unheard":
            Deferred().errback(LookupError("nobody listens"))
        if self.fate == "noise":
            make_noise()
        if self.fate == "workers":
            await read_in_a_worker(response.body)
        yield {"fate": self.fate}

    def note_failure(self, failure: Failure) -> None:
        self.crawler.stats.inc_value(keys.SEEDS_UNREADABLE)
        first = self.crawler.stats.get_value(keys.SEEDS_UNREADABLE_FIRST, [])
        named = (failure.request.url, failure.getErrorMessage())  # type: ignore[attr-defined]  # Scrapy sets it
        self.crawler.stats.set_value(
            keys.SEEDS_UNREADABLE_FIRST, [*first, named][: keys.UNREADABLE_NAMED]
        )


class FreeSpider(Spider):
    """Declares no arguments and asks for nothing."""

    name = "free"

    async def start(self) -> AsyncIterator[Request]:
        for _ in range(0):
            yield Request("http://127.0.0.1/")


class FatePipeline:
    def process_item(self, item: dict[str, str]) -> dict[str, str]:
        if item["fate"] == "pipeline":
            raise LookupError("a bug in a pipeline")
        if item["fate"] == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return item


def make_noise() -> None:
    warnings.warn("a warning of a library", UserWarning, stacklevel=1)
    logging.getLogger("library").error("an error of a library")
    os.write(2, b"a word from C\n")


async def read_in_a_worker(body: bytes) -> None:
    pool: ReaderPool[bytes, int] = ReaderPool(1, 10, len)
    if await pool.read(body) != len(body):
        raise ValueError("the worker read something else")
    await pool.close()
