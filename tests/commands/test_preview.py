"""`scrapy preview`: what it shows, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.misbehaviour import article, redirect, reply
from tests.end_to_end.newspaper import newspaper
from tests.extraction.pages import HEADLINE, json_ld
from tests.extraction.pages import article as page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.download.wire_server import WireServer

ROOT = Path(__file__).parents[2]
LIMIT_S = 60


def preview(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "preview", *words, "-s", "ALLOW_PRIVATE_ADDRESSES=1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.fixture(scope="module")
def paper() -> Iterator[WireServer]:
    with newspaper() as served:
        rules = b"User-agent: *\nDisallow: /private\n"
        served.answers = {
            "/robots.txt": [reply(rules, media_type="text/plain")],
            "/moved": [redirect("/page")],
            "/page": [reply(article("page"))],
            "/missing": [reply(b"", status="404 Not Found")],
            "/private": [reply(article("private"))],
            "/circle": [redirect("/circle")],
        }
        yield served


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    head = json_ld(headline=HEADLINE, author={"name": "Ada \x1b[31mLovel"})
    path.write_bytes(b"<!-- saved from url=(0024)https://a.example/story -->" + page(head))
    return path


def test_a_file_is_shown_with_where_each_field_came_from(saved: Path) -> None:
    done = preview(str(saved))
    lines = done.stdout.splitlines()
    at = lines.index(f"title         {HEADLINE}")
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "url           https://a.example/story"
    assert [line.strip() for line in lines[at + 1 : at + 3]] == ["json-ld headline", "h1"]
    assert "\x1b" not in done.stdout


def test_as_json_it_is_one_object_for_programs(saved: Path) -> None:
    shown = json.loads(preview(str(saved), "--json", "--url", "https://b.example/x").stdout)
    assert (shown["kind"], shown["url"]) == ("article", "https://b.example/x")
    assert shown["article"]["title"] == HEADLINE
    assert shown["origins"]["title"] == ["json-ld headline", "h1"]


def test_a_url_is_asked_for_once_through_its_redirects_and_nothing_is_stored(
    paper: WireServer,
) -> None:
    before = sorted(ROOT.iterdir())
    done = preview(paper.url("/moved"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == [
        f"redirected    {paper.url('/moved')}",
        f"url           {paper.url('/page')}",
        "kind          article",
    ]
    assert len(paper.noted["/page"]) == 1
    assert before == sorted(ROOT.iterdir())


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/missing", "status 404"),
        ("/private", "forbidden (robots)"),
        ("/circle", "status 301"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(paper: WireServer, path: str, why: str) -> None:
    done = preview(paper.url(path))
    assert (done.returncode, done.stdout) == (4, "")
    (line,) = done.stderr.splitlines()
    assert why in line


@pytest.mark.parametrize(
    "words",
    [(), ("a", "b"), ("no-such-file.html",), ("https://",), ("--golden", "no-such-file.html")],
    ids=" ".join,
)
def test_wrong_usage_ends_in_2_and_one_line(words: tuple[str, ...]) -> None:
    done = preview(*words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
