"""An article's files and its rows: there together, after a checkpoint, and not before."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from crawler.extensions.checkpoint import FileChangedError
from crawler.formats import plaintext, record
from crawler.ledger import Ledger
from crawler.paths import record_path, text_path
from pipelines.dedupe import DedupePipeline
from pipelines.files import FilesPipeline
from pipelines.ledger import LedgerPipeline
from tests.pipelines.opened_run import opened_run, submitted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.submission import Submission

URL = "https://a.example/1"


async def archived(run: Run, submission: Submission) -> Submission:
    for pipeline in (DedupePipeline, FilesPipeline, LedgerPipeline):
        submission = await pipeline(run).process_item(submission)
    return submission


def committed(archive: Path) -> tuple[str | None, int]:
    """What another process reads in the ledger: the URL's state, and articles in place."""
    with Ledger.open_to_read(archive / "ledger.sqlite") as ledger:
        rows = ledger._connection.rows("SELECT state FROM urls")
        placed = ledger._connection.row("SELECT COUNT(*) FROM articles WHERE placed = 1")
    assert placed is not None
    return (rows[0][0] if rows else None, placed[0])


def test_files_and_rows_appear_with_the_checkpoint(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            out = await archived(run, await submitted(run, URL))
            text, full = (tmp_path / path(out.article) for path in (text_path, record_path))
            assert (text.exists(), full.exists()) == (False, False)
            assert committed(tmp_path) == (None, 0)
            await run.checkpoint.make()
            assert text.read_text("utf-8") == plaintext.render(out.article, UTC)
            assert full.read_text("utf-8") == record.render(out.article)
            assert committed(tmp_path) == ("archived", 1)

    asyncio.run(scene())


def test_the_end_of_the_run_is_a_checkpoint_too(tmp_path: Path) -> None:
    async def scene() -> Submission:
        async with opened_run(tmp_path) as run:
            return await archived(run, await submitted(run, URL))

    out = asyncio.run(scene())
    assert (tmp_path / text_path(out.article)).exists()
    assert committed(tmp_path) == ("archived", 1)
    assert list(tmp_path.rglob("*.tmp")) == []


def test_a_file_that_stands_there_with_other_bytes_is_left_alone(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            claimed = await DedupePipeline(run).process_item(await submitted(run, URL))
            standing = tmp_path / text_path(claimed.article)
            standing.parent.mkdir(parents=True)
            standing.write_text("other", encoding="utf-8")
            with pytest.raises(FileChangedError):
                await FilesPipeline(run).process_item(claimed)
            assert standing.read_text("utf-8") == "other"
            run.leave(claimed.queued, claimed.fetched)

    asyncio.run(scene())


def test_new_articles_are_counted(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            await archived(run, await submitted(run, URL))
            stats = run.crawler.stats
            assert stats is not None
            assert (
                stats.get_value("articles/new"),
                stats.get_value("articles/changed"),
            ) == (1, None)
            assert stats.get_value("ledger/archived/new-article") == 1

    asyncio.run(scene())
