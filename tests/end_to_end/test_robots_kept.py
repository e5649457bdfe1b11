"""robots.txt is asked for once a day, and an unreachable one again in each run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import article, reply
from tests.end_to_end.newspaper import make_due, newspaper, publish

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.archive import Archive

RULES = reply(b"User-agent: *\nDisallow: /no/\n", media_type="text/plain")
CLOSED = reply(b"User-agent: *\nDisallow: /\n", media_type="text/plain")


def a_day_later(archive: Archive) -> None:
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE site_files SET visited_at = visited_at - 86401")
        ledger.commit()


def test_it_is_kept_for_a_day_and_then_asked_for_again(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        publish(paper, {"/a": [reply(article("a"))]}, ["/a", "/no/b"])
        paper.answers = {**paper.answers, "/robots.txt": [RULES, CLOSED]}
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert [crawl(archive, seeds).returncode for _ in range(2)] == [0, 0]
        assert len(paper.noted["/robots.txt"]) == 1
        assert archive.outcome(paper.url("/no/b")) == "forbidden (robots)"
        a_day_later(archive)
        assert crawl(archive, seeds).returncode == 4
        assert len(paper.noted["/robots.txt"]) == 2


def test_one_that_cannot_be_had_forbids_all_and_is_not_kept(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, {"/a": [reply(article("a"))]}, ["/a"])
        paper.answers = {**paper.answers, "/robots.txt": [reply(status="500 Error"), RULES]}
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, RETRY_TIMES=0).returncode == 4
        assert paper.noted.keys() == {"/robots.txt"}
        make_due(archive)
        assert crawl(archive, seeds).returncode == 0


def test_sitemaps_that_robots_txt_names_badly_do_no_harm(archive: Archive) -> None:
    with newspaper() as paper:
        address = paper.url("/a")
        sitemap = f"""<?xml version="1.0"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>{address}</loc></url></urlset>"""
        robots = b"Sitemap: /relative.xml\nSitemap: http://[/\nSitemap: ftp://a.example/s.xml\n"
        paper.answers = {
            "/robots.txt": [reply(robots, media_type="text/plain")],
            "/": [reply(b"<p>Hello.</p>")],
            "/relative.xml": [reply(sitemap.encode(), media_type="application/xml")],
            "/a": [reply(article("a"))],
        }
        assert crawl(archive, f"url={paper.url('/')}").returncode == 0
        assert archive.outcome(address) == "archived (new-article)"
