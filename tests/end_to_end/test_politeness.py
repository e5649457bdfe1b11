"""How often a host is asked, told from the server's own log."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.download.wire_server import Answer, WireServer
from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import PIXEL, article, reply, with_picture
from tests.end_to_end.newspaper import newspaper, publish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.end_to_end.archive import Archive

PAUSE_S = 0.3
POLITE = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": PAUSE_S}
# The server notes a request once it has been read: later than it was sent, now by more, now less.
ROOM_S = 0.06
PAGES = {f"/{n}": [reply(article(f"page-{n}"))] for n in range(4)}


def gaps(paper: WireServer, *paths: str) -> list[float]:
    """Seconds between the requests that the server saw, to `paths` or to all."""
    seen = (noted.at for path in paths or paper.noted for noted in paper.noted[path])
    return [after - before for before, after in pairwise(sorted(seen))]


def visited(
    paper: WireServer, folder: Path, archive: Archive, pages: Mapping[str, Sequence[Answer]]
) -> int:
    publish(paper, pages, [path for path in pages if not path.endswith(".png")])
    seeds = seed_list(folder, f"{paper.url('/feed.xml')}\tkind=feed\n")
    return crawl(archive, seeds, **POLITE).returncode


def test_no_host_is_asked_sooner_than_the_delay(archive: Archive, tmp_path: Path) -> None:
    pictures = {
        "/picture.png": [reply(PIXEL, media_type="image/png")],
        "/with-picture": [with_picture("picture", "/picture.png")],
    }
    with newspaper() as paper:
        assert visited(paper, tmp_path, archive, {**PAGES, **pictures}) == 0
        assert {"/robots.txt", "/feed.xml", *PAGES, *pictures} == paper.noted.keys()
        assert min(gaps(paper)) >= PAUSE_S - ROOM_S


def test_a_longer_crawl_delay_of_robots_txt_is_kept(archive: Archive, tmp_path: Path) -> None:
    robots = reply(b"User-agent: *\nCrawl-delay: 0.8\nDisallow:\n", media_type="text/plain")
    with newspaper() as paper:
        paper.answers = {"/robots.txt": [robots]}
        assert visited(paper, tmp_path, archive, PAGES) == 0
        assert min(gaps(paper, "/feed.xml", *PAGES)) >= 0.8 - ROOM_S


def test_a_host_with_errors_is_asked_ever_more_slowly(archive: Archive, tmp_path: Path) -> None:
    failing = [reply(b"", status="503 Not Now")] * 2
    with newspaper() as paper:
        assert visited(paper, tmp_path, archive, {"/0": [*failing, *PAGES["/0"]]}) == 0
        first, second = gaps(paper, "/0")
        assert 2 * PAUSE_S - ROOM_S <= first < 3 * PAUSE_S
        assert second >= 4 * PAUSE_S - ROOM_S
        assert len(list(archive.articles())) == 1


def test_a_slow_host_gets_as_long_again_to_itself(archive: Archive, tmp_path: Path) -> None:
    slow = {
        path: [Answer([part[:9], part[9:]], "close", pause_s=0.5)]
        for path, (answer,) in PAGES.items()
        for part in answer.parts
    }
    with newspaper() as paper:
        assert visited(paper, tmp_path, archive, slow) == 0
        assert min(gaps(paper, *slow)) >= 1.0 - ROOM_S
