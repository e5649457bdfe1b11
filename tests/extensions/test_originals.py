"""Across runs, and within one: a payload is named only where no crash can take it any more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.warc import read_exchanges
from tests.pipelines.opened_run import captured, opened_run
from tests.warc.samples import BODY

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.warc import ReadExchange

PAGE = BODY * 120
URL = "https://a.example/robots.txt"


def exchanges(archive: Path) -> list[ReadExchange]:
    found = sorted((archive / "warc").glob("*.warc.gz"))
    return [exchange for path in found for exchange in read_exchanges(path)]


async def run_with_one_page(archive: Path, number: int) -> None:
    async with opened_run(archive, RUN_ID=f"20261123T18040{number}Z") as run:
        captured(run, URL, PAGE, role="robots")


def test_the_next_run_writes_a_revisit(tmp_path: Path) -> None:
    for number in range(3):
        asyncio.run(run_with_one_page(tmp_path, number))
    first, *later = exchanges(tmp_path)
    assert first.refers_to is None
    assert [first.ref.record_id] * 2 == [
        one.refers_to.record_id for one in later if one.refers_to is not None
    ]


def test_a_run_names_what_it_captured_itself_once_that_file_is_closed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened_run(tmp_path, WARC_MAX_BYTES=1) as run:
            captured(run, URL, PAGE, role="robots")
            await run.checkpoint.make()
            captured(run, URL, PAGE, role="robots")

    asyncio.run(scene())
    assert [one.refers_to is not None for one in exchanges(tmp_path)] == [False, True]


def test_a_payload_whose_file_was_taken_away_is_captured_anew(tmp_path: Path) -> None:
    asyncio.run(run_with_one_page(tmp_path, 0))
    for path in (tmp_path / "warc").iterdir():
        path.rename(tmp_path / path.name)
    for number in (1, 2):
        asyncio.run(run_with_one_page(tmp_path, number))
    anew, again = exchanges(tmp_path)
    assert (anew.payload, anew.refers_to) == (PAGE, None)
    assert again.refers_to is not None
    assert anew.ref.record_id == again.refers_to.record_id


def test_what_a_killed_run_captured_is_named_only_as_far_as_it_was_recovered(
    tmp_path: Path,
) -> None:
    async def killed() -> None:
        async with opened_run(tmp_path) as run:
            captured(run, URL, PAGE, role="robots")
            captured(run, URL, PAGE + b"!", role="robots")
            await run.checkpoint.make()
            raise KeyboardInterrupt

    try:
        asyncio.run(killed())
    except KeyboardInterrupt:
        (torn,) = (tmp_path / "warc").glob("*.open")
        torn.write_bytes(torn.read_bytes()[:-10])

    async def again() -> None:
        async with opened_run(tmp_path, RUN_ID="20261123T180500Z") as run:
            captured(run, URL, PAGE, role="robots")
            captured(run, URL, PAGE + b"!", role="robots")

    asyncio.run(again())
    assert [one.refers_to is not None for one in exchanges(tmp_path)] == [False, True, False]
