"""Adds what the site says of reuse for this page in a file of its own (TDMRep).

It is asked for once a day and site, by the same captured and polite way as everything else. What it
said is remarked beside the article's capture, so that a rebuild need not know which answer counted.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crawler.download.ending import RunEndingError
from crawler.download.part_fetch import PartUnavailableError
from crawler.download.sink import CaptureError
from crawler.extraction.tdmrep import MAX_FILE_BYTES, site_rights
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.submission import Submission

PLACE = "/.well-known/tdmrep.json"
# As long as a robots.txt may be kept (RFC 9309, 2.4).
KEPT_FOR = timedelta(days=1)


class SiteRightsPipeline(ArchivePipeline):
    _asking: dict[str, asyncio.Task[None]]

    def open_spider(self) -> None:
        self._asking = {}
        self._is_on = self.run.settings.getbool("TDMREP_ENABLED")

    async def process_item(self, item: Submission) -> Submission:
        signals = item.site_rights
        if self._is_on and not self.run.is_offline:
            try:
                signals = site_rights(await self._file(item.article), item.article.url)
            except (RunEndingError, CaptureError):
                await self.put_off(item)
        if not signals:
            return item
        rights = tuple(dict.fromkeys((*item.article.rights, *signals)))
        return replace(item, article=replace(item.article, rights=rights), site_rights=signals)

    async def _file(self, article: Article) -> bytes:
        url = urljoin(article.url, PLACE)
        now = datetime.now(UTC)
        known = self.run.ledger.site_files.by_url(url)
        if known is not None and now - KEPT_FOR < known.visited_at <= now:
            return known.body
        task = self._asking.get(url)
        if task is None:
            task = asyncio.ensure_future(self._ask(url, article))
            self._asking[url] = task
            task.add_done_callback(lambda _: self._asking.pop(url, None))
        await task
        known = self.run.ledger.site_files.by_url(url)
        return known.body if known else b""

    async def _ask(self, url: str, article: Article) -> None:
        if self.run.is_ending:
            raise RunEndingError("the run is ending")
        try:
            fetched = await self.run.parts.site_file(url, article)
            body = fetched.body if fetched and len(fetched.body) <= MAX_FILE_BYTES else b""
        except PartUnavailableError:
            body = b""  # most sites have none
        async with self.run.gate:
            self.run.ledger.site_files.remember(url, body, now=datetime.now(UTC))
