"""What we are measured against, each a process of its own.

`naive`: the crawl that a competent user writes in an hour, with trafilatura in the callback,
Scrapy's ImagesPipeline and a JSON-lines feed. `plain`: Scrapy fetching the pages, and no more.

    python -m tests.benchmarks.opponents naive|plain URLS OUTPUT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trafilatura
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

COMMON: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
}


class Plain(Spider):
    name = "plain"

    def parse(self, response: Response) -> None:
        """Nothing."""


class Naive(Spider):
    name = "naive"

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        document = trafilatura.bare_extraction(
            response.text, url=response.url, with_metadata=True, include_comments=False
        )
        if document is None:
            return
        fields = document if isinstance(document, dict) else document.as_dict()
        yield {
            "url": response.url,
            "title": fields["title"],
            "author": fields["author"],
            "date": fields["date"],
            "publisher": fields["sitename"],
            "text": fields["text"],
            "image_urls": [fields["image"]] if fields["image"] else [],
        }


def main(kind: str, urls: Path, output: Path) -> None:
    settings = dict(COMMON)
    if kind == "naive":
        settings |= {
            "ITEM_PIPELINES": {"scrapy.pipelines.images.ImagesPipeline": 1},
            "IMAGES_STORE": str(output / "images"),
            "FEEDS": {str(output / "articles.jsonl"): {"format": "jsonlines"}},
        }
    process = AsyncCrawlerProcess(settings)
    spider = Naive if kind == "naive" else Plain
    process.crawl(spider, start_urls=urls.read_text(encoding="utf-8").split())
    process.start()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
