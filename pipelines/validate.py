"""Only what the text format carries goes on: a headline, a body, and web addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.formats.plaintext import PlainTextError, render
from crawler.ledger import Reason, State
from crawler.verdict import Verdict
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.submission import Submission


class ValidatePipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        try:
            render(item.article, item.terms.zone)
        except PlainTextError:
            await self.drop(item, Verdict(State.NOT_ARTICLE, Reason.NOT_RENDERABLE))
        return item
