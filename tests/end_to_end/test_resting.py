"""A host that asks for a pause, or gives no answer, is left in peace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.download.wire_server import Answer
from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import article, reply
from tests.end_to_end.newspaper import make_due, newspaper, publish

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.archive import Archive

ONE_BY_ONE = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}
BUSY = "503 Not Now"
PAGES = {f"/{n}": [reply(article(f"page-{n}"))] for n in range(1, 5)}


def wake(archive: Archive) -> None:
    """As if the hosts' time had come."""
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE hosts SET rests_until = 1")
        ledger.commit()
    make_due(archive)


def test_a_host_that_asks_for_an_hour_is_not_asked_again_before(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        busy = reply(b"", "Retry-After: 3600", status="429 Slow Down")
        pages = {**PAGES, "/1": [busy, *PAGES["/1"]]}
        publish(paper, pages, list(pages))
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, **ONE_BY_ONE).returncode == 0
        assert archive.outcome(paper.url("/1")) == "failed (http-429)"
        assert len(paper.noted["/1"]) == 1
        asked = {path: len(noted) for path, noted in paper.noted.items()}
        assert crawl(archive, seeds, **ONE_BY_ONE).returncode == 4
        assert asked == {path: len(noted) for path, noted in paper.noted.items()}
        wake(archive)
        assert crawl(archive, seeds, **ONE_BY_ONE).returncode == 0
        assert len(asked.keys() & pages.keys()) < len(pages)
        assert len(list(archive.articles())) == len(pages)


def test_a_short_pause_is_waited_for_within_the_run(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        pages = {"/1": [reply(b"", "Retry-After: 1", status=BUSY), *PAGES["/1"]]}
        publish(paper, pages, list(pages))
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, **ONE_BY_ONE, DOWNLOAD_DELAY=0.01).returncode == 0
        first, second = (each.date for each in archive.exchanges() if each.url == paper.url("/1"))
        assert (second - first).total_seconds() > 0.9
        assert len(list(archive.articles())) == 1


def test_a_host_without_an_answer_costs_a_few_requests(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        pages = {f"/dead/{n}": [Answer([], "close")] for n in range(30)}
        publish(paper, pages, list(pages))
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, **ONE_BY_ONE, RETRY_TIMES=0).returncode == 0
        asked = sum(1 for path in pages if paper.noted.get(path))
        assert 5 <= asked <= 9
        waiting = [url for url, why in archive.decided.items() if why.startswith("queued")]
        assert len(waiting) == len(pages) - asked
