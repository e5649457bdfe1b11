"""Log lines of one line each: no article is dumped, no control character of a page gets through."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.logformatter import LogFormatter, LogFormatterResult

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.submission import Submission


class LogLines(LogFormatter):
    def __init__(self, level: int) -> None:
        self._level = level

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(logging.Handler(crawler.settings["LOG_LEVEL"]).level)  # by name or number

    def crawled(  # type: ignore[override]  # as the engine allows, to say nothing
        self, request: Request, response: Response, spider: Spider
    ) -> LogFormatterResult | None:
        """Scrapy writes each line of DEBUG, and lets its handler throw it away."""
        if self._level > logging.DEBUG:
            return None
        return super().crawled(request, response, spider)

    def scraped(
        self, item: Submission, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        del response, spider
        return _line(logging.INFO, "archived %(url)s as %(id)s", item, id=item.article.id)

    def dropped(
        self,
        item: Submission,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        del response, spider
        return _line(logging.INFO, "no file for %(url)s: %(why)s", item, why=str(exception))

    def item_error(
        self,
        item: Submission,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        del response, spider
        return _line(logging.ERROR, "a bug at %(url)s: %(why)r", item, why=exception)

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        del spider, errmsg
        level = logging.DEBUG if isinstance(failure.value, IgnoreRequest) else logging.INFO
        why = _one_line(failure.getErrorMessage())
        return {
            "level": level,
            "msg": "no answer from %(url)s: %(why)s",
            "args": {"url": request.url, "why": why},
        }


def _line(level: int, message: str, item: Submission, **args: Any) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": {"url": item.article.url, **args}}


def _one_line(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")
