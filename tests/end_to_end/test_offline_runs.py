"""A run over captures beside the crawls of an archive: it takes nothing out of their hands."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.warc import Exchange, Provenance, WarcWriter
from tests.end_to_end.command import build, crawl, seed_list
from tests.end_to_end.misbehaviour import PIXEL, article, redirect, reply, with_picture
from tests.end_to_end.newspaper import (
    HANGING,
    killed_once_asked_for,
    make_due,
    newspaper,
    publish,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.download.wire_server import Answer
    from tests.end_to_end.archive import Archive

OF_PRESSKEEP = {"software": "Presskeep/0.1 Scrapy/2.19", "setting-TEXT_TIMEZONE": "UTC"}
OF_ANOTHER = {"software": "Wget/1.21.3"}


def captured_elsewhere(
    folder: Path, answers: Mapping[str, Answer], statement: dict[str, str]
) -> Path:
    """Later than all that a crawl of the test captures."""
    folder.mkdir()
    elsewhere = WarcWriter(folder, statement=statement, prefix="elsewhere")
    for url, answer in answers.items():
        (response,) = answer.parts
        elsewhere.write(
            Exchange(
                url=url,
                request=b"GET / HTTP/1.1\r\n\r\n",
                response=response,
                started=datetime(2100, 1, 1, tzinfo=UTC),
                ended=datetime(2100, 1, 1, tzinfo=UTC),
                provenance=Provenance(role="article", hops=1)
                if statement is OF_PRESSKEEP
                else None,
            )
        )
    elsewhere.close()
    return folder


def test_what_a_killed_crawl_left_is_a_crawls_to_finish(archive: Archive, tmp_path: Path) -> None:
    """The redirect's target and the picture are fetched by the next crawl, as it owes them."""
    with newspaper() as paper:
        publish(paper, {"/first": [reply(article("first"))]}, ["/first"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds).returncode == 0
        pages = {
            "/r": [redirect("/target")],
            "/target": [HANGING, reply(article("target"))],
            "/pic": [with_picture("pic", "/p.png")],
            "/p.png": [HANGING, reply(PIXEL, media_type="image/png")],
        }
        publish(paper, pages, ["/r", "/pic"])
        killed_once_asked_for(paper, "/target", archive, seeds)
        done = build(archive, archive.folder / "warc")
        assert done.returncode == 5
        assert "the last crawl was killed; run `scrapy crawl news` once" in done.stderr
        assert crawl(archive, seeds).returncode == 0
        assert archive.outcome(paper.url("/target")) == "archived (new-article)"
        assert archive.records[paper.url("/pic")].images[0].path is not None


def test_an_article_whose_pictures_a_killed_crawl_had_not_fetched_is_left_to_a_crawl(
    archive: Archive, tmp_path: Path
) -> None:
    """Also without the ledger that knew of the kill."""
    with newspaper() as paper:
        pages = {
            "/pic": [with_picture("pic", "/p.png")],
            "/p.png": [HANGING, reply(PIXEL, media_type="image/png")],
            "/plain": [reply(article("plain"))],
        }
        publish(paper, pages, ["/plain", "/pic"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        killed_once_asked_for(paper, "/p.png", archive, seeds)
        for file in archive.folder.glob("ledger.sqlite*"):
            file.unlink()
        (left,) = archive.folder.glob("warc/*.open")
        left.rename(left.with_suffix(""))
        assert build(archive, archive.folder / "warc").returncode == 0
        assert {paper.url("/plain")} == set(archive.records)
        del archive.__dict__["records"]
        assert crawl(archive, seeds).returncode == 0
        assert archive.records[paper.url("/pic")].images[0].path is not None


def test_a_redirect_whose_target_nobody_fetched_stays_undecided(
    archive: Archive, tmp_path: Path
) -> None:
    """Without the ledger that knew the target, the next crawl comes by the same way again."""
    with newspaper() as paper:
        pages = {
            "/r": [redirect("/on-the-way")],
            "/on-the-way": [redirect("/target")],
            "/target": [HANGING, reply(article("target"))],
        }
        publish(paper, pages, ["/r"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        killed_once_asked_for(paper, "/target", archive, seeds)
        crawl(archive, f"url={paper.url('/robots.txt')}")  # closes the killed run's captures
        (archive.folder / "ledger.sqlite").unlink()
        for file in archive.folder.glob("articles/*/*/*/*"):
            file.unlink()
        assert build(archive, archive.folder / "warc").returncode == 0
        assert crawl(archive, seeds).returncode == 0
        assert archive.outcome(paper.url("/target")) == "archived (new-article)"


def test_a_strangers_capture_decides_nothing_that_a_crawl_knows(
    archive: Archive, tmp_path: Path
) -> None:
    """Neither a seed, which would never be visited again, nor what will be tried again."""
    with newspaper() as paper:
        publish(paper, {"/late": [reply(status="503 Not Now")]}, ["/late"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, RETRY_TIMES=0).returncode == 0
        answers = {paper.url(path): reply(article("strange")) for path in ("/feed.xml", "/late")}
        strange = captured_elsewhere(tmp_path / "captures", answers, OF_ANOTHER)
        assert build(archive, strange).returncode == 0
        assert archive.kept() == {}
        publish(paper, {"/late": [reply(article("late"))]}, ["/late"])
        make_due(archive)
        assert crawl(archive, seeds).returncode == 0
        assert {paper.url("/late")} == set(archive.records)


def test_a_file_that_says_it_is_ours_sends_nobody_anywhere(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, {"/own": [reply(article("own"))]}, [])
        answers = {paper.url("/victim"): reply(status="503 Not Now")}
        claimed = captured_elsewhere(tmp_path / "captures", answers, OF_PRESSKEEP)
        assert build(archive, claimed).returncode == 0
        make_due(archive)
        assert crawl(archive, f"url={paper.url('/own')}").returncode == 0
        assert "/victim" not in paper.noted


def test_without_its_ledger_an_archive_is_not_crawled_before_the_rebuild_is_whole(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        pages = {"/a": [reply(article("a"))], "/b": [reply(article("b"))]}
        publish(paper, pages, ["/a", "/b"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds).returncode == 0
        (archive.folder / "ledger.sqlite").unlink()
        other = captured_elsewhere(
            tmp_path / "captures", {"https://x.example/z": reply(article("z"))}, OF_ANOTHER
        )
        done = build(archive, other)
        assert done.returncode == 5
        assert "2 articles were not found in these captures" in done.stderr
        assert crawl(archive, seeds).returncode == 5
        assert build(archive, archive.folder / "warc").returncode == 0
        asked = len(paper.noted["/a"])
        done = crawl(archive, seeds)
        assert (done.returncode, done.stderr, len(paper.noted["/a"])) == (0, "", asked)


def test_a_copy_of_our_own_captures_is_no_other_file(archive: Archive, tmp_path: Path) -> None:
    """Records name the file and not the folder: a second one of that name is not read."""
    with newspaper() as paper:
        publish(paper, {"/a": [reply(article("a"))]}, [])
        assert crawl(archive, f"url={paper.url('/a')}").returncode == 0
    shutil.copytree(archive.folder / "warc", tmp_path / "copy")
    done = build(archive, tmp_path / "copy")
    assert done.returncode == 4
    assert "passed over; there is another file of that name" in done.stderr
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        folders = ledger.execute("SELECT folder FROM warcs").fetchall()
    assert {(None,)} == set(folders)
