"""Articles out of other people's captures; nothing of them is ever fetched on that account."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.command import build, check, crawl, seed_list
from tests.end_to_end.misbehaviour import PIXEL, article, reply
from tests.extraction.pages import meta
from tests.warc.foreign_samples import chunked, http, record, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.archive import Archive

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


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    (tmp_path / "captures").mkdir()
    return write(tmp_path / "captures", responses())


def test_an_article_is_made_with_its_picture_however_old_it_is(
    archive: Archive, captures: Path
) -> None:
    done = build(archive, captures)
    assert (done.returncode, done.stderr) == (0, "")
    (kept,) = archive.articles()
    assert (kept.url, kept.title) == (f"{SITE}/story", "What became of the story page")
    assert [image.path is not None for image in kept.images] == [True]
    assert kept.capture is not None
    assert (kept.capture.warc, kept.seed, kept.via) == (captures.name, None, None)


def test_nothing_waits_to_be_fetched_and_nothing_is_planned(
    archive: Archive, captures: Path
) -> None:
    build(archive, captures)
    assert archive.decided == {
        f"{SITE}/": "not_article (listing)",
        f"{SITE}/story": "archived (new-article)",
    }
    assert {archive.url(url).due_at for url in archive.decided} == {None}


def test_the_next_crawl_leaves_them_alone(archive: Archive, captures: Path, tmp_path: Path) -> None:
    """They are on no host that answers: a try would be a failure in the ledger."""
    build(archive, captures)
    pages = {
        "/robots.txt": [reply(status="404 None")],
        "/own": [reply(article("own"))],
    }
    with WireServer(pages) as paper:
        done = crawl(archive, seed_list(tmp_path, f"{paper.url('/own')}\tkind=article\n"))
    assert (done.returncode, done.stderr) == (0, "")
    assert {paper.url("/own"), f"{SITE}/story"} == set(archive.records)
    assert archive.outcome(f"{SITE}/story") == "archived (new-article)"


def test_the_check_knows_that_they_are_elsewhere(archive: Archive, captures: Path) -> None:
    build(archive, captures)
    checked = check(archive)
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (
        0,
        "note: 1 WARC files are not in this archive; they are there, and were not checked",
    )
    captures.unlink()
    checked = check(archive)
    assert checked.returncode == 1
    assert f"warc/{captures.name}: is missing in {captures.parent}; 4 rows" in checked.stdout


def test_the_same_captures_again_change_nothing(archive: Archive, captures: Path) -> None:
    build(archive, captures)
    before = archive.kept()
    done = build(archive, captures)
    assert (done.returncode, done.stderr) == (0, "")
    assert before == archive.kept()
    assert archive.report()["articles"] == 0


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
