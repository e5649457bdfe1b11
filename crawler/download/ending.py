"""A run that ends early: what waits for its turn at a host is given back at once.

Otherwise a clean end would wait for every image that a polite crawl still had to ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader


class RunEndingError(IgnoreRequest):
    """Not asked for any more in this run; its URL stays as it was, for the next one."""


def give_back_waiting(downloader: Downloader) -> int:
    """How many requests had not been sent yet."""
    waiting = [entry for slot in downloader.slots.values() for entry in slot.queue]
    for slot in downloader.slots.values():
        slot.queue.clear()
    for _, answer in waiting:
        answer.errback(RunEndingError("the run is ending"))
    return len(waiting)
