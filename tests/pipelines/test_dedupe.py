"""New, a version, unchanged or a copy: decided in the order of the captures."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from scrapy.exceptions import DropItem

from crawler.paths import article_id
from crawler.submission import Submission
from pipelines.dedupe import DedupePipeline
from tests.pipelines.opened_run import article_of, captured, opened_run, submitted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.ledger import UrlRow

FIRST, SECOND = "https://a.example/1", "https://b.example/2"


def row_of(run: Run, submission: Submission) -> UrlRow:
    row = run.ledger.urls.by_seq(submission.queued.seq)
    assert row is not None
    return row


def test_a_new_article_gets_its_id_and_version_and_is_claimed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            out = await DedupePipeline(run).process_item(await submitted(run, FIRST))
            assert (article_id(FIRST), 0) == (out.article.id, out.article.version)
            claimed = run.ledger.articles.latest(article_id(FIRST))
            assert claimed is not None
            assert (out.text_digest, False) == (claimed.text_digest, claimed.placed)

    asyncio.run(scene())


def test_the_same_text_elsewhere_is_a_copy_and_gives_no_file(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            await dedupe.process_item(await submitted(run, FIRST))
            copy = await submitted(run, SECOND)
            with pytest.raises(DropItem, match="equal-text"):
                await dedupe.process_item(copy)
            row = row_of(run, copy)
            assert (row.state, row.reason) == ("duplicate", "equal-text")
            assert article_id(FIRST) == row.of

    asyncio.run(scene())


def test_which_of_two_is_the_copy_is_decided_by_their_captures(tmp_path: Path) -> None:
    """Though the second is read first."""

    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            first, second = await submitted(run, FIRST), await submitted(run, SECOND)
            early = asyncio.ensure_future(dedupe.process_item(second))
            await asyncio.sleep(0)
            kept = await dedupe.process_item(first)
            with pytest.raises(DropItem):
                await early
            assert kept.article.id == row_of(run, second).of

    asyncio.run(scene())


def test_one_that_fails_before_its_turn_lets_the_next_one_pass(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            first, second = await submitted(run, FIRST), await submitted(run, SECOND)
            waiting = asyncio.ensure_future(DedupePipeline(run).process_item(second))
            await asyncio.sleep(0)
            assert not waiting.done()
            run.leave(first.queued, first.fetched)
            assert article_id(SECOND) == (await waiting).article.id

    asyncio.run(scene())


def test_another_address_of_an_article_is_a_copy_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            await dedupe.process_item(await submitted(run, FIRST))
            other = await submitted(
                run, f"{FIRST}?print=1", canonical_url=FIRST, paragraphs=("Printed.",)
            )
            with pytest.raises(DropItem, match="same-canonical"):
                await dedupe.process_item(other)
            assert article_id(FIRST) == row_of(run, other).of

    asyncio.run(scene())


def test_a_canonical_link_that_many_share_makes_no_versions(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            shared = "https://a.example/the-one"
            kept = [
                await dedupe.process_item(
                    await submitted(
                        run,
                        f"https://a.example/{n}",
                        canonical_url=shared,
                        title=f"Headline {n}",
                        paragraphs=(f"Text {n}.",),
                    )
                )
                for n in range(3)
            ]
            assert [out.article.version for out in kept] == [0, 0, 0]
            assert [shared, "https://a.example/1", "https://a.example/2"] == [
                out.article.canonical_url for out in kept
            ]
            assert [out.article.flags for out in kept] == [
                (),
                ("canonical-disagrees",),
                ("canonical-disagrees",),
            ]

    asyncio.run(scene())


def test_an_article_seen_again_is_unchanged_or_the_next_version(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            first = await submitted(run, FIRST)
            await dedupe.process_item(first)
            with pytest.raises(DropItem, match="unchanged"):
                await dedupe.process_item(again(run, first))
            changed = again(run, first, paragraphs=("Another sentence.",))
            out = await dedupe.process_item(changed)
            assert (article_id(FIRST), 1) == (out.article.id, out.article.version)

    asyncio.run(scene())


def again(run: Run, first: Submission, **stated: object) -> Submission:
    """A later visit to the same URL."""
    fetched = captured(run, first.queued.url)
    return Submission(article_of(fetched, **stated), first.queued, fetched, run.terms)
