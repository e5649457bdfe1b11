"""Our own crawl, but that nothing is read of a page: fetch, captures, ledger and files' room alone.

python -m tests.benchmarks.without_reading crawl news -a seeds=FILE …
"""

from __future__ import annotations

import sys

from scrapy.cmdline import execute

from crawler.discovery import AnswerKind
from crawler.extensions import from_settings
from crawler.workers.orders import Reading


def unread(_order: object) -> Reading:
    return Reading(AnswerKind.OTHER)


if __name__ == "__main__":
    setattr(from_settings, "WORK", unread)  # noqa: B010  # it is a name of its own there
    execute(["scrapy", *sys.argv[1:]])
