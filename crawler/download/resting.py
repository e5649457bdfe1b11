"""Downloader middleware: a server that asks for a pause (429, 503 with Retry-After) gets it.

A short one is waited for within the run, by all requests of the host. For a long one the host rests
until a later run: nothing more is asked of it, and what waits stays queued.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from scrapy import signals

from crawler.discovery import host_of
from crawler.download.ending import RunEndingError
from crawler.download.retry_after import retry_after
from crawler.download.sink import find_sink

if TYPE_CHECKING:
    import asyncio

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

ASKS_FOR_A_PAUSE = frozenset({429, 503})


class Rests(Protocol):
    def is_resting(self, host: str) -> bool: ...

    def rest(self, host: str, wait: timedelta) -> None:
        """With the run's gate held."""


@runtime_checkable
class KeepsRests(Protocol):
    """The run; who only looks at one URL keeps none."""

    rests: Rests
    gate: asyncio.Lock


class HostRestsError(RunEndingError):
    """For this host the run is over."""


class RestingMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._patience = timedelta(seconds=crawler.settings.getfloat("RETRY_AFTER_PATIENCE_S"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        resting = cls(crawler)
        # By process_response the slot's next request may have gone out.
        crawler.signals.connect(resting.answered, signals.response_downloaded)
        return resting

    async def process_request(self, request: Request) -> None:
        """Raises HostRestsError."""
        if self._run is not None and self._run.rests.is_resting(host_of(request.url)):
            raise HostRestsError(f"{host_of(request.url)} rests")

    def answered(self, response: Response, request: Request) -> None:
        wait = _asked_for(response)
        if wait is not None and wait <= self._patience:
            self._hold_back(request, wait)

    async def process_response(self, request: Request, response: Response) -> Response:
        wait = _asked_for(response)
        if wait is not None and wait > self._patience:
            request.meta["dont_retry"] = True
            await self._rest(host_of(request.url), wait)
        return response

    async def _rest(self, host: str, wait: timedelta) -> None:
        if self._run is not None:
            async with self._run.gate:
                self._run.rests.rest(host, wait)

    @cached_property
    def _run(self) -> KeepsRests | None:
        """Looked for once, at the first request: it costs a third of a millisecond."""
        run = find_sink(self._crawler)
        return run if isinstance(run, KeepsRests) else None

    def _hold_back(self, request: Request, wait: timedelta) -> None:
        """The slot's next request goes out as if the last one had been made after the pause."""
        assert self._crawler.engine is not None  # noqa: S101 - answers come only while it runs
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is not None:
            slot.delay = max(slot.delay, 0.001)  # without a delay Scrapy looks at no clock
            slot.lastseen = monotonic() + wait.total_seconds()


def _asked_for(response: Response) -> timedelta | None:
    if response.status not in ASKS_FOR_A_PAUSE:
        return None
    stated = response.headers.get("Retry-After")
    return retry_after(stated.decode("latin-1") if stated else None, datetime.now(UTC))
