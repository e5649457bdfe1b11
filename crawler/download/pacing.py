"""Downloader middleware: each host is asked more slowly while it answers slowly or with errors.

The pause is the slot's: Scrapy keeps it between the requests of a host, robots.txt and images
among them. A slot that was idle for a minute is dropped, and the host begins anew.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
)

from crawler.download.pace import paced

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

NO_ANSWER = (DownloadTimeoutError, DownloadFailedError, DownloadConnectionRefusedError)


class PacingMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._own = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._ceiling = crawler.settings.getfloat("DOWNLOAD_DELAY_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pacing = cls(crawler)
        if not 0 < pacing._own < pacing._ceiling:
            raise NotConfigured  # without a word: nothing is to be slowed down
        # Not process_response: by then the slot's next request may have gone out.
        crawler.signals.connect(pacing.answered, signals.response_downloaded)
        return pacing

    def answered(self, response: Response, request: Request) -> None:
        self._pace(request, response.status, request.meta.get("download_latency"))

    async def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, NO_ANSWER):
            self._pace(request, None, None)

    def _pace(self, request: Request, status: int | None, latency: float | None) -> None:
        assert self._crawler.engine is not None  # noqa: S101 - answers come only while it runs
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        slot: Slot | None = downloader.slots.get(key)
        if slot is None:
            return
        # What robots.txt asks for, or DOWNLOAD_SLOTS.
        floor = float(downloader.per_slot_settings.get(key, {}).get("delay", self._own))
        ceiling = max(floor, self._ceiling)
        delay = paced(slot.delay, floor=floor, ceiling=ceiling, status=status, latency=latency)
        if delay > 2 * floor and delay > slot.delay:
            logger.info("%s is asked every %.1f s from now on", key, delay)
        slot.delay = delay
