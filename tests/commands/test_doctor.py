"""`scrapy doctor`: what it says of each seed, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.download.wire_server import Answer
from tests.end_to_end.misbehaviour import article, feed, redirect, reply
from tests.end_to_end.newspaper import newspaper
from tests.extraction.pages import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.download.wire_server import WireServer

ROOT = Path(__file__).parents[2]
LIMIT_S = 60
XML = "application/rss+xml"
RULES = b"""User-agent: *
Disallow: /private
Crawl-delay: 0.01
Sitemap: /sitemap.xml
"""
OLD = "<pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate>"
HOSTILE = "\x1b[31mred"


def doctor(*words: str) -> subprocess.CompletedProcess[str]:
    settings = ("ALLOW_PRIVATE_ADDRESSES=1", "DOWNLOAD_DELAY=0", "EXTRACT_WORKERS=0")
    given = (word for setting in settings for word in ("-s", setting))
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "doctor", *words, *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.fixture(scope="module")
def paper() -> Iterator[WireServer]:
    front = markup(
        "<h2><a href='/news/ferry-sails-again-today'>Ferry sails again today</a></h2>"
        "<h2><a href='/news/bridge-opens-after-a-year'>Bridge opens after a year</a></h2>",
        "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>",
    )
    with newspaper() as served:
        stale = feed(["/a", "/b"]).replace(b"</item>", f"{OLD}</item>".encode(), 1)
        served.answers = {
            "/robots.txt": [reply(RULES, media_type="text/plain")],
            "/": [reply(front.encode())],
            "/feed.xml": [reply(feed(["/a", "/b"]), media_type=XML)],
            "/stale.xml": [reply(stale, media_type=XML)],
            "/moved.xml": [redirect("/feed.xml")],
            "/story": [reply(article(HOSTILE))],
            "/walled": [reply(b"<p>No.</p>", status="403 Forbidden")],
            "/private": [reply(article("private"))],
            "/silent": [Answer([], "close")],
        }
        yield served


@pytest.fixture(scope="module")
def findings(paper: WireServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """By path."""
    seeds = tmp_path_factory.mktemp("seeds") / "seeds.txt"
    paths = ["/", "/feed.xml", "/stale.xml", "/moved.xml", "/story", "/walled", "/private", "/404"]
    lines = [*map(paper.url, paths), f"{paper.url('/silent')}\tkind=article"]
    seeds.write_text("\n".join(lines), encoding="utf-8")
    done = doctor(str(seeds), "--json")
    assert (done.returncode, done.stderr) == (3, "")
    found = json.loads(done.stdout)["seeds"]
    assert [each["seed"] for each in found] == [line.partition("\t")[0] for line in lines]
    return {each["seed"].removeprefix(paper.url("")): each for each in found}


def test_a_site_is_told_by_what_it_offers(findings: dict[str, Any], paper: WireServer) -> None:
    site = findings["/"]
    assert (site["as"], site["is"], site["problem"]) == ("site", "listing", None)
    assert site["fetches"] == {"feed": 1, "article": 2, "sitemap": 1}
    assert paper.url("/news/ferry-sails-again-today") in site["articles"]
    assert site["robots"] == {"crawl_delay": 0.01, "sitemaps": 1}


def test_a_feed_is_told_with_what_is_too_old(findings: dict[str, Any]) -> None:
    stale = findings["/stale.xml"]
    assert (stale["is"], stale["offers"]) == ("feed", {"article": 2})
    assert (stale["fetches"], stale["refused"]) == ({"article": 1}, {"age": 1})


def test_two_seeds_that_are_one_are_named(findings: dict[str, Any], paper: WireServer) -> None:
    assert findings["/moved.xml"]["hops"] == [paper.url("/moved.xml"), paper.url("/feed.xml")]
    same = {findings[path].get("same_as") for path in ("/moved.xml", "/feed.xml")}
    assert None in same
    assert same & {paper.url("/moved.xml"), paper.url("/feed.xml")}


def test_an_article_is_told_by_its_headline(findings: dict[str, Any]) -> None:
    assert findings["/story"]["is"] == "article"
    assert "What became of the" in findings["/story"]["title"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/walled", "wall (http-403): status 403"),
        ("/404", "gone (http-404): status 404"),
        ("/private", "forbidden (robots): "),
        ("/silent", "failed (connection): "),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    findings: dict[str, Any], path: str, problem: str
) -> None:
    assert findings[path]["problem"].startswith(problem)


def test_it_shows_lines_for_people(paper: WireServer) -> None:
    done = doctor(paper.url("/feed.xml"))
    assert (done.returncode, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:4] == [
        paper.url("/feed.xml"),
        "is feed",
        "offers 2 articles",
        "would fetch 2 articles",
    ]
    assert "robots.txt allows it, one request in 0.01 s, 1 sitemap" in lines
    assert lines[-1] == "1 seed"


def test_no_strangers_character_acts_on_the_terminal(paper: WireServer) -> None:
    assert "\x1b" not in doctor(paper.url("/story")).stdout


def test_it_stores_nothing(paper: WireServer, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert doctor(paper.url("/feed.xml"), "-s", f"ARCHIVE_DIR={archive}").returncode == 0
    assert not archive.exists()


def test_no_seed_that_can_be_read_is_code_4(paper: WireServer) -> None:
    done = doctor(paper.url("/404"))
    assert done.returncode == 4
    assert done.stdout.splitlines()[-1] == "1 seed, 1 of them cannot be read"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "scrapy doctor: give one seed list, or one URL"),
        (["a.txt", "b.txt"], "scrapy doctor: give one seed list, or one URL"),
        (["nowhere.txt"], "scrapy doctor: nowhere.txt: there is no such file"),
        (["https://user:pw@a.example/"], "url: a user name or password"),
        (["--no-such"], "--no-such: there is no such file"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(words: list[str], complaint: str) -> None:
    done = doctor(*words)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert complaint in line
    assert "pw" not in line


def test_a_bad_line_of_the_list_is_named(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.txt"
    seeds.write_text("https://a.example/\nno url here\n", encoding="utf-8")
    done = doctor(str(seeds))
    assert done.returncode == 2
    assert done.stderr.startswith("seeds.txt:2: ")
