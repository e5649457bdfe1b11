"""A writer that is killed at any moment loses nothing that it committed, and nothing by halves."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.ledger import Ledger

PROJECT = Path(__file__).parents[2]
BATCH = 25

WRITER = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from crawler.ledger import Found, Ledger, url_key

now = datetime(2026, 11, 23, tzinfo=UTC)
with Ledger.open(Path(sys.argv[1])) as ledger:
    start = ledger.queue.count()
    for batch in range(10_000):
        for number in range({BATCH}):
            url = f"https://a.example/{{start + batch * {BATCH} + number}}"
            ledger.urls.accept(
                Found(url=url, key=url_key(url), host="a.example", role="article"), now=now, run=1
            )
        ledger.commit()
        print(start + (batch + 1) * {BATCH}, flush=True)
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_writer_loses_nothing_that_it_committed(path: Path, seed: int) -> None:
    moments = random.Random(seed)
    said = 0
    for _ in range(3):
        said = max(said, _killed_writer(path, moments.uniform(0.0, 0.15)))
        with Ledger.open(path) as ledger:
            held = ledger.queue.count()
        # One batch may be committed and its line not yet read.
        assert said <= held <= said + BATCH
        assert held % BATCH == 0
    assert said > 0


def _killed_writer(path: Path, after: float) -> int:
    """What it said last that it had committed; it is killed some time after its first word."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        rest = writer.stdout.read().splitlines(keepends=True)
    return max(int(line) for line in (first, *rest) if line.endswith("\n"))
