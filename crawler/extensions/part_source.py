"""Where an article's images and further pages come from: the network in a live run, the captures in
a rebuild.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crawler.download.part_fetch import fetch_part
from crawler.extensions.captured import fetched_again
from crawler.statuses import OK
from crawler.warc import IMAGE_ROLE, PAGE_ROLE, SITE_FILE_ROLE

if TYPE_CHECKING:
    from crawler.article import Article, CaptureRef
    from crawler.extensions.run import Run
    from crawler.fetched import Fetched


class PartSource(Protocol):
    async def image(self, url: str, article: Article) -> Fetched | None:
        """None where it is not known what the URL would answer: nothing is remembered of it then.

        Raises PartUnavailableError, CaptureError or RunEndingError.
        """

    async def page(self, url: str, article: Article) -> Fetched | None:
        """The same for a further page of the article."""

    async def site_file(self, url: str, article: Article) -> Fetched | None:
        """The same for a file that the site keeps about itself."""


class LiveParts:
    """`captured`: what a killed run had fetched and perhaps not archived, by URL."""

    def __init__(self, run: Run, captured: dict[str, CaptureRef]) -> None:
        self._run = run
        self._captured = captured

    async def image(self, url: str, article: Article) -> Fetched:
        return await self._part(url, article, IMAGE_ROLE)

    async def page(self, url: str, article: Article) -> Fetched:
        return await self._part(url, article, PAGE_ROLE)

    async def site_file(self, url: str, article: Article) -> Fetched:
        return await self._part(url, article, SITE_FILE_ROLE)

    async def _part(self, url: str, article: Article, role: str) -> Fetched:
        capture = self._captured.pop(url, None)
        fetched = fetched_again(self._run, capture) if capture else None
        if fetched is not None and fetched.status == OK:
            return fetched
        return await fetch_part(self._run.crawler, url, article, role)
