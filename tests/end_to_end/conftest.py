"""The demonstration and a misbehaving newspaper on free ports, and a crawl of each.

One for the whole session.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crawler.demo import DemoNewspaper, serve
from tests.download.wire_server import Answer, WireServer
from tests.end_to_end import misbehaviour
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import WORKERS, crawl, seed_list

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from crawler.article import Article

PAGES = {page.path: page for page in misbehaviour.pages()}
SEEDS = "{0}/feed.xml\tkind=feed\n{0}/torn.xml\tkind=feed\n{0}/feed.html\n"
SETTINGS = {
    **WORKERS,
    "DOWNLOAD_MAXSIZE": misbehaviour.MAXSIZE,
    "DOWNLOAD_TIMEOUT": 1.5,
    "RETRY_TIMES": 1,
}


@dataclass(frozen=True)
class Run:
    """A crawl that has ended; nobody crawls into its archive again."""

    archive: Archive
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoNewspaper]:
    with serve(port=0) as newspaper:
        yield newspaper


@pytest.fixture(scope="session")
def demo_seeds(demo: DemoNewspaper, tmp_path_factory: pytest.TempPathFactory) -> str:
    return seed_list(tmp_path_factory.mktemp("demo-seeds"), demo.seeds)


@pytest.fixture(scope="session")
def demo_run(demo_seeds: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    archive = Archive(tmp_path_factory.mktemp("demo") / "archive")
    return Run(archive, crawl(archive, demo_seeds, **WORKERS))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@dataclass(frozen=True)
class Visit(Run):
    """`other` is the newspaper whose robots.txt cannot be had."""

    paper: WireServer
    other: WireServer

    def record(self, name: str) -> Article:
        return self.archive.records[self.paper.url(f"/{name}")]


@pytest.fixture(scope="session")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("misbehaviour")
    paper, other = WireServer(dict(misbehaviour.without_outcome())), WireServer({})
    with ExitStack() as stack:
        stack.enter_context(paper)
        stack.enter_context(other)
        paper.answers = {**paper.answers, **_pages(), **_pages_that_name(paper, other)}
        other.answers = {"/robots.txt": [misbehaviour.reply(status="500 Oops")]}
        archive = Archive(folder / "archive")
        seeds = seed_list(folder, SEEDS.format(paper.url("")))
        yield Visit(archive, crawl(archive, seeds, **SETTINGS), paper, other)


def _pages() -> dict[str, Sequence[Answer]]:
    return {path: page.answers for path, page in PAGES.items()}


def _pages_that_name(paper: WireServer, other: WireServer) -> dict[str, Sequence[Answer]]:
    listed = [paper.url(path) for path, page in PAGES.items() if page.in_feed]
    feed = misbehaviour.feed([*listed, other.url("/page"), paper.url("/foreign-picture")])
    return {
        "/feed.xml": [misbehaviour.reply(feed, media_type="application/rss+xml")],
        "/foreign-picture": [
            misbehaviour.with_picture("foreign-picture", other.url("/picture.png"))
        ],
    }
