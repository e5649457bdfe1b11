"""Folders of old runs, removed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.ledger import Ledger
from tests.pipelines.opened_run import NOW, opened_run

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def run_at(archive: Path, moment: datetime, **settings: float) -> None:
    name = f"{moment:%Y%m%dT%H%M%SZ}"

    async def scene() -> None:
        async with opened_run(archive, RUN_ID=name, RUN_STARTED=moment, **settings):
            pass

    asyncio.run(scene())


def names(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / "runs").iterdir())


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def name(days: float) -> str:
    return f"{days_ago(days):%Y%m%dT%H%M%SZ}"


def test_a_run_older_than_ninety_days_is_removed(tmp_path: Path) -> None:
    for days in (95, 91, 89, 1, 0):
        run_at(tmp_path, days_ago(days))
    assert names(tmp_path) == [name(91), name(89), name(1), name(0), "latest.json"]
    run_at(tmp_path, NOW + timedelta(hours=1))
    assert name(91) not in names(tmp_path)
    with Ledger.open_to_read(tmp_path / "ledger.sqlite") as ledger:
        assert len(ledger.runs.latest(99)) == 6


def test_one_start_under_a_wrong_clock_removes_nothing(tmp_path: Path) -> None:
    run_at(tmp_path, days_ago(10))
    run_at(tmp_path, NOW + timedelta(days=30_000))
    assert name(10) in names(tmp_path)
    run_at(tmp_path, NOW)
    assert name(10) in names(tmp_path)


def test_all_runs_are_kept_where_the_user_wants_it(tmp_path: Path) -> None:
    for days in (400, 1, 0):
        run_at(tmp_path, days_ago(days), RUNS_KEEP_DAYS=0)
    assert name(400) in names(tmp_path)


def test_what_a_kill_left_of_a_removal_is_swept_up(tmp_path: Path) -> None:
    run_at(tmp_path, days_ago(1))
    half_removed = tmp_path / "runs" / f".{name(99)}.tmp"
    half_removed.mkdir()
    (half_removed / "crawl.log").touch()
    run_at(tmp_path, NOW)
    assert not half_removed.exists()


def test_what_is_no_runs_folder_is_left_alone(tmp_path: Path) -> None:
    run_at(tmp_path, days_ago(1))
    (tmp_path / "runs" / "my-notes").mkdir()
    run_at(tmp_path, NOW)
    assert "my-notes" in names(tmp_path)
