"""Kills at random moments, and cuts as a loss of power makes them: the next run heals all of it.

A few rounds of each; PRESSKEEP_ROUNDS asks for more.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.warc import TornWarcError
from crawler.warc.stream import read_records
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import LIMIT_S, WORKERS, build, check, crawl, start
from tests.end_to_end.same_archive import contents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.conftest import Run

ROUNDS = int(os.environ.get("PRESSKEEP_ROUNDS", "2"))
SEED = 20261125
# Slow enough that a moment within 3 seconds is seldom after the end, with files that are closed
# while the run goes on.
SLOWLY = {**WORKERS, "DOWNLOAD_DELAY": 0.03, "CHECKPOINT_INTERVAL_S": 0.1, "WARC_MAX_BYTES": 60_000}
LONGEST_S = 3.0


def kill_after(archive: Archive, seeds: str, seconds: float) -> None:
    with start(archive, seeds, **SLOWLY) as run:
        time.sleep(seconds)
        run.kill()
        run.communicate(timeout=LIMIT_S)


def records_in(archive: Archive) -> set[str]:
    """Ids of all records that can be read, in closed files and in an open one."""
    paths = sorted(archive.folder.glob("warc/*.warc.gz*"))
    return {record_id for path in paths for record_id in _whole_groups(path)}


def _whole_groups(path: Path) -> Iterator[str]:
    """Of the last exchange of an open file only if its answer, which comes last, is there."""
    waiting: list[str] = []
    try:
        for record in read_records(path):
            waiting.append(record.id)
            is_remark = record.header("WARC-Refers-To") is not None
            if is_remark or record.type not in {"metadata", "request"}:
                yield from waiting
                waiting.clear()
    except TornWarcError:
        return


def committed_bytes(archive: Archive, warc: str) -> int:
    """How much of that file the ledger speaks of, so that it was synced."""
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        ends = [
            ledger.execute(
                f"SELECT MAX(warc_offset + warc_length) FROM {table} WHERE warc = {value}",  # noqa: S608
                (warc,),
            ).fetchone()[0]
            for table, value in (
                ("urls", "?"),
                ("images", "?"),
                ("articles", "?"),
                ("payloads", "(SELECT id FROM warcs WHERE name = ?)"),
            )
        ]
    return max(end or 0 for end in ends)


def cut_what_was_not_synced(archive: Archive, chance: random.Random) -> None:
    for path in archive.folder.glob("warc/*.open"):
        synced = committed_bytes(archive, path.name.removesuffix(".open"))
        size = path.stat().st_size
        os.truncate(path, chance.randint(min(synced, size), size))


def assert_healed(archive: Archive, seeds: str, demo_run: Run) -> None:
    done = crawl(archive, seeds)
    assert (done.returncode, done.stderr) == (0, "")
    checked = check(archive)
    told = [line for line in checked.stdout.splitlines() if not line.startswith("note: ")]
    assert (checked.returncode, len(told)) == (0, 1)
    assert archive.left_overs() == []
    assert contents(archive) == contents(demo_run.archive)
    again = Archive(archive.folder.with_name("again"))
    assert build(again, archive.folder / "warc").returncode == 0
    assert archive.kept() == again.kept()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_record_is_lost_by_a_kill(
    archive: Archive, demo_seeds: str, demo_run: Run, round_: int
) -> None:
    chance = random.Random(SEED + round_)
    kill_after(archive, demo_seeds, chance.uniform(0.3, LONGEST_S))
    before = records_in(archive)
    assert_healed(archive, demo_seeds, demo_run)
    assert before <= records_in(archive)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_loss_of_power_costs_only_what_was_not_synced(
    archive: Archive, demo_seeds: str, demo_run: Run, round_: int
) -> None:
    chance = random.Random(-SEED - round_)
    kill_after(archive, demo_seeds, chance.uniform(0.3, LONGEST_S))
    cut_what_was_not_synced(archive, chance)
    assert_healed(archive, demo_seeds, demo_run)
