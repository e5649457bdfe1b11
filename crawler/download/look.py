"""One URL looked at and nothing stored: through the same handler, guards and robots.txt as a crawl.

For `scrapy preview` and `scrapy doctor`, which ask in the name of a person who is waiting.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.discovery import Role
from crawler.download.answers import fetched_now
from crawler.download.failures import outcome_of_failure
from crawler.statuses import REDIRECTS
from crawler.workers.reading import Answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from crawler.warc import Exchange

# As many as browsers follow.
MAX_HOPS = 20


@dataclass(slots=True)
class Look:
    """`hops` are the addresses asked for, in order; `failure` says why there is no answer, as
    `state (reason)` and the words of the error.
    """

    hops: list[str] = field(default_factory=list)
    answer: Answer | None = None
    status: int | None = None
    failure: str | None = None


class NothingStored:
    """Stands where a run would: takes the exchanges, and keeps none."""

    is_ending = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        del crawler
        return cls()

    def captured(self, exchange: Exchange) -> None:
        del exchange

    def capture_failed(self, error: OSError) -> None:
        raise error  # nothing is written, so nothing can fail


class LookSpider(Spider):
    name = "look"

    def __init__(self, url: str, look: Look, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._url = url
        self._look = look

    async def start(self) -> AsyncIterator[Request]:
        yield self._request(self._url)

    def answered(self, response: Response) -> Iterator[Request]:
        location = response.headers.get("Location")
        if response.status in REDIRECTS and location and len(self._look.hops) < MAX_HOPS:
            yield self._request(urljoin(response.url, location.decode("latin-1")))
            return
        fetched = fetched_now(response)
        self._look.status = fetched.status
        self._look.answer = Answer(
            fetched.url,
            fetched.body,
            fetched.content_type,
            Role.PAGE,
            fetched.headers,
            fetched.fetched_at,
        )

    def unanswered(self, failure: Failure) -> None:
        if failure.value is None:
            return
        state, reason = outcome_of_failure(failure.value)
        self._look.failure = f"{state} ({reason}): {failure.value}"

    def _request(self, url: str) -> Request:
        self._look.hops.append(url)
        return Request(url, self.answered, errback=self.unanswered, dont_filter=True)


def look_at(url: str, settings: Settings) -> Look:
    """Once in a process: Scrapy's reactor does not begin anew."""
    look = Look()
    ours = settings.copy()
    ours.update(
        {
            "EXTENSIONS": {"crawler.download.look.NothingStored": 1},
            "ITEM_PIPELINES": {},
            "LOG_ENABLED": False,
            "LOG_FILE": None,
            "STATS_DUMP": False,
            "DOWNLOAD_DELAY": 0,
            "RETRY_ENABLED": False,
        },
        priority="cmdline",
    )
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    process = AsyncCrawlerProcess(ours)
    process.crawl(LookSpider, url=url, look=look)
    process.start()
    return look
