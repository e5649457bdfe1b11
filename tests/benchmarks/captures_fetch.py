"""One crawl of the benchmark, in a process of its own; says how much CPU it took, in seconds."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.originals import LedgerOriginals
from crawler.ledger import Ledger
from crawler.warc import Provenance, WarcWriter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.article import CaptureRef
    from crawler.warc import Exchange

# As a run makes its checkpoints.
SYNC_S = 2.0


class Sink:
    """The run's part, as far as captures go."""

    is_ending = False

    def __init__(self, crawler: Crawler) -> None:
        folder = Path(crawler.settings["FOLDER"])
        self._writes = crawler.settings.getbool("WRITES")
        self._ledger = Ledger.open(folder / "ledger.sqlite") if self._known(crawler) else None
        self._originals = LedgerOriginals(self._ledger, folder) if self._ledger else None
        self._writer = WarcWriter(folder, statement={}, originals=self._originals)
        self._checkpoints = create_looping_call(self._checkpoint)
        crawler.signals.connect(self._start, signals.engine_started)
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Sink:
        return cls(crawler)

    @staticmethod
    def _known(crawler: Crawler) -> bool:
        return crawler.settings.getbool("REMEMBERS")

    def captured(self, exchange: Exchange) -> CaptureRef | None:
        return self._writer.write(exchange) if self._writes else None

    def capture_failed(self, error: OSError) -> None:
        raise error

    def _start(self) -> None:
        self._checkpoints.start(SYNC_S, now=False)

    def _checkpoint(self) -> None:
        if self._originals is not None:
            self._originals.remember_written()
        self._writer.sync()
        if self._ledger is not None:
            self._ledger.commit()

    def _close(self) -> None:
        self._checkpoints.stop()
        self._checkpoint()
        self._writer.close()
        if self._ledger is not None:
            self._ledger.close()


class Fetcher(Spider):
    name = "fetcher"

    async def start(self) -> AsyncIterator[Request]:
        port, pages, fetches = (self.settings[name] for name in ("PORT", "PAGES", "FETCHES"))
        meta = {"provenance": Provenance(seed="http://127.0.0.1/", hops=1, role="article")}
        for number in range(fetches):
            url = f"http://127.0.0.1:{port}/{number % pages}?{number}"
            yield Request(url, meta=meta, dont_filter=True)

    def parse(self, response: Response) -> None:
        assert response.status == 200


def settings_of(order: str) -> dict[str, Any]:
    port, pages, fetches, folder, handler, writes, remembers = json.loads(order)
    return {
        "PORT": port,
        "PAGES": pages,
        "FETCHES": fetches,
        "FOLDER": folder,
        "WRITES": writes,
        "REMEMBERS": remembers,
        "DOWNLOAD_HANDLERS": {"http": handler},
        "EXTENSIONS": {Sink: 1},
        "ALLOW_PRIVATE_ADDRESSES": True,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "CONCURRENT_ITEMS": 4,
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    process = AsyncCrawlerProcess(settings_of(sys.argv[1]))
    crawler = process.create_crawler(Fetcher)
    before, began = _cpu(), time.monotonic()
    process.crawl(crawler)
    process.start()
    answered = crawler.stats.get_value("response_received_count")
    assert answered == crawler.settings["FETCHES"], f"{answered} answers"
    sys.stdout.write(f"{_cpu() - before} {time.monotonic() - began}\n")
