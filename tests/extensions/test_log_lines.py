"""What the log tells of an answer: nothing, unless somebody reads lines of that level."""

from __future__ import annotations

import logging

import pytest
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.extensions.log_lines import LogLines

URL = "https://a.example/1"
REQUEST, RESPONSE, SPIDER = Request(URL), Response(URL, status=404), Spider("any")


def lines_at(level: str | int) -> LogLines:
    return LogLines.from_crawler(get_crawler(settings_dict={"LOG_LEVEL": level}))


@pytest.mark.parametrize("level", ["INFO", "WARNING", logging.INFO])
def test_no_line_is_made_that_nobody_reads(level: str | int) -> None:
    assert lines_at(level).crawled(REQUEST, RESPONSE, SPIDER) is None


@pytest.mark.parametrize("level", ["DEBUG", logging.DEBUG, "NOTSET"])
def test_each_answer_is_told_where_debugging_is_asked_for(level: str | int) -> None:
    line = lines_at(level).crawled(REQUEST, RESPONSE, SPIDER)
    assert line is not None
    assert "Crawled (404)" in line["msg"] % line["args"]
