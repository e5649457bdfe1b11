"""What would keep a run busy for ever, or take a worker with it, ends and harms nothing else."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import WORKERS, crawl, seed_list
from tests.end_to_end.misbehaviour import NEW, article, feed, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

REDIRECTS_MOST = 5
CHAIN = 30
# Megabytes of address space: enough for any page of a newspaper, too little for GLUTTON.
WORKER_MB = 400
# 28 MB of paragraphs in 40 KB.
GLUTTON = gzip.compress(article("glutton") + "<p>щ ".encode() * 4_000_000, mtime=0)
GOOD = ("/good-a", "/good-b", "/good-c")


@pytest.fixture(scope="module")
def paper() -> Iterator[WireServer]:
    with WireServer({}) as server:
        yield server


@pytest.fixture(scope="module")
def archive(paper: WireServer, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    paper.answers = {path: [reply(article(path.strip("/")))] for path in GOOD}
    paper.answers |= {f"/hop/{n}": [redirect(f"/hop/{n + 1}")] for n in range(CHAIN)}
    paper.answers["/glutton"] = [reply(GLUTTON, "Content-Encoding: gzip")]
    paths = (GOOD[0], "/glutton", GOOD[1], "/hop/0", GOOD[2])
    listed = feed([paper.url(path) for path in paths])
    paper.answers["/feed.xml"] = [reply(listed, media_type="application/rss+xml")]
    folder = tmp_path_factory.mktemp("endurance")
    archive = Archive(folder / "archive")
    seeds = seed_list(folder, f"{paper.url('/feed.xml')}\tkind=feed\n")
    settings = {**WORKERS, "REDIRECT_MAX_TIMES": REDIRECTS_MOST, "EXTRACT_MEMORY_MB": WORKER_MB}
    done = crawl(archive, seeds, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    return archive


def test_redirects_that_always_lead_on_are_followed_to_a_limit(
    paper: WireServer, archive: Archive
) -> None:
    asked = [path for path in paper.noted if path.startswith("/hop/")]
    assert len(asked) == REDIRECTS_MOST + 1
    assert archive.outcome(paper.url(asked[-1])) == "failed (redirect-loop)"


def test_a_page_that_takes_its_worker_with_it_costs_itself_only(
    paper: WireServer, archive: Archive
) -> None:
    outcome = archive.outcome(paper.url("/glutton"))
    assert outcome == "failed (extraction-memory)"
    assert dict.fromkeys(GOOD, NEW) == {path: archive.outcome(paper.url(path)) for path in GOOD}


def test_what_it_sent_is_captured_all_the_same(paper: WireServer, archive: Archive) -> None:
    assert archive.asked_for(paper.url("/glutton")) == 1
    assert archive.warc_problems() == []
