"""Only what the text format carries goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.exceptions import DropItem

from pipelines.validate import ValidatePipeline
from tests.pipelines.opened_run import opened_run, submitted

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://a.example/1"


def test_an_article_passes_as_it_is(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            submission = await submitted(run, URL)
            assert submission == await ValidatePipeline(run).process_item(submission)
            run.leave(submission.queued, submission.fetched)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\u202e\n"},
        {"paragraphs": ()},
        {"paragraphs": (" ", "\0")},
    ],
    ids=str,
)
def test_what_the_text_file_cannot_hold_is_no_article(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path) as run:
            submission = await submitted(run, URL, **wrong)
            with pytest.raises(DropItem, match="not_article"):
                await ValidatePipeline(run).process_item(submission)
            row = run.ledger.urls.by_seq(submission.queued.seq)
            assert row is not None
            assert (row.state, row.reason) == ("not_article", "not-renderable")
            assert (len(run.frontier), len(run.captures.order)) == (0, 0)

    asyncio.run(scene())
