"""URLs looked at and nothing stored: through the same handler, guards and robots.txt as a crawl.

For `scrapy preview` and `scrapy doctor`, which ask in the name of a person who is waiting.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess

from crawler.discovery import Role
from crawler.download.addresses import AddressRefused
from crawler.download.answers import fetched_now
from crawler.download.failures import outcome_of_failure
from crawler.download.robots import RobotsMiddleware, UnreachableError
from crawler.fetched import address_in
from crawler.statuses import REDIRECTS
from crawler.workers.orders import Answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from crawler.download.robots_rules import Rules
    from crawler.warc import Exchange

    # What is done with a look that has come to its end.
    Looked = Callable[["Look"], Awaitable[None]]

# Of these crawlers alone: the domains whose certificates are not verified.
EXCUSED = "LOOK_EXCUSED_DOMAINS"
# As many as browsers follow.
MAX_HOPS = 20


@dataclass(slots=True)
class Look:
    """`hops` are the addresses asked for, in order; `failure` says why there is no answer, as
    `state (reason)` and the words of the error. `robots` are the rules of the last host.
    """

    url: str
    role: Role = Role.PAGE
    hops: list[str] = field(default_factory=list)
    answer: Answer | None = None
    status: int | None = None
    failure: str | None = None
    robots: Rules | None = None


class NothingStored:
    """Stands where a run would: takes the exchanges, and keeps none."""

    is_ending = False

    def __init__(self, excused_domains: Collection[str] = ()) -> None:
        self.excused_domains = excused_domains

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getlist(EXCUSED))

    def captured(self, exchange: Exchange) -> None:
        del exchange

    def capture_failed(self, error: OSError) -> None:
        raise error  # nothing is written, so nothing can fail


class LookSpider(Spider):
    name = "look"

    def __init__(self, looks: Sequence[Look], looked: Looked, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._looks = looks
        self._looked = looked

    async def start(self) -> AsyncIterator[Request]:
        for look in self._looks:
            yield self._request(look, look.url)

    async def answered(self, response: Response, look: Look) -> AsyncIterator[Request]:
        location = response.headers.get("Location")
        if response.status in REDIRECTS and location and len(look.hops) < MAX_HOPS:
            yield self._request(look, urljoin(response.url, address_in(location)))
            return
        fetched = fetched_now(response)
        look.status = fetched.status
        look.answer = Answer(
            fetched.url,
            fetched.body,
            fetched.content_type,
            look.role,
            fetched.headers,
            fetched.fetched_at,
        )
        look.robots = await self._robots_of(fetched.url)
        await self._looked(look)

    async def unanswered(self, failure: Failure) -> None:
        if failure.value is None:
            return
        look: Look = failure.request.cb_kwargs["look"]  # type: ignore[attr-defined]  # by Scrapy
        state, reason = outcome_of_failure(failure.value)
        # Why there is no robots.txt says more than that there is none.
        look.failure = f"{state} ({reason}): {failure.value.__cause__ or failure.value}"
        await self._looked(look)

    async def _robots_of(self, url: str) -> Rules | None:
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        try:
            return None if robots is None else await robots.rules_for(url)
        except (AddressRefused, UnreachableError):
            return None

    def _request(self, look: Look, url: str) -> Request:
        look.hops.append(url)
        return Request(
            url,
            self.answered,
            errback=self.unanswered,
            cb_kwargs={"look": look},
            dont_filter=True,
        )


def look_at(url: str, settings: Settings) -> Look:
    """Without a pause between its few requests. Once in a process, as `look_at_all`."""
    look = Look(url)
    ours = settings.copy()
    ours.set("DOWNLOAD_DELAY", 0, priority="cmdline")
    look_at_all([look], ours, _nothing_more)
    return look


def look_at_all(
    looks: Sequence[Look],
    settings: Settings,
    looked: Looked,
    at_end: Callable[[], Awaitable[None]] | None = None,
    excused_domains: Collection[str] = (),
) -> None:
    """Once in a process: Scrapy's reactor does not begin anew. `looked` is called for each."""
    ours = settings.copy()
    ours.update(
        {
            "EXTENSIONS": {"crawler.download.look.NothingStored": 1},
            "ITEM_PIPELINES": {},
            "LOG_ENABLED": False,
            "LOG_FILE": None,
            "STATS_DUMP": False,
            "RETRY_ENABLED": False,
            EXCUSED: list(excused_domains),
        },
        priority="cmdline",
    )
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    process = AsyncCrawlerProcess(ours)
    crawler = process.create_crawler(LookSpider)
    if at_end is not None:
        crawler.signals.connect(at_end, signals.spider_closed, weak=False)
    process.crawl(crawler, looks=looks, looked=looked)
    process.start()


async def _nothing_more(look: Look) -> None:
    del look
