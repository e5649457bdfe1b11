"""Articles out of other people's captures; nothing of them is ever fetched on that account."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import build, check, crawl
from tests.end_to_end.misbehaviour import PIXEL, article, reply
from tests.extraction.pages import meta
from tests.warc.foreign_samples import chunked, http, record, write

if TYPE_CHECKING:
    from pathlib import Path

WGET = shutil.which("wget")
SITE = "https://news.example"
HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = article(
    "story",
    meta("og:image", f"{SITE}/p.png") + meta("article:published_time", "1999-12-31T10:00:00Z"),
)


def responses() -> list[bytes]:
    """As a crawler leaves them: pages, a picture, a script, what went wrong, no metadata."""
    answers = {
        "/": http("HTTP/1.1 200 OK", HTML, b"<a href=/story>A story</a>"),
        "/story": http("HTTP/1.1 200 OK", {**HTML, "Transfer-Encoding": "chunked"}, chunked(STORY)),
        "/p.png": http("HTTP/1.1 200 OK", {"Content-Type": "image/png"}, PIXEL),
        "/s.js": http("HTTP/1.1 200 OK", {"Content-Type": "text/javascript"}, b"alert(1)"),
        "/later": http("HTTP/1.1 503 Not Now", HTML, b"<p>Busy.</p>"),
        "/old": http("HTTP/1.1 301 Moved", {"Location": "/story"}, b""),
    }
    return [
        record("response", number, block, WARC_Target_URI=f"{SITE}{path}")
        for number, (path, block) in enumerate(answers.items(), start=1)
    ]


@pytest.fixture(scope="module")
def captures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("captures"), responses())


@pytest.fixture(scope="module")
def built(captures: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("built") / "archive")
    done = build(archive, captures)
    assert (done.returncode, done.stderr) == (0, "")
    return archive


@pytest.fixture
def copied(built: Archive, archive: Archive) -> Archive:
    shutil.copytree(built.folder, archive.folder)
    return archive


def test_an_article_is_made_with_its_picture_however_old_it_is(
    built: Archive, captures: Path
) -> None:
    (kept,) = built.articles()
    assert (kept.url, kept.title) == (f"{SITE}/story", "What became of the story page")
    assert [image.path is not None for image in kept.images] == [True]
    assert kept.capture is not None
    assert (kept.capture.warc, kept.seed, kept.via) == (captures.name, None, None)


def test_nothing_waits_to_be_fetched_and_nothing_is_planned(built: Archive) -> None:
    assert built.decided == {
        f"{SITE}/": "not_article (listing)",
        f"{SITE}/story": "archived (new-article)",
    }
    assert {built.url(url).due_at for url in built.decided} == {None}


def test_the_next_crawl_leaves_them_alone(copied: Archive) -> None:
    """They are on no host that answers: a try would be a failure in the ledger."""
    pages = {
        "/robots.txt": [reply(status="404 None")],
        "/own": [reply(article("own"))],
    }
    with WireServer(pages) as paper:
        done = crawl(copied, f"url={paper.url('/own')}")
    assert (done.returncode, done.stderr) == (0, "")
    assert {paper.url("/own"), f"{SITE}/story"} == set(copied.records)
    assert copied.outcome(f"{SITE}/story") == "archived (new-article)"


def test_the_check_knows_that_they_are_elsewhere(copied: Archive, captures: Path) -> None:
    checked = check(copied)
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (
        0,
        "note: 1 WARC files are not in this archive; they are there, and were not checked",
    )
    hidden = captures.rename(captures.with_suffix(".hidden"))
    checked = check(copied)
    hidden.rename(captures)
    assert checked.returncode == 1
    assert f"warc/{captures.name}: is missing in {captures.parent}; 4 rows" in checked.stdout


def test_the_same_captures_again_change_nothing(copied: Archive, captures: Path) -> None:
    before = copied.kept()
    done = build(copied, captures)
    assert (done.returncode, done.stderr) == (0, "")
    assert before == copied.kept()
    assert copied.report()["articles"] == 0


def test_a_later_capture_with_another_text_is_a_version(archive: Archive, tmp_path: Path) -> None:
    texts = {"2026-11-23T18:04:00Z": article("story"), "2026-11-24T18:04:00Z": article("stories")}
    records = [
        record("response", number, http("HTTP/1.1 200 OK", HTML, body), WARC_Date=date)
        for number, (date, body) in enumerate(texts.items(), start=1)
    ]
    path = write(tmp_path, records)
    assert build(archive, path).returncode == 0
    assert [kept.version for kept in archive.articles()] == [0, 1]


@pytest.mark.skipif(WGET is None, reason="wget is not installed")
def test_what_wget_captured_becomes_articles(archive: Archive, tmp_path: Path) -> None:
    pages = {
        "/": [reply(b'<html><body><a href="/story">A story</a></body></html>')],
        "/story": [reply(article("story", meta("og:image", "/p.png")))],
        "/robots.txt": [reply(status="404 None")],
    }
    with WireServer(pages) as paper:
        command = [str(WGET), "--no-proxy", "-q", "-r", "-l", "1", "--warc-file=theirs"]
        subprocess.run([*command, paper.url("/")], cwd=tmp_path, check=False, timeout=60)
        url = paper.url("/story")
    done = build(archive, tmp_path / "theirs.warc.gz")
    assert (done.returncode, done.stderr) == (0, "")
    assert {url} == set(archive.records)
