"""Gets the further pages of an article, one after the other, and makes one article of them.

Before anything is decided of it, as the whole text decides. It keeps its place among the captures
meanwhile: what was captured later waits, for at most ARTICLE_MAX_PAGES requests. A page that cannot
be had costs the rest of the text, never the article.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.article import ArticlePage
from crawler.discovery import Role, canonical_url, host_of
from crawler.download.ending import RunEndingError
from crawler.download.part_fetch import PartUnavailableError
from crawler.download.sink import CaptureError
from crawler.extraction.page import Flag
from crawler.extraction.stitching import new_paragraphs, stitched
from crawler.ledger import Found, Reason, State, url_key
from crawler.verdict import Verdict
from crawler.workers.errors import ReadingError
from crawler.workers.orders import Answer
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.extraction.page import Page
    from crawler.fetched import Fetched
    from crawler.submission import Submission

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Part:
    """A further page as it was read, and where it leads."""

    page: ArticlePage
    article: Article
    next_page: str | None


class PagesPipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        if item.next_page is None:
            return item
        try:
            parts, missing = await self._parts(item, item.next_page)
        except (RunEndingError, CaptureError):
            await self.put_off(item)
        whole = stitched(item.article, [(part.page, part.article) for part in parts])
        lost = () if missing is None else (missing,)
        # Also where all went well, if a killed run may have said otherwise of this capture.
        if lost or item.queued.capture is not None:
            self.run.remark(item.fetched, pages_missing=lost)
        if lost:
            whole = replace(whole, flags=(*whole.flags, Flag.PAGES_MISSING))
        return replace(item, article=whole, pages_missing=lost)

    async def _parts(self, item: Submission, address: str) -> tuple[list[_Part], str | None]:
        """The further pages, and the address of the first one that could not be had."""
        parts: list[_Part] = []
        whole = item.article
        asked = {canonical_url(whole.url)}
        following: str | None = address
        while following is not None and canonical_url(following) not in asked:
            if len(asked) >= item.terms.pages_per_article:
                return parts, following
            asked.add(canonical_url(following))
            part = await self._part(item, following)
            if part is None or not new_paragraphs(whole, part.article):
                return parts, following
            parts.append(part)
            whole = stitched(whole, [(part.page, part.article)])
            following = part.next_page
        return parts, None

    async def _part(self, item: Submission, url: str) -> _Part | None:
        if url in item.pages_not_had:
            return None
        try:
            fetched = await self.run.parts.page(url, item.article)
        except PartUnavailableError as error:
            logger.info("%s lacks a page: %s", item.article.url, error)
            await self._settle(item, url, Verdict(error.state, error.reason), None)
            return None
        if fetched is None:
            if item.is_unfinished:
                await self.put_off(item)  # the crawl that was killed had not come to it
            return None
        page = await self._read(fetched)
        if page is None or page.article is None:
            return None
        verdict = Verdict(State.NOT_ARTICLE, Reason.ARTICLE_PART, of=item.article.canonical_url)
        await self._settle(item, url, verdict, fetched)
        named = ArticlePage(url=fetched.url, capture=fetched.capture)
        return _Part(named, page.article, page.next_page)

    async def _read(self, fetched: Fetched) -> Page | None:
        answer = Answer(
            fetched.url,
            fetched.body,
            fetched.content_type,
            Role.ARTICLE,
            fetched.headers,
            fetched.fetched_at,
        )
        try:
            return (await self.run.readers.page(answer)).page
        except ReadingError as error:
            logger.warning("%s: %s", fetched.url, error)
            return None

    async def _settle(
        self, item: Submission, url: str, verdict: Verdict, fetched: Fetched | None
    ) -> None:
        """The ledger says what became of the page's own URL."""
        found = Found(
            url=url,
            key=url_key(canonical_url(url)),
            host=host_of(url),
            role=Role.ARTICLE,
            seed=item.article.seed,
            via=item.article.url,
            hops=item.queued.hops + 1,
        )
        async with self.run.gate:
            self.run.decisions.settle_part(found, verdict, fetched, self.run.frontier.holds)
