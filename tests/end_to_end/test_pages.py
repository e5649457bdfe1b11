"""An article over three pages is one article, live and out of its captures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import build, check, crawl, seed_list
from tests.end_to_end.misbehaviour import PIXEL, article, reply
from tests.end_to_end.newspaper import HANGING, killed_once_asked_for, newspaper, publish
from tests.extraction.pages import meta

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.article import Article
    from tests.download.wire_server import WireServer

LENGTH = 5


def part(name: str, following: str | None, before: str | None = None, head: str = "") -> bytes:
    """A page whose text is its own."""
    links = f"<link rel='next' href='{following}'>" if following else ""
    links += f"<link rel='prev' href='{before}'>" if before else ""
    return article(name, links + head)


PAGES = {
    "/long.html": [reply(part("long", "/long-2.html", head=meta("og:image", "/one.png")))],
    "/long-2.html": [reply(part("long-two", "/long-3.html", "/long.html"))],
    "/long-3.html": [reply(part("long-three", None, "/long-2.html"))],
    "/one.png": [reply(PIXEL, media_type="image/png")],
    "/torn": [reply(part("torn", "/torn/2"))],
    "/torn/2": [reply(part("torn-two", "/torn/3", "/torn"))],
    "/torn/3": [reply(b"", status="404 Not Found")],
    "/circle": [reply(part("circle", "/circle/2"))],
    "/circle/2": [reply(part("circle", "/circle/3"))],
    "/single": [reply(article("single"))],
}


@dataclass(frozen=True)
class Stitched:
    archive: Archive
    paper: WireServer
    exit_code: int

    def article(self, path: str) -> Article:
        return self.archive.records[self.paper.url(path)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stitched]:
    folder = tmp_path_factory.mktemp("pages")
    archive = Archive(folder / "archive")
    with newspaper() as paper:
        publish(paper, PAGES, ["/long.html", "/torn/2", "/torn", "/circle", "/single"])
        done = crawl(archive, seed_list(folder, f"{paper.url('/feed.xml')}\tkind=feed\n"))
        yield Stitched(archive, paper, done.returncode)


def test_the_text_and_the_captures_of_all_pages_are_in_one_record(crawled: Stitched) -> None:
    long = crawled.article("/long.html")
    assert crawled.exit_code == 0
    assert len(long.paragraphs) == 3 * LENGTH
    assert [page.url for page in long.pages] == [
        crawled.paper.url("/long-2.html"),
        crawled.paper.url("/long-3.html"),
    ]
    captured = crawled.archive.captures
    assert [captured[page.capture.record_id].url for page in long.pages] == [
        page.url for page in long.pages
    ]
    assert "pages-missing" not in long.flags


def test_a_page_that_is_missing_costs_the_rest_and_is_told(crawled: Stitched) -> None:
    torn = crawled.article("/torn")
    assert len(torn.paragraphs) == 2 * LENGTH
    assert "pages-missing" in torn.flags


def test_a_page_that_is_the_same_once_more_ends_it(crawled: Stitched) -> None:
    circle = crawled.article("/circle")
    assert (len(circle.paragraphs), circle.pages) == (LENGTH, ())
    assert "pages-missing" in circle.flags


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/long.html", "archived (new-article)"),
        ("/long-2.html", "not_article (article-part)"),
        ("/long-3.html", "not_article (article-part)"),
        ("/torn", "archived (new-article)"),
        ("/torn/2", "not_article (article-part)"),
        ("/torn/3", "gone (http-404)"),
        ("/single", "archived (new-article)"),
    ],
)
def test_every_page_is_in_one_state(crawled: Stitched, path: str, outcome: str) -> None:
    assert outcome == crawled.archive.outcome(crawled.paper.url(path))


def test_the_archive_stands_the_check(crawled: Stitched) -> None:
    done = check(crawled.archive)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_rebuild_gives_the_same_bytes(crawled: Stitched) -> None:
    again = Archive(crawled.archive.folder.parent / "again")
    assert build(again, crawled.archive.folder / "warc").returncode == 0
    assert crawled.archive.kept() == again.kept()
    assert again.outcome(crawled.paper.url("/long-2.html")) == "not_article (article-part)"


def test_a_run_that_is_killed_between_two_pages_is_finished_by_the_next(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        pages = {
            "/torn": PAGES["/torn"],
            "/torn/2": PAGES["/torn/2"],
            "/torn/3": [HANGING, reply(part("torn-three", None, "/torn/2"))],
        }
        publish(paper, pages, ["/torn"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        killed_once_asked_for(paper, "/torn/3", archive, seeds)
        assert crawl(archive, seeds).returncode == 0
        (record,) = archive.articles()
        assert (len(record.paragraphs), len(record.pages)) == (3 * LENGTH, 2)
        asked = {path: len(paper.noted[path]) for path in pages}
        assert asked == {"/torn": 1, "/torn/2": 1, "/torn/3": 2}
        again = Archive(tmp_path / "again")
        assert build(again, archive.folder / "warc").returncode == 0
        assert archive.kept() == again.kept()


def test_no_more_pages_are_fetched_than_asked_for(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        pages = {
            f"/end/{n}": [reply(part(f"end-{n}", f"/end/{n + 1}", f"/end/{n - 1}"))]
            for n in range(2, 9)
        }
        pages["/end"] = [reply(part("end-1", "/end/2"))]
        publish(paper, pages, ["/end"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, ARTICLE_MAX_PAGES=3).returncode == 0
        (record,) = archive.articles()
        assert (len(record.paragraphs), len(record.pages)) == (3 * LENGTH, 2)
        assert "pages-missing" in record.flags
