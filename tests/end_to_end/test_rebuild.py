"""Articles out of captures: ours come out byte for byte, whatever the live runs met."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import build, crawl, seed_list, start_building
from tests.end_to_end.misbehaviour import PIXEL, article, redirect, reply, with_picture
from tests.end_to_end.newspaper import (
    HANGING,
    killed_once_asked_for,
    make_due,
    newspaper,
    publish,
)
from tests.extraction.pages import meta

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.end_to_end.conftest import Run, Visit

LIMIT_S = 30
PICTURE = reply(PIXEL, media_type="image/png")
NO_NETWORK = ("unshare", "--net")
LOST = [
    ("articles", "images"),
    ("articles", "images", "ledger.sqlite"),
    ("ledger.sqlite",),
    ("images",),
    (),
]


def copy_of(archive: Archive, folder: Path, lost: Sequence[str] = ()) -> Archive:
    shutil.copytree(archive.folder, folder)
    for name in lost:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return Archive(folder)


def rebuilt(archive: Archive, folder: Path) -> Archive:
    """In an archive of its own, from nothing but the captures."""
    new = Archive(folder)
    done = build(new, archive.folder / "warc")
    assert (done.returncode, done.stderr) == (0, "")
    return new


@pytest.mark.parametrize("lost", LOST, ids=lambda lost: "+".join(lost) or "nothing")
def test_what_was_lost_comes_back_byte_for_byte(
    tmp_path: Path, demo_run: Run, lost: Sequence[str]
) -> None:
    archive = copy_of(demo_run.archive, tmp_path / "copy", lost)
    done = build(archive, archive.folder / "warc")
    assert (done.returncode, done.stderr) == (0, "")
    assert demo_run.archive.kept() == archive.kept()
    assert demo_run.archive.warcs()[0].name == archive.warcs()[0].name
    assert archive.left_overs() == []


def test_a_misbehaving_newspaper_comes_back_byte_for_byte(tmp_path: Path, visit: Visit) -> None:
    again = rebuilt(visit.archive, tmp_path / "again")
    assert visit.archive.kept() == again.kept()


def test_the_ledger_that_is_rebuilt_knows_what_became_of_each_article(
    tmp_path: Path, demo_run: Run
) -> None:
    again = rebuilt(demo_run.archive, tmp_path / "again")
    kept = {url: why for url, why in demo_run.archive.decided.items() if "archived" in why}
    assert kept == {url: why for url, why in again.decided.items() if "archived" in why}
    assert {"archived", "duplicate", "not_article"} <= {
        why.partition(" ")[0] for why in again.decided.values()
    }
    assert not any(why.startswith("queued") for why in again.decided.values())


def test_a_crawl_goes_on_where_the_captures_end(
    tmp_path: Path, demo_run: Run, demo_seeds: str
) -> None:
    archive = copy_of(demo_run.archive, tmp_path / "copy", ("articles", "images", "ledger.sqlite"))
    assert build(archive, archive.folder / "warc").returncode == 0
    done = crawl(archive, demo_seeds)
    assert (done.returncode, done.stderr) == (0, "")
    assert demo_run.archive.kept() == archive.kept()
    assert archive.report()["articles"] == 0


@pytest.mark.skipif(
    subprocess.run([*NO_NETWORK, "true"], check=False, capture_output=True).returncode != 0
    if shutil.which("unshare")
    else True,
    reason="a process without a network needs unshare(1) and the right to use it",
)
def test_it_needs_no_network(tmp_path: Path, demo_run: Run) -> None:
    archive = Archive(tmp_path / "again")
    done = build(archive, demo_run.archive.folder / "warc", without=NO_NETWORK)
    assert (done.returncode, done.stderr) == (0, "")
    assert demo_run.archive.kept() == archive.kept()


def test_nothing_is_written_to_the_captures(tmp_path: Path, demo_run: Run) -> None:
    again = rebuilt(demo_run.archive, tmp_path / "again")
    assert list((again.folder / "warc").iterdir()) == []


# --- what only the clock decided ---


def test_an_image_that_came_too_late_for_an_article_stays_out_of_it(tmp_path: Path) -> None:
    """The first article has it not, the second one has it; so it is when both are rebuilt."""
    archive = Archive(tmp_path / "archive")
    with newspaper() as paper:
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        for name, answer in (("early", reply(status="503 Not Now")), ("late", PICTURE)):
            publish(
                paper,
                {f"/{name}": [with_picture(name, "/p.png")], "/p.png": [answer]},
                [f"/{name}"],
            )
            assert crawl(archive, seeds, RETRY_TIMES=0).returncode == 0
            make_due(archive)
        early, late = (archive.records[paper.url(f"/{name}")] for name in ("early", "late"))
    assert (early.images[0].path, late.images[0].path is not None) == (None, True)
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept()


def test_an_image_whose_address_leads_elsewhere_each_time_is_had_all_the_same(
    tmp_path: Path,
) -> None:
    """Picture servers sign the address that they lead to."""
    archive = Archive(tmp_path / "archive")
    with newspaper() as paper:
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        for name, answer in (("early", reply(status="503 Not Now")), ("late", PICTURE)):
            pages = {
                f"/{name}": [with_picture(name, "/p.png")],
                "/p.png": [redirect(f"/signed-{name}?s=1")],
                f"/signed-{name}": [answer],
            }
            publish(paper, pages, [f"/{name}"])
            assert crawl(archive, seeds, RETRY_TIMES=0).returncode == 0
            make_due(archive)
        assert archive.records[paper.url("/late")].images[0].path is not None
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept()


def test_a_picture_is_what_was_asked_for_as_one(tmp_path: Path) -> None:
    """Under the same URL a page was captured before, with other bytes."""
    archive = Archive(tmp_path / "archive")
    other = reply(PIXEL + b" ", media_type="image/png")
    with newspaper() as paper:
        publish(paper, {"/p.png": [other, PICTURE], "/s": [with_picture("s", "/p.png")]}, [])
        for path in ("/p.png", "/s"):
            assert crawl(archive, f"url={paper.url(path)}").returncode == 0
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept()


def test_of_fields_that_stand_there_twice_the_same_one_counts(tmp_path: Path) -> None:
    latin = article("s").replace(b"What became", "Gr\u00fc\u00dfe, what became".encode("latin-1"))
    pages = {
        "/s": [reply(latin, "Content-Type: text/html; charset=iso-8859-1")],
        "/pic": [with_picture("pic", "/p.png")],
        "/p.png": [reply(b"", "Location: /x1", "Location: /x2", status="302 Found")],
        "/x1": [reply(status="404 None")],
        "/x2": [PICTURE],
    }
    archive = Archive(tmp_path / "archive")
    with newspaper() as paper:
        publish(paper, pages, ["/s", "/pic"])
        assert crawl(archive, f"url={paper.url('/feed.xml')}").returncode == 0
        assert archive.records[paper.url("/s")].title.startswith("Gr\u00fc\u00dfe")
        assert archive.records[paper.url("/pic")].images[0].path is not None
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept()


def test_no_limit_is_none_in_the_rebuild_too(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    packed = reply(gzip.compress(article("s"), mtime=0), "Content-Encoding: gzip")
    with newspaper() as paper:
        publish(paper, {"/s": [packed]}, [])
        assert crawl(archive, f"url={paper.url('/s')}", DOWNLOAD_MAXSIZE=0).returncode == 0
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept() != {}


def test_a_killed_run_is_finished_as_it_would_have_finished_itself(tmp_path: Path) -> None:
    """With its settings and its seeds, though the next run has others."""
    dated = meta("article:published_time", "2026-11-23T10:00:00+00:00")
    archive = Archive(tmp_path / "archive")
    with newspaper() as paper:
        pages = {
            "/s": [reply(article("s", dated + meta("og:image", "/p.png")))],
            "/p.png": [HANGING, PICTURE],
        }
        publish(paper, pages, ["/s"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        killed_once_asked_for(paper, "/p.png", archive, seeds)
        done = crawl(archive, f"url={paper.url('/s')}", TEXT_TIMEZONE="Asia/Tokyo")
        assert (done.returncode, done.stderr) == (0, "")
        assert archive.records[paper.url("/s")].seed == paper.url("/feed.xml")
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept() != {}


def test_images_come_back_from_captures_that_stand_elsewhere(tmp_path: Path, visit: Visit) -> None:
    again = rebuilt(visit.archive, tmp_path / "again")
    shutil.rmtree(again.folder / "images")
    assert build(again, visit.archive.folder / "warc").returncode == 0
    assert visit.archive.kept() == again.kept()


def test_a_page_that_took_too_long_is_archived_from_its_later_capture(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    pages = {
        "/robots.txt": [reply(status="404 None")],
        "/slow": [reply(article("slow"))],
    }
    with WireServer(pages) as paper:
        seeds = seed_list(tmp_path, f"{paper.url('/slow')}\tkind=article\n")
        hasty = crawl(archive, seeds, EXTRACT_TIMEOUT_S=0.0001)
        assert hasty.returncode == 4
        make_due(archive)
        assert crawl(archive, seeds).returncode == 0
    assert archive.asked_for(paper.url("/slow")) == 2
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept() != {}


def test_the_files_of_captures_say_under_which_settings_articles_were_kept(tmp_path: Path) -> None:
    dated = meta("article:published_time", "2026-11-23T10:00:00+00:00")
    pages = {
        "/robots.txt": [reply(status="404 None")],
        "/story": [reply(article("story", dated + meta("og:image", "/p.png")))],
        "/p.png": [reply(PIXEL, media_type="image/png")],
    }
    archive = Archive(tmp_path / "archive")
    with WireServer(pages) as paper:
        seeds = seed_list(tmp_path, f"{paper.url('/story')}\tkind=article\n")
        done = crawl(archive, seeds, TEXT_TIMEZONE="Asia/Tokyo", IMAGES_MAX_PER_ARTICLE=1)
        assert done.returncode == 0
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept()
    other = Archive(tmp_path / "other")
    build(other, archive.folder / "warc", TEXT_TIMEZONE="UTC", IMAGES_MAX_PER_ARTICLE=0)
    (text,) = (content for name, content in other.kept().items() if name.endswith(".txt"))
    assert b"23/11/2026 10h00" in text.splitlines()
    assert [len(list(one.folder.glob("images/*/*"))) for one in (archive, other)] == [1, 0]


# --- killed, torn, not there ---


def test_a_rebuild_that_is_killed_is_finished_by_the_next(tmp_path: Path, demo_run: Run) -> None:
    archive = Archive(tmp_path / "again")
    captures = demo_run.archive.folder / "warc"
    for share in (0.2, 0.6):
        with start_building(archive, captures, CHECKPOINT_INTERVAL_S=0.05) as run:
            _kill_when_there_are(run, archive, share * 2 * len(demo_run.archive.records))
    done = build(archive, captures)
    assert (done.returncode, done.stderr) == (0, "")
    assert demo_run.archive.kept() == archive.kept()
    assert archive.left_overs() == []
    assert archive.claims() == 0


def _kill_when_there_are(run: subprocess.Popen[str], archive: Archive, files: float) -> None:
    deadline = time.monotonic() + LIMIT_S
    while len(list(archive.folder.glob("articles/*/*/*/0*"))) < files and run.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    run.kill()
    run.communicate(timeout=LIMIT_S)


def test_a_torn_file_gives_what_stands_before_the_tear_and_a_message(
    tmp_path: Path, demo_run: Run
) -> None:
    (whole,) = demo_run.archive.warcs()
    (tmp_path / "captures").mkdir()
    torn = tmp_path / "captures" / whole.name
    torn.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    archive = Archive(tmp_path / "again")
    done = build(archive, torn)
    assert done.returncode == 3
    assert "1 of 1 WARC files could not be read to the end (exit 3)" in done.stderr
    assert f"{whole.name}: " in done.stderr
    texts = {name: content for name, content in archive.kept().items() if name.endswith(".txt")}
    assert 0 < len(texts) < len(list(demo_run.archive.articles()))
    assert texts.items() <= demo_run.archive.kept().items()


def test_a_file_that_is_no_warc_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(b"<html>")
    done = build(Archive(tmp_path / "archive"), path)
    assert done.returncode == 4
    assert "none of 1 WARC files could be read" in done.stderr
    assert "not a WARC file: it begins with b'<html>'" in done.stderr


@pytest.mark.parametrize(
    ("captures", "message"),
    [
        ("nothing-*.warc.gz", "input=nothing-*.warc.gz: there is no such WARC file"),
        ("", "give -a input=FILE, a folder, or a pattern"),
        ("{0}/**", "2 files are called a.warc.gz; rename them"),
    ],
)
def test_input_that_names_no_files_is_wrong_usage(
    tmp_path: Path, captures: str, message: str
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.warc.gz").write_bytes(b"")
    done = build(Archive(tmp_path / "archive"), captures.format(tmp_path))
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "archive").exists()
