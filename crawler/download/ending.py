"""A run that ends early: what waits for its turn at a host is given back at once.

Otherwise a clean end would wait for every image that a polite crawl still had to ask for.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.core.downloader import Downloader


# Seconds that an answer has to come to its end once the run is told to stop: of the 20 in which it
# promises to be over, and supervisors wait for longer.
GRACE_S = 12.0


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


@contextmanager
def under_way(run: object) -> Iterator[None]:
    """Around the wait for an answer. RunEndingError where the run's end does not go on waiting.

    A run has the tasks that are `under_way`, and cancels them once the grace of its end is over
    (`is_grace_over`). Asked for by name: to look whether it is of a protocol takes ten times as
    long.
    """
    task = asyncio.current_task()
    tasks = getattr(run, "under_way", None)
    if task is None or tasks is None:
        yield
        return
    tasks.add(task)
    try:
        yield
    except asyncio.CancelledError:
        if not getattr(run, "is_grace_over", False):
            raise
        task.uncancel()
        raise RunEndingError("the run's end does not wait for it") from None
    finally:
        tasks.discard(task)
