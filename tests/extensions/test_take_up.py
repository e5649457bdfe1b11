"""What a killed run left behind is taken up: captures, claims, half-written files."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
from scrapy.exceptions import DropItem

from crawler.ledger import Ledger
from crawler.paths import article_id
from pipelines.dedupe import DedupePipeline
from pipelines.files import FilesPipeline
from pipelines.ledger import LedgerPipeline
from tests.pipelines.opened_run import (
    NOW,
    captured,
    captured_images,
    opened_run,
    queue,
    submitted,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from crawler.extensions.run import Run

T = TypeVar("T")
URL = "https://a.example/1"
COPY = "https://a.example/2"
SECOND_RUN = "20261123T180500Z"


def killed(archive: Path, work: Callable[[Run], Awaitable[object]], **settings: object) -> None:
    async def scene() -> None:
        async with opened_run(archive, **settings) as run:
            await work(run)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(scene())


def next_run(archive: Path, look: Callable[[Run], T], **settings: object) -> T:
    async def scene() -> T:
        async with opened_run(archive, **{"RUN_ID": SECOND_RUN, **settings}) as run:
            return look(run)

    return asyncio.run(scene())


def waiting_captures(run: Run) -> list[str]:
    return [queued.url for queued in run.ledger.queue.captured()]


async def _claimed(run: Run) -> None:
    submission = await DedupePipeline(run).process_item(await submitted(run, URL))
    await run.checkpoint.make()
    await FilesPipeline(run).process_item(submission)


async def _claimed_with_a_copy(run: Run) -> None:
    dedupe = DedupePipeline(run)
    await dedupe.process_item(await submitted(run, URL))
    with pytest.raises(DropItem):
        await dedupe.process_item(await submitted(run, COPY))
    await run.checkpoint.make()


def test_a_copy_of_what_was_only_claimed_is_decided_again(tmp_path: Path) -> None:
    """Else it would be a copy of nothing, should the first one not be read a second time."""
    killed(tmp_path, _claimed_with_a_copy)
    assert next_run(tmp_path, waiting_captures) == [URL, COPY]


def test_a_claim_without_files_is_dropped_and_its_capture_waits(tmp_path: Path) -> None:
    killed(tmp_path, _claimed)
    with Ledger.open_to_read(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.articles.latest(article_id(URL)) is not None
    assert next_run(tmp_path, lambda run: run.ledger.articles.latest(article_id(URL))) is None


def test_what_was_captured_and_not_decided_waits_with_its_capture(tmp_path: Path) -> None:
    killed(tmp_path, _claimed)
    assert next_run(tmp_path, waiting_captures) == [URL]


def test_files_that_no_checkpoint_put_in_place_are_removed(tmp_path: Path) -> None:
    killed(tmp_path, _claimed)
    assert len(list(tmp_path.rglob("*.tmp"))) == 2
    next_run(tmp_path, lambda _: None)
    assert list(tmp_path.rglob("*.tmp")) == []
    assert list(tmp_path.glob("articles/*/*/*/*")) == []


def test_an_open_warc_file_gets_its_name_and_index(tmp_path: Path) -> None:
    killed(tmp_path, _claimed)
    (left,) = tmp_path.glob("warc/*")
    assert left.name.endswith(".warc.gz.open")
    next_run(tmp_path, lambda _: None)
    name = left.name.removesuffix(".warc.gz.open")
    assert {f"{name}.warc.gz", f"{name}.cdxj"} == {path.name for path in tmp_path.glob("warc/*")}


async def _archived(run: Run) -> None:
    submission = await submitted(run, URL)
    for pipeline in (DedupePipeline, FilesPipeline, LedgerPipeline):
        submission = await pipeline(run).process_item(submission)
    await run.checkpoint.make()


def test_what_was_archived_stays_and_does_not_wait(tmp_path: Path) -> None:
    killed(tmp_path, _archived)
    files = sorted(tmp_path.glob("articles/*/*/*/*"))
    assert len(files) == 2
    assert next_run(tmp_path, waiting_captures) == []
    assert files == sorted(tmp_path.glob("articles/*/*/*/*"))


async def _captured_before_its_row_was_committed(run: Run) -> None:
    await queue(run, URL)
    captured(run, URL)


def test_a_capture_whose_row_was_not_committed_waits_all_the_same(tmp_path: Path) -> None:
    """The capture says itself who led to it; what was fetched is not asked for again."""
    killed(tmp_path, _captured_before_its_row_was_committed)
    assert next_run(tmp_path, waiting_captures) == [URL]


async def _captured_and_committed(run: Run) -> None:
    await queue(run, URL)
    await run.checkpoint.make()
    captured(run, URL)


def test_a_capture_of_a_committed_row_waits(tmp_path: Path) -> None:
    killed(tmp_path, _captured_and_committed)
    assert next_run(tmp_path, waiting_captures) == [URL]


async def _captured_image(run: Run) -> None:
    captured(run, "https://a.example/p.png", b"bytes", role="image")


def test_captured_images_are_known_by_their_urls(tmp_path: Path) -> None:
    killed(tmp_path, _captured_image)
    images = next_run(tmp_path, lambda run: dict(captured_images(run)))
    assert {"https://a.example/p.png"} == set(images)


async def _captured_article_and_image(run: Run) -> None:
    await _captured_before_its_row_was_committed(run)
    await _captured_image(run)


async def _nothing(run: Run) -> None:
    await run.checkpoint.make()


def test_captured_images_are_known_after_two_kills(tmp_path: Path) -> None:
    killed(tmp_path, _captured_article_and_image)
    second = {"RUN_ID": SECOND_RUN, "RUN_STARTED": NOW + timedelta(days=400)}
    killed(tmp_path, _nothing, **second)
    third = {"RUN_ID": "20261123T180600Z", "RUN_STARTED": NOW + timedelta(days=401)}
    images = next_run(tmp_path, lambda run: dict(captured_images(run)), **third)
    assert {"https://a.example/p.png"} == set(images)


ROBOTS = "https://a.example/robots.txt"
RULES = b"User-agent: *\nDisallow: /no\n"


async def _captured_robots(run: Run) -> None:
    captured(run, ROBOTS, RULES, role="robots")


def kept_robots(run: Run) -> bytes | None:
    kept = run.ledger.site_files.by_url(ROBOTS)
    return kept.body if kept else None


def test_a_robots_txt_that_was_captured_is_not_asked_for_again(tmp_path: Path) -> None:
    killed(tmp_path, _captured_robots)
    assert next_run(tmp_path, kept_robots) == RULES


async def _remembered_robots(run: Run) -> None:
    async with run.gate:
        run.ledger.site_files.remember(ROBOTS, b"newer", now=NOW + timedelta(hours=1))
    await _captured_robots(run)
    await run.checkpoint.make()


def test_a_newer_robots_txt_stays(tmp_path: Path) -> None:
    killed(tmp_path, _remembered_robots)
    assert next_run(tmp_path, kept_robots) == b"newer"


def test_after_a_run_that_ended_well_nothing_is_taken_up(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await _captured_image(run)

    asyncio.run(scene())
    assert next_run(tmp_path, lambda run: dict(captured_images(run))) == {}
