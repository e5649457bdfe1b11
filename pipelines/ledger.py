"""Writes down that an article version is archived. It is, from the next checkpoint on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler import stats_keys as keys
from crawler.ledger import Reason, State
from crawler.verdict import Verdict
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.submission import Submission


class LedgerPipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        article = item.article
        if item.restores is not None:
            self.run.leave(item.queued, item.fetched)
            self.run.count(keys.ARTICLES_RESTORED)
            return item
        is_new = article.version == 0
        reason = Reason.NEW_ARTICLE if is_new else Reason.NEW_VERSION
        characters = sum(map(len, article.paragraphs))
        verdict = Verdict(State.ARCHIVED, reason, article=article.id, characters=characters)
        async with self.run.gate:
            self.run.ledger.articles.place(article.id, article.version)
            self.run.settle(item.queued, verdict, item.fetched)
        self.run.count(keys.ARTICLES_NEW if is_new else keys.ARTICLES_CHANGED)
        return item
