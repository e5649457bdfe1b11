"""A run that ends early: what waits for its turn at a host is given back at once.

Otherwise a clean end would wait for every image that a polite crawl still had to ask for.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.core.downloader import Downloader


# Seconds that an answer has to come to its end once the run is told to stop: of the 20 in which it
# promises to be over, and supervisors wait for longer.
GRACE_S = 12.0


@runtime_checkable
class EndsInTime(Protocol):
    """The run; it cancels what is `under_way` once the grace of its end is over."""

    under_way: set[asyncio.Task[Any]]
    is_grace_over: bool


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
def under_way(run: EndsInTime | None) -> Iterator[None]:
    """Around the wait for an answer. RunEndingError where the run's end does not go on waiting."""
    task = asyncio.current_task()
    if task is None or run is None:
        yield
        return
    run.under_way.add(task)
    try:
        yield
    except asyncio.CancelledError:
        if not run.is_grace_over:
            raise
        task.uncancel()
        raise RunEndingError("the run's end does not wait for it") from None
    finally:
        run.under_way.discard(task)
