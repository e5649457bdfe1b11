"""Counts what goes wrong where Scrapy only logs it: in callbacks, pipelines, signal handlers.

Scrapy catches every exception of a component, logs it, and exits 0. What reaches the log as an
error with a traceback is a bug of ours, or a disk that cannot be written.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crawler import stats_keys as keys
from crawler.exit_codes import is_output_error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# They report exceptions that nobody caught, as text.
REPORTERS_OF_UNCAUGHT = ("twisted", "asyncio")


class FaultCounter(logging.Handler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(level=logging.ERROR)
        self._crawler = crawler

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is None and record.name not in REPORTERS_OF_UNCAUGHT:
            return
        try:
            stats = self._crawler.stats
        except RuntimeError:  # before the crawl has its stats, what fails ends it and is reported
            return
        key, text = fault_of(error, record.getMessage())
        if key == keys.RUN_BUG_FIRST:
            stats.inc_value(keys.RUN_BUGS)
        if stats.get_value(key) is None:
            stats.set_value(key, text)


def fault_of(error: BaseException | None, message: str) -> tuple[str, str]:
    """Under which key a fault is noted, and its text."""
    if is_output_error(error):
        return keys.RUN_OUTPUT_ERROR, str(error)
    return keys.RUN_BUG_FIRST, f"{type(error).__name__}: {error}" if error else message
