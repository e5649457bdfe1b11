"""Stages an article's text file and record; the next checkpoint puts them in place."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crawler.extensions.checkpoint import FileChangedError
from crawler.formats import plaintext, record
from crawler.paths import record_path, text_path
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from crawler.submission import Submission

logger = logging.getLogger(__name__)


class FilesPipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        text = plaintext.render(item.article, item.terms.zone)
        full = record.render(item.article)
        async with self.run.gate:
            self._stage(text_path(item.article), text.encode())
            self._stage(record_path(item.article), full.encode())
        return item

    def _stage(self, path: PurePosixPath, content: bytes) -> None:
        """What an offline run finds in its place stays, also if it would come out otherwise today.

        Raises FileChangedError where a live run finds another file.
        """
        try:
            self.run.checkpoint.stage(path, content)
        except FileChangedError as error:
            if not self.run.is_offline:
                raise
            logger.warning("%s", error)
