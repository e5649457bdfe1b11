"""A run's end before its time: by a signal, a time box, or a disk that takes no more."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from crawler.download.ending import GRACE_S, give_back_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler

    from crawler.ledger import Frontier

logger = logging.getLogger(__name__)


class EndsEarly:
    """What of a run the end is about; mixed into it, as download handler and spider ask the run.

    `at_early_end` is called for what a spider holds and would not come to, as its own task is
    cancelled. `under_way` are the tasks that wait for an answer.
    """

    crawler: Crawler
    frontier: Frontier

    def __init__(self) -> None:
        self.at_early_end: list[Callable[[], None]] = []
        self.is_ending = False
        self.under_way: set[asyncio.Task[Any]] = set()
        self.is_grace_over = False

    @property
    def has_begun(self) -> bool:
        raise NotImplementedError

    def end_early(self) -> None:
        """Nothing new is begun, and what waits for its turn is left to the next run."""
        self.is_ending = True
        asyncio.get_running_loop().call_later(GRACE_S, self._cut_off)
        if not self.has_begun:
            return
        for give_back in self.at_early_end:
            give_back()
        self.frontier.close()
        given_back = give_back_waiting(self.crawler.engine.downloader)
        logger.info("%d requests are left to the next run", given_back)

    def _cut_off(self) -> None:
        """What is still under way is asked for again by the next run."""
        self.is_grace_over = True
        for task in tuple(self.under_way):
            task.cancel()
