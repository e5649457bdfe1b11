"""Writes down that an article version is archived. It is, from the next checkpoint on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler import stats_keys as keys
from crawler.ledger import Reason, State
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.submission import Submission


class LedgerPipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        article = item.article
        is_new = article.version == 0
        async with self.run.gate:
            self.run.ledger.articles.place(article.id or "", article.version or 0)
            self.run.settle(
                item.queued,
                State.ARCHIVED,
                Reason.NEW_ARTICLE if is_new else Reason.NEW_VERSION,
                fetched=item.fetched,
                article=article.id,
            )
        self.run.count(keys.ARTICLES_NEW if is_new else keys.ARTICLES_CHANGED)
        return item
