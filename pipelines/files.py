"""Stages an article's text file and record; the next checkpoint puts them in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.formats import plaintext, record
from crawler.paths import record_path, text_path
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.submission import Submission


class FilesPipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        text = plaintext.render(item.article, item.terms.zone)
        full = record.render(item.article)
        async with self.run.gate:
            self.run.checkpoint.stage(text_path(item.article), text.encode())
            self.run.checkpoint.stage(record_path(item.article), full.encode())
        return item
