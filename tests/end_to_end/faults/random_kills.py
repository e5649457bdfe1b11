"""Kills at random times: `python -m tests.end_to_end.faults.random_kills [COUNT] [SEED]`.

Crawls of the demonstration, killed anywhere between their start and their end, two in three of them
twice; then one more run. Some minutes for the usual hundred.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.demo import serve
from crawler.discovery import Role
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import LIMIT_S, WORKERS, crawl, seed_list, start
from tests.end_to_end.same_archive import Contents, contents
from tests.verification.verified import Copy, found

DEFAULTS = ("100", "20261126")
SETTINGS = {**WORKERS, "DOWNLOAD_DELAY": 0.01, "CHECKPOINT_INTERVAL_S": 0.1}
# Looked at in every run, as they may name something new.
HUBS = frozenset({Role.SITE, Role.FEED, Role.SITEMAP, Role.LISTING, Role.PAGE})
ONCE_IN = 3


def main(count: int, seed: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as scratch, serve(port=0) as newspaper:
        seeds = seed_list(Path(scratch), newspaper.seeds)
        expected, seconds = _whole_run(Archive(Path(scratch) / "whole"), seeds)
        for number in range(count):
            archive = Archive(Path(scratch) / "archive")
            shutil.rmtree(archive.folder, ignore_errors=True)
            kills = [chance.uniform(0, seconds) for _ in range(2 if number % ONCE_IN else 1)]
            for moment in kills:
                _kill_after(archive, seeds, moment)
            _finish(archive, seeds, expected)
            times = ", ".join(f"{moment:.2f}" for moment in kills)
            sys.stdout.write(f"{number + 1}: killed after {times} s of {seconds:.2f}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count} stood the test\n")


def _whole_run(archive: Archive, seeds: str) -> tuple[Contents, float]:
    begun = time.monotonic()
    assert crawl(archive, seeds, **SETTINGS).returncode == 0
    return contents(archive), time.monotonic() - begun


def _kill_after(archive: Archive, seeds: str, moment: float) -> None:
    with start(archive, seeds, **SETTINGS) as run:
        time.sleep(moment)
        run.kill()
        run.communicate(timeout=LIMIT_S)


def _finish(archive: Archive, seeds: str, expected: Contents) -> None:
    """Whole, and nothing that stood whole in the captures was fetched once more."""
    done = crawl(archive, seeds, **SETTINGS)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert expected == contents(archive)
    assert {1} == set(Counter(article.id for article in archive.articles()).values())
    assert found(Copy(archive.folder)) == []
    assert (archive.left_overs(), archive.claims()) == ([], 0)
    asked = Counter(
        exchange.url
        for exchange in archive.exchanges()
        if exchange.provenance is not None and exchange.provenance.role not in HUBS
    )
    assert {url: times for url, times in asked.items() if times > 1} == {}


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]]))
