"""Downloader middleware: robots.txt is asked before every request, as RFC 9309 has it.

Fetched once a day for each scheme, host and port, by the same captured way as everything else; the
ledger keeps it. A 4xx allows all; a 5xx, a 429 and whatever cannot be reached forbid all, until the
next run, and are not kept.
https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler.download.addresses import AddressRefused
from crawler.download.causes import is_of_tls
from crawler.download.ending import RunEndingError
from crawler.download.robots_rules import MAX_PARSED_BYTES, Rules, parse
from crawler.download.sink import CaptureError, find_sink
from crawler.fetched import address_in
from crawler.statuses import REDIRECTS
from crawler.warc import ROBOTS_ROLE, Provenance

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.ledger import Ledger

# RFC 9309, section 2.3.1.2, asks for at least five.
MAX_REDIRECTS = 5
# Seconds. A site that asks for more is visited at this pace: some write milliseconds.
MAX_CRAWL_DELAY_S = 120.0
# Rules of a host are 10 to 100 KB; beyond this many, the host not asked for longest is forgotten.
MAX_ORIGINS = 2000
TOO_MANY_REQUESTS = 429
# Of the answer, whose first 500 KiB are read; the largest that were seen have 5 MB.
MAX_FILE_BYTES = 32 * 1024 * 1024


@runtime_checkable
class Remembers(Protocol):
    """The run; who only looks at one URL remembers nothing."""

    ledger: Ledger
    gate: asyncio.Lock


class Forbidden(IgnoreRequest):
    """`reason` is "robots", or "robots-unreachable", whose cause is then the error that was met."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.reason = reason


class UnreachableError(Exception):
    """robots.txt gave no answer that says anything."""


class RobotsMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = product_token(crawler.settings.get("USER_AGENT") or "")
        self._max_age = timedelta(hours=crawler.settings.getfloat("ROBOTS_MAX_AGE_H"))
        self._rules: OrderedDict[str, asyncio.Task[Rules]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Forbidden. A request with meta "robots_exempt" is robots.txt itself."""
        if request.meta.get("robots_exempt"):
            return
        try:
            rules = await self.rules_for(request.url)
        except UnreachableError as error:
            if isinstance(error.__cause__, Exception) and is_of_tls(error.__cause__):
                # The page's own request would end so, and that says more.
                raise error.__cause__ from error.__cause__.__cause__
            raise Forbidden(request.url, "robots-unreachable") from error.__cause__ or error
        if not rules.allows(request.url, self._agent):
            raise Forbidden(request.url, "robots")
        self._slow_down(request, rules.crawl_delay(self._agent))

    async def rules_for(self, url: str) -> Rules:
        """The rules of the URL's host, fetched if need be; their `sitemaps` are for discovery.

        Raises UnreachableError, AddressRefused or CaptureError.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        task = self._rules.get(origin)
        if task is None:
            task = asyncio.ensure_future(self._rules_at(f"{origin}/robots.txt"))
            self._rules[origin] = task
        self._rules.move_to_end(origin)
        if len(self._rules) > MAX_ORIGINS:
            self._rules.popitem(last=False)
        return await asyncio.shield(task)

    async def _rules_at(self, url: str) -> Rules:
        run = find_sink(self._crawler)
        if not isinstance(run, Remembers):
            return parse(await self._fetch(url))
        kept, now = run.ledger.site_files.by_url(url), datetime.now(UTC)
        if kept is not None and now - self._max_age < kept.visited_at <= now:
            return parse(kept.body)
        body = (await self._fetch(url))[:MAX_PARSED_BYTES]
        async with run.gate:
            run.ledger.site_files.remember(url, body, now=now)
        return parse(body)

    async def _fetch(self, url: str) -> bytes:
        """Empty where there is none, which allows all."""
        target = url
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._answer(target)
            if response.status not in REDIRECTS:
                return _body(response)
            target = _location(response)
        raise UnreachableError(f"{url}: more than {MAX_REDIRECTS} redirects")

    async def _answer(self, url: str) -> Response:
        meta = {
            "robots_exempt": True,
            "download_maxsize": MAX_FILE_BYTES,
            "dont_redirect": True,
            "provenance": Provenance(role=ROBOTS_ROLE),
        }
        assert self._crawler.engine is not None  # noqa: S101 - requests pass only while it runs
        try:
            return await self._crawler.engine.download_async(Request(url, meta=meta))
        except (AddressRefused, CaptureError, RunEndingError):
            raise
        except Exception as error:  # whatever the network does, it is no permission
            raise UnreachableError(f"{url}: {error}") from error

    def _slow_down(self, request: Request, crawl_delay: float | None) -> None:
        """For the slot that is there and for the one that follows when an idle slot is dropped.

        Without jitter, which would go below what the site asks for.
        """
        assert self._crawler.engine is not None  # noqa: S101 - requests pass only while it runs
        downloader = self._crawler.engine.downloader
        own = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        if crawl_delay is None or crawl_delay <= own:
            return
        delay = min(crawl_delay, MAX_CRAWL_DELAY_S)
        key = downloader.get_slot_key(request)
        downloader.per_slot_settings[key] = {"delay": delay, "jitter": 0}
        if (slot := downloader.slots.get(key)) is not None:
            slot.delay, slot.jitter = max(slot.delay, delay), 0


def product_token(user_agent: str) -> str:
    """What robots.txt knows a crawler by: the name before the version."""
    return user_agent.split("/", maxsplit=1)[0].strip()


def _body(response: Response) -> bytes:
    if response.status == TOO_MANY_REQUESTS or response.status >= 500:
        raise UnreachableError(f"{response.url}: status {response.status}")
    return response.body if 200 <= response.status < 300 else b""


def _location(response: Response) -> str:
    location = response.headers.get("Location") or b""
    try:
        target = urljoin(response.url, address_in(location))
        scheme = urlsplit(target).scheme
    except ValueError as error:
        raise UnreachableError(f"{response.url}: redirected to {location!r}") from error
    if not location or scheme not in {"http", "https"}:
        raise UnreachableError(f"{response.url}: redirected to {location!r}")
    return target
