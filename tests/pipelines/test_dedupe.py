"""New, a version, unchanged or a copy: decided in the order of the captures."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from scrapy.exceptions import DropItem

from crawler.paths import article_id
from crawler.submission import Submission
from pipelines.dedupe import DedupePipeline
from tests.pipelines.opened_run import NOW, article_of, captured, opened_run, queue, submitted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import Article
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


def story(seed: int, paragraphs: int = 8) -> tuple[str, ...]:
    chance = random.Random(seed)
    words = [chr(97 + n % 26) * (2 + n // 26) for n in range(200)]
    return tuple(" ".join(chance.choices(words, k=50)) for _ in range(paragraphs))


UPDATED = (*story(1)[:6], *story(2)[:2])
WITH_SOURCE = (*story(1), "Source: the agency.")
A_DAY_LATER = NOW + timedelta(days=1)


async def decided(run: Run, url: str, **stated: object) -> Article:
    submission = await submitted(run, url, **stated)
    return (await DedupePipeline(run).process_item(submission)).article


def test_a_text_that_resembles_an_article_says_so(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await decided(run, FIRST, paragraphs=story(1))
            copy = await decided(run, SECOND, paragraphs=WITH_SOURCE)
            third = await decided(run, "https://c.example/3", paragraphs=UPDATED)
            unlike = await decided(run, "https://d.example/4", paragraphs=story(9))
        assert copy.near_duplicate is not None
        assert copy.near_duplicate.of == copy.near_duplicate.cluster == article_id(FIRST)
        assert copy.near_duplicate.resemblance > 0.9
        assert third.near_duplicate is not None
        assert third.near_duplicate.cluster == article_id(FIRST)
        assert unlike.near_duplicate is None

    asyncio.run(scene())


def test_a_resembling_text_can_be_dropped_with_a_row_and_a_line(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path, NEAR_DUPLICATES="drop") as run:
            await decided(run, FIRST, paragraphs=story(1))
            copy = await submitted(run, SECOND, paragraphs=WITH_SOURCE)
            with pytest.raises(DropItem, match="near-duplicate"):
                await DedupePipeline(run).process_item(copy)
            row = row_of(run, copy)
            assert (row.state, row.reason, row.of) == (
                "duplicate",
                "near-duplicate",
                article_id(FIRST),
            )

    asyncio.run(scene())


def test_a_nearly_equal_text_of_the_next_day_on_the_same_host_is_a_version(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await decided(run, FIRST, paragraphs=story(1))
            slug = "https://a.example/1-updated"
            update = await decided(run, slug, paragraphs=WITH_SOURCE, fetched_at=A_DAY_LATER)
            assert (update.id, update.version) == (article_id(FIRST), 1)
            assert (update.url, update.canonical_url) == (slug, FIRST)
            assert update.near_duplicate is None

    asyncio.run(scene())


def test_an_article_at_two_addresses_makes_no_version_at_each_look(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            old = await submitted(run, FIRST, paragraphs=story(1))
            await dedupe.process_item(old)
            new = await submitted(
                run, "https://a.example/new", paragraphs=WITH_SOURCE, fetched_at=A_DAY_LATER
            )
            assert (await dedupe.process_item(new)).article.version == 1
            for seen, text in ((old, story(1)), (new, WITH_SOURCE), (old, WITH_SOURCE)):
                with pytest.raises(DropItem, match="unchanged"):
                    await dedupe.process_item(again(run, seen, paragraphs=text))
            changed = again(run, new, paragraphs=UPDATED)
            out = (await dedupe.process_item(changed)).article
            assert (out.id, out.version) == (article_id(FIRST), 2)

    asyncio.run(scene())


def test_an_address_that_the_old_one_was_redirected_to_continues_its_article(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            await dedupe.process_item(await submitted(run, FIRST, paragraphs=story(1)))
            target = "https://other.example/moved"
            queued = await queue(run, target, via=FIRST, hops=1)
            fetched = captured(run, target)
            article = article_of(fetched, paragraphs=UPDATED, fetched_at=A_DAY_LATER)
            out = await dedupe.process_item(Submission(article, queued, fetched, run.terms))
            assert (out.article.id, out.article.version) == (article_id(FIRST), 1)

    asyncio.run(scene())


def test_a_page_that_an_article_links_to_does_not_continue_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            dedupe = DedupePipeline(run)
            await dedupe.process_item(await submitted(run, FIRST, paragraphs=story(1)))
            queued = await queue(run, SECOND, via=FIRST, hops=2)
            fetched = captured(run, SECOND)
            article = article_of(fetched, paragraphs=UPDATED, fetched_at=A_DAY_LATER)
            out = await dedupe.process_item(Submission(article, queued, fetched, run.terms))
            assert (out.article.id, out.article.version) == (article_id(SECOND), 0)

    asyncio.run(scene())
