"""Articles out of captures: the same pages, read in the same way, without a network.

Any WARC file will do. From our own, the archive comes out as the live runs wrote it, byte for byte.
"""

from __future__ import annotations

import asyncio
import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Spider, signals

from crawler import stats_keys as keys
from crawler.extensions.captured_parts import CapturedParts
from crawler.extensions.captured_run import has_report
from crawler.extensions.captured_terms import is_our_form, own_terms, terms_to_read_by
from crawler.extensions.run import Run, run_of
from crawler.warc.collection import Collection
from crawler.warc.inputs import folder_of, has_namesake, is_in, warc_files
from crawler.warc.reader import block_limit
from spiders.captures import found_in
from spiders.reading import CaptureReading, Source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from crawler.submission import Submission
    from crawler.warc import ReadExchange

logger = logging.getLogger(__name__)

# Groups of records between two looks at signals: at most some milliseconds.
GROUPS_AT_ONCE = 20


class WarcSpider(Spider):
    name = "warc"
    ARGUMENTS: ClassVar[tuple[str, ...]] = ("input",)
    READS_CAPTURES: ClassVar[bool] = True

    def __init__(self, input: str = "", **kwargs: Any) -> None:  # noqa: A002 - the argument's name
        super().__init__(**kwargs)
        self.input = input

    @cached_property
    def run(self) -> Run:
        return run_of(self.crawler)

    async def start(self) -> AsyncIterator[Submission]:
        collection = Collection(warc_files(self.input), self._block_limit, _is_decided)
        await self._survey(collection)
        self.run.parts = CapturedParts(collection, self.run.settings)
        reading = CaptureReading(self.run, collection)
        for path in collection.paths:
            source = await self._source(collection, path)
            if source is None:
                continue
            for exchange in collection.exchanges(path):
                if self.run.is_ending:
                    break
                async for submission in self._read(reading, source, exchange):
                    yield submission
        async for submission in reading.rest():
            yield submission
        # Pictures are still asked for while the last articles pass the pipelines.
        self.crawler.signals.connect(collection.close, signals.spider_closed, weak=False)

    def _block_limit(self, statement: Mapping[str, str]) -> int:
        return block_limit(own_terms(statement, self.run.settings).largest_body)

    async def _survey(self, collection: Collection) -> None:
        self.run.stats.set_value(keys.SEEDS_ARE, "WARC files")
        self.run.stats.inc_value(keys.SEEDS_TOTAL, len(collection.paths))
        for number, _ in enumerate(collection.survey()):
            if number % GROUPS_AT_ONCE == 0:
                await asyncio.sleep(0)
            if self.run.is_ending:
                return
        in_part = sum(torn.is_read_in_part for torn in collection.torn)
        read = len(collection.paths) - len(collection.torn) + in_part
        self.run.stats.inc_value(keys.SEEDS_READ, read)
        self.run.stats.inc_value(keys.SEEDS_IN_PART, in_part)
        for torn in collection.torn:
            self._note_unread(torn.path, torn.why)

    def _note_unread(self, path: Path, why: str) -> None:
        logger.warning("%s: %s", path, why)
        named = self.run.stats.get_value(keys.SEEDS_UNREADABLE_FIRST, [])
        if len(named) < keys.UNREADABLE_NAMED:
            self.run.stats.set_value(keys.SEEDS_UNREADABLE_FIRST, [*named, (path.name, why)])

    async def _source(self, collection: Collection, path: Path) -> Source | None:
        """None for a file that bears the name of another one that articles name already."""
        statement = collection.statements.get(path, {})
        terms, is_ours = terms_to_read_by(statement, self.run.settings), is_our_form(statement)
        if is_in(self.run.captures.folder, path):
            is_unfinished = is_ours and not has_report(self.run.archive, statement)
            return Source(
                path, is_ours, is_from_elsewhere=False, is_unfinished=is_unfinished, terms=terms
            )
        known = self.run.ledger.warcs.folder_of(path.name)
        if has_namesake(path, self.run.captures.folder, known):
            self._note_unread(path, "passed over; there is another file of that name")
            self.run.stats.inc_value(keys.SEEDS_READ, -1)
            return None
        async with self.run.gate:
            self.run.ledger.warcs.note(path.name, folder=folder_of(path))
        return Source(path, is_ours, is_from_elsewhere=True, is_unfinished=False, terms=terms)

    async def _read(
        self, reading: CaptureReading, source: Source, exchange: ReadExchange
    ) -> AsyncIterator[Submission]:
        await asyncio.sleep(0)
        self.run.count(keys.RESPONSES)
        found = found_in(exchange, is_our_form=source.is_our_form)
        if found is None:
            self.run.count("warc/passed-over")
            return
        async for submission in reading.room_for(found):
            yield submission
        await reading.begin(source, exchange, found)


def _is_decided(exchange: ReadExchange, statement: Mapping[str, str]) -> bool:
    return found_in(exchange, is_our_form=is_our_form(statement)) is not None
