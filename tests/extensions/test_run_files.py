"""A run's own files, made from what the ledger and the articles' files say."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.exceptions import DropItem

from crawler.formats import jsonl
from crawler.ledger import Ledger
from pipelines.dedupe import DedupePipeline
from pipelines.files import FilesPipeline
from pipelines.ledger import LedgerPipeline
from tests.pipelines.opened_run import opened_run, submitted

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.submission import Submission

FIRST_RUN, SECOND_RUN = "20261123T180400Z", "20261123T180500Z"


async def archive_article(run: Run, url: str, text: str) -> Submission:
    submission = await submitted(run, url, paragraphs=(text,))
    for pipeline in (DedupePipeline, FilesPipeline, LedgerPipeline):
        submission = await pipeline(run).process_item(submission)
    return submission


def read(archive: Path, run: str, name: str) -> str:
    return (archive / "runs" / run / name).read_text("utf-8")


def report(archive: Path, run: str = FIRST_RUN) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(read(archive, run, "report.json"))
    return content


def test_the_articles_stand_in_the_order_of_their_decisions(tmp_path: Path) -> None:
    async def scene() -> list[str]:
        async with opened_run(tmp_path) as run:
            done = [await archive_article(run, f"https://a.example/{name}", name) for name in "zay"]
        return [jsonl.line(submission.article) for submission in done]

    assert "".join(asyncio.run(scene())) == read(tmp_path, FIRST_RUN, "articles.jsonl")


def test_copies_are_listed_with_what_they_are_copies_of(tmp_path: Path) -> None:
    async def scene() -> str | None:
        async with opened_run(tmp_path) as run:
            first = await archive_article(run, "https://a.example/1", "Text.")
            with pytest.raises(DropItem):
                await archive_article(run, "https://b.example/2", "Text.")
        return first.article.id

    original = asyncio.run(scene())
    (line,) = read(tmp_path, FIRST_RUN, "duplicates.jsonl").splitlines()
    copy = json.loads(line)
    assert ("https://b.example/2", original) == (copy["url"], copy["of"])
    assert (report(tmp_path)["articles"], report(tmp_path)["duplicates"]) == (1, 1)


def test_a_run_without_news_has_empty_files_and_a_report(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path):
            pass

    asyncio.run(scene())
    assert read(tmp_path, FIRST_RUN, "articles.jsonl") == ""
    assert read(tmp_path, FIRST_RUN, "duplicates.jsonl") == ""
    assert (report(tmp_path)["articles"], report(tmp_path)["finish_reason"]) == (0, "finished")
    latest = json.loads((tmp_path / "runs" / "latest.json").read_text("utf-8"))
    assert latest == {"run": FIRST_RUN}


async def _killed_after_a_checkpoint(archive: Path) -> None:
    async with opened_run(archive) as run:
        await archive_article(run, "https://a.example/1", "One.")
        await run.checkpoint.make()
        await archive_article(run, "https://a.example/2", "Two.")
        raise KeyboardInterrupt


def test_a_killed_run_has_no_report_until_the_next_run_writes_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed_after_a_checkpoint(tmp_path))
    assert not (tmp_path / "runs" / FIRST_RUN / "report.json").exists()

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID=SECOND_RUN):
            pass

    asyncio.run(scene())
    killed = report(tmp_path)
    assert (
        killed["finish_reason"],
        killed["exit_code"],
        killed["articles"],
    ) == ("killed", None, 1)
    (line,) = read(tmp_path, FIRST_RUN, "articles.jsonl").splitlines()
    assert json.loads(line)["url"] == "https://a.example/1"
    assert (
        report(tmp_path, SECOND_RUN)["exit_code"],
        report(tmp_path, SECOND_RUN)["articles"],
    ) == (0, 0)


def test_every_run_has_an_end_in_the_ledger(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(_killed_after_a_checkpoint(tmp_path))

    async def scene() -> None:
        async with opened_run(tmp_path, RUN_ID=SECOND_RUN):
            pass

    asyncio.run(scene())
    with Ledger.open_to_read(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.runs.unfinished() == []
        assert [(run.name, run.finish_reason) for run in ledger.runs.latest(5)] == [
            (SECOND_RUN, "finished"),
            (FIRST_RUN, "killed"),
        ]
