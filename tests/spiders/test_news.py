"""What an earlier run left is gone through, and nobody waits for what cannot be read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from crawler.submission import Submission
from spiders.news import NewsSpider
from tests.extraction.pages import article as page
from tests.pipelines.opened_run import captured, opened_run, queue

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run

URLS = [f"https://a.example/2026/11/23/story-{number}" for number in range(4)]


def left_by_a_killed_run(archive: Path) -> list[Path]:
    """The files of captures, with two pages in each."""

    async def scene() -> None:
        async with opened_run(archive, WARC_MAX_BYTES=1) as run:
            for url in URLS:
                await queue(run, url)
                captured(run, url, page())
            await run.checkpoint.make()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(scene())
    return sorted((archive / "warc").glob("*.warc.gz*"))


def spider_of(run: Run) -> NewsSpider:
    spider = NewsSpider(url=URLS[0])
    spider.crawler = run.crawler
    return spider


def test_captures_that_are_gone_are_passed_over_in_their_turn(tmp_path: Path) -> None:
    first, *_ = left_by_a_killed_run(tmp_path)

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            (tmp_path / "warc" / first.name).unlink()
            spider = spider_of(run)
            found = [out async for out in spider._finish_captured()]
            assert URLS[1:] == [out.article.url for out in found if isinstance(out, Submission)]
            # Only those that are on their way through the pipelines.
            assert len(run.captures.order) == 3
            assert len(run.frontier) == 3

    asyncio.run(scene())


def test_a_run_that_ends_early_gives_back_what_it_did_not_come_to(tmp_path: Path) -> None:
    """Its own task is cancelled: nothing after the yield is sure to be reached."""
    left_by_a_killed_run(tmp_path)

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            going = spider_of(run)._finish_captured()
            first = await anext(going)
            assert isinstance(first, Submission)
            assert len(run.captures.order) == 4
            for give_back in run.at_early_end:
                give_back()
            assert len(run.captures.order) == 1
            await asyncio.wait_for(run.captures.order.turn(first.fetched.capture), 1)
            assert len(run.ledger.queue.captured()) == 4

    asyncio.run(scene())
