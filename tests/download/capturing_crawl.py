"""A real crawl in a process of its own: fetches what stdin names, captures, says what it saw.

Run as a module: on stdin its settings as JSON, the requests and the captures' folder among them, on
stdout a JSON line for each answer or failure. A process runs Scrapy's reactor but once, so tests
start this.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess

from crawler.article import CaptureRef
from crawler.warc import Original, Provenance, WarcWriter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.warc import Exchange

PROJECT_ROOT = Path(__file__).resolve().parents[2]
_TIMEOUT_S = 120


def crawl(folder: Path, requests: list[dict[str, Any]], **settings: Any) -> dict[str, Any]:
    """What the spider saw by URL (and `/n` for the n-th request of the same URL), and the log."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.download.capturing_crawl"],
        input=json.dumps({"FOLDER": str(folder), "REQUESTS": requests} | settings),
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        timeout=_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    return {"log": done.stderr, **{one["name"]: one for one in seen}}


class Sink:
    """The run's part: writes each exchange, closes the file when the spider has closed."""

    def __init__(self, crawler: Crawler) -> None:
        self._writer = WarcWriter(Path(crawler.settings["FOLDER"]), statement={"software": "test"})
        self._room = crawler.settings.getint("ROOM_FOR_EXCHANGES", sys.maxsize)
        crawler.signals.connect(self._writer.close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Sink:
        return cls(crawler)

    def captured(self, exchange: Exchange) -> CaptureRef | None:
        if self._writer.exchanges >= self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._writer.write(exchange)

    is_ending = False
    excused_domains: tuple[str, ...] = ()

    def capture_failed(self, error: OSError) -> None:
        _say({"name": "capture_failed", "error": str(error)})


class Fetcher(Spider):
    name = "fetcher"
    handle_httpstatus_all = True

    async def start(self) -> AsyncIterator[Request]:
        for order in self.settings["REQUESTS"]:
            yield self._request(**order)

    def _request(
        self, *, url: str, name: str = "", meta: dict[str, Any] | None = None, **more: Any
    ) -> Request:
        meta = {"handle_httpstatus_all": True, "name": name or url, **(meta or {})}
        if "provenance" in meta:
            meta["provenance"] = Provenance(**meta["provenance"])
        if "asked_about" in meta:
            meta["asked_about"] = _original(**meta["asked_about"])
        return Request(url, self.answered, errback=self.failed, meta=meta, dont_filter=True, **more)

    def answered(self, response: Response) -> None:
        seen = {"status": response.status, "body": response.body.hex()}
        _say(seen | _meta(response.meta))

    def failed(self, failure: Failure) -> None:
        error = failure.value
        seen = {"error": type(error).__name__, "reason": getattr(error, "reason", None)}
        _say(seen | _meta(failure.request.meta))  # type: ignore[attr-defined] # Scrapy sets it


_SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.download.handler.CapturingHandler",
        "https": "crawler.download.handler.CapturingHandler",
    },
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    },
    "ALLOW_PRIVATE_ADDRESSES": True,
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
    "DOWNLOAD_TIMEOUT": 10,
    "DOWNLOAD_MAXSIZE": 300_000,
    "HTTPPROXY_ENABLED": False,
    "RETRY_TIMES": 1,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "INFO",
}


def _meta(meta: dict[str, Any]) -> dict[str, Any]:
    capture = meta.get("capture")
    fetched_at = meta.get("fetched_at")
    return {
        "name": meta["name"],
        "capture": {slot: getattr(capture, slot) for slot in capture.__slots__}
        if capture
        else None,
        "fetched_at": fetched_at.isoformat() if fetched_at else None,
    }


def _original(*, url: str, date: str, capture: dict[str, Any]) -> Original:
    return Original(url=url, date=datetime.fromisoformat(date), capture=CaptureRef(**capture))


def _say(seen: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    process = AsyncCrawlerProcess(_SETTINGS | {"EXTENSIONS": {Sink: 1}} | json.load(sys.stdin))
    process.crawl(Fetcher)
    process.start()
