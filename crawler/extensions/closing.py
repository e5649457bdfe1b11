"""The end of a crawl whose last items came from the spider's start, and not from a response.

Scrapy 2.19 asks whether its scraper may close only when a response has been worked on. Items that
`start` yields, as those out of captures, would hold up a run that is stopped for ever.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

LOOK_EVERY_S = 0.2


async def close_when_idle(crawler: Crawler) -> None:
    """Goes on until it is cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        slot = crawler.engine.scraper.slot
        if slot is None or slot.closing is None or slot.closing.called:
            continue
        if slot.is_idle() and crawler.spider is not None:
            slot.closing.callback(crawler.spider)
