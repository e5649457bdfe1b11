"""Seeds on their way into the ledger."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from crawler.discovery import Role
from crawler.ledger import State, url_key
from spiders.news import NewsSpider
from spiders.seed_list import accept_seeds, seeds_of
from tests.pipelines.opened_run import opened_run, queue

if TYPE_CHECKING:
    from pathlib import Path


def spider(folder: Path, text: str) -> NewsSpider:
    path = folder / "seeds.txt"
    path.write_text(text, encoding="utf-8")
    return NewsSpider(seeds=str(path))


def test_a_single_url_is_a_seed_list_of_one() -> None:
    (seed,) = seeds_of(NewsSpider(url="https://a.example/1"))
    assert (seed.url, seed.kind) == ("https://a.example/1", None)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("https://a.example/feed\tkind=feed", Role.FEED),
        ("https://a.example/x\tkind=article", Role.ARTICLE),
        ("https://a.example/s.xml\tkind=sitemap", Role.SITEMAP),
        ("https://a.example/news\tkind=listing", Role.LISTING),
        ("https://a.example/news\tkind=site", Role.SITE),
        ("https://a.example/news", Role.PAGE),
        ("https://a.example/", Role.SITE),
        ("https://a.example", Role.SITE),
        ("a.example", Role.SITE),
    ],
)
def test_a_seeds_kind_is_its_role_and_without_one_its_answer_tells(
    tmp_path: Path, line: str, role: Role
) -> None:
    async def scene() -> str:
        async with opened_run(tmp_path) as run:
            await accept_seeds(spider(tmp_path, f"{line}\n"), run)
            (queued,) = run.frontier.take()
            assert (queued.hops, queued.via, queued.url) == (0, None, queued.seed)
            return queued.role

    assert role == asyncio.run(scene())


def test_a_long_list_comes_in_whole(tmp_path: Path) -> None:
    lines = "".join(f"https://host{n}.example/\n" for n in range(1001))

    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await accept_seeds(spider(tmp_path, lines), run)
            assert run.ledger.queue.count() == 1001
            stats = run.crawler.stats
            assert stats is not None
            assert stats.get_value("seeds/total") == 1001

    asyncio.run(scene())


def test_a_seed_that_waits_as_something_else_waits_as_a_seed_from_then_on(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            url = "https://a.example/news"
            await queue(run, url, "article", hops=3)
            await accept_seeds(spider(tmp_path, f"{url}\tkind=listing\n"), run)
            row = run.ledger.urls.by_key(url_key(url))
            assert row is not None
            assert (State.QUEUED, "listing", 0, url) == (row.state, row.role, row.hops, row.seed)
            stats = run.crawler.stats
            assert stats is not None
            assert stats.get_value("seeds/total") == 1

    asyncio.run(scene())


def test_two_spellings_of_a_seed_are_one_seed(tmp_path: Path) -> None:
    lines = "https://a.example/feed\nhttps://a.example/feed/\nhttps://A.example/feed#top\n"

    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await accept_seeds(spider(tmp_path, lines), run)
            stats = run.crawler.stats
            assert stats is not None
            assert (run.ledger.queue.count(), stats.get_value("seeds/total")) == (1, 1)
            (queued,) = run.frontier.take()
            assert queued.seed == "https://a.example/feed"

    asyncio.run(scene())


def test_a_run_that_ends_takes_up_no_more_seeds(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            run.is_ending = True
            await accept_seeds(spider(tmp_path, "https://a.example/news\n"), run)
            assert run.ledger.queue.count() == 0

    asyncio.run(scene())
