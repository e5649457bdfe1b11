"""Articles out of captures: ours come out byte for byte, whatever the live runs met."""

from __future__ import annotations

import gzip
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import WORKERS, build, crawl, seed_list, start_building
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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from crawler.article import Article
    from tests.download.wire_server import Answer, WireServer
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


def rebuilt(archive: Archive, folder: Path, **settings: object) -> Archive:
    """In an archive of its own, from nothing but the captures."""
    new = Archive(folder)
    done = build(new, archive.folder / "warc", without=(), **settings)
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
    again = rebuilt(visit.archive, tmp_path / "again", **WORKERS)
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


# --- an archive that has lived ---


@dataclass(frozen=True)
class Lived:
    """Two runs under different settings, in which pictures came late, and what was rebuilt."""

    archive: Archive
    again: Archive
    paper: WireServer

    def record(self, path: str) -> Article:
        return self.archive.records[self.paper.url(path)]

    def has_its_picture(self, path: str) -> bool:
        return self.record(path).images[0].path is not None


DATED = meta("article:published_time", "2026-11-23T10:00:00+00:00")
LATIN = article("latin").replace(b"What became", "Gr\u00fc\u00dfe, what became".encode("latin-1"))
REFUSED = reply(status="503 Not Now")
FIRST_RUN: dict[str, list[Answer]] = {
    "/early": [with_picture("early", "/p.png")],
    "/p.png": [REFUSED],
    # Picture servers sign the address that they lead to: it is another one each time.
    "/early-signed": [with_picture("early-signed", "/s.png")],
    "/s.png": [redirect("/signed-first?s=1")],
    "/signed-first": [REFUSED],
    # Fetched as a page, a picture may have other bytes than as a picture.
    "/q.png": [reply(PIXEL + b" ", media_type="image/png")],
    "/latin": [reply(LATIN, "Content-Type: text/html; charset=iso-8859-1")],
    "/two-ways": [with_picture("two-ways", "/w.png")],
    "/w.png": [reply(b"", "Location: /w1", "Location: /w2", status="302 Found")],
    "/w1": [reply(status="404 None")],
    "/w2": [PICTURE],
    "/dated": [reply(article("dated", DATED + meta("og:image", "/p.png")))],
    "/slow": [reply(article("slow"))],
}
SECOND_RUN: dict[str, list[Answer]] = {
    "/late": [with_picture("late", "/p.png")],
    "/p.png": [PICTURE],
    "/late-signed": [with_picture("late-signed", "/s.png")],
    "/s.png": [redirect("/signed-second?s=2")],
    "/signed-second": [PICTURE],
    "/q.png": [PICTURE],
    "/as-picture": [with_picture("as-picture", "/q.png")],
    "/late-dated": [reply(article("late-dated", DATED))],
    "/packed": [reply(gzip.compress(article("packed"), mtime=0), "Content-Encoding: gzip")],
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    folder = tmp_path_factory.mktemp("lived")
    archive = Archive(folder / "archive")
    with newspaper() as paper:
        seeds = seed_list(folder, f"{paper.url('/feed.xml')}\tkind=feed\n")
        publish(paper, FIRST_RUN, ["/early", "/early-signed", "/q.png", "/latin", "/two-ways"])
        assert crawl(archive, seeds, RETRY_TIMES=0).returncode == 0
        hasty = {"EXTRACT_WORKERS": 1, "EXTRACT_TIMEOUT_S": 0.0001}
        assert crawl(archive, f"url={paper.url('/slow')}", **hasty).returncode == 4
        make_due(archive)
        listed = ["/late", "/late-signed", "/as-picture", "/late-dated", "/dated", "/packed"]
        publish(paper, SECOND_RUN, listed)
        other = {"TEXT_TIMEZONE": "Asia/Tokyo", "DOWNLOAD_MAXSIZE": 0, "IMAGES_MAX_PER_ARTICLE": 1}
        assert crawl(archive, seeds, RETRY_TIMES=0, **other).returncode == 0
        yield Lived(archive, rebuilt(archive, folder / "again"), paper)


def test_an_archive_that_has_lived_comes_back_byte_for_byte(lived: Lived) -> None:
    assert len(lived.archive.records) == 11
    assert lived.archive.kept() == lived.again.kept()


@pytest.mark.parametrize("name", ["", "-signed"])
def test_an_image_that_came_too_late_for_an_article_stays_out_of_it(
    lived: Lived, name: str
) -> None:
    """The first article has it not, the second one has it; so it is when both are rebuilt."""
    has = [lived.has_its_picture(f"/{when}{name}") for when in ("early", "late")]
    assert has == [False, True]


def test_a_picture_is_what_was_asked_for_as_one(lived: Lived) -> None:
    assert sha256(PIXEL).hexdigest() == lived.record("/as-picture").images[0].sha256


def test_of_fields_that_stand_there_twice_the_same_one_counts(lived: Lived) -> None:
    assert lived.record("/latin").title.startswith("Gr\u00fc\u00dfe")
    assert lived.has_its_picture("/two-ways")


def test_a_page_that_took_too_long_is_archived_from_its_later_capture(lived: Lived) -> None:
    assert lived.archive.asked_for(lived.paper.url("/slow")) == 2
    *_, later = (one for one in lived.archive.exchanges() if one.url == lived.paper.url("/slow"))
    assert lived.record("/slow").fetched_at == later.date


def test_the_files_of_captures_say_under_which_settings_articles_were_kept(lived: Lived) -> None:
    """Those of each run, and not those of the rebuild."""
    (text,) = lived.again.folder.glob(f"articles/*/*/*/*_{lived.record('/late-dated').id}.txt")
    assert "23/11/2026 19h00" in text.read_text("utf-8").splitlines()


def test_the_command_line_goes_before_what_the_files_say(tmp_path: Path, lived: Lived) -> None:
    other = Archive(tmp_path / "other")
    build(other, lived.archive.folder / "warc", TEXT_TIMEZONE="UTC", IMAGES_MAX_PER_ARTICLE=0)
    (text,) = other.folder.glob(f"articles/*/*/*/*_{lived.record('/late-dated').id}.txt")
    assert "23/11/2026 10h00" in text.read_text("utf-8").splitlines()
    assert list(other.folder.glob("images/*/*")) == []


def test_a_killed_run_is_finished_as_it_would_have_finished_itself(tmp_path: Path) -> None:
    """With its settings and its seeds, though the next run has others."""
    archive = Archive(tmp_path / "archive")
    with newspaper() as paper:
        pages = {
            "/s": [reply(article("s", DATED + meta("og:image", "/p.png")))],
            "/p.png": [HANGING, PICTURE],
        }
        publish(paper, pages, ["/s"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        killed_once_asked_for(paper, "/p.png", archive, seeds)
        done = crawl(archive, f"url={paper.url('/s')}", TEXT_TIMEZONE="Asia/Tokyo")
        assert (done.returncode, done.stderr) == (0, "")
        assert archive.records[paper.url("/s")].seed == paper.url("/feed.xml")
    assert archive.kept() == rebuilt(archive, tmp_path / "again").kept() != {}


def test_images_come_back_from_captures_that_stand_elsewhere(tmp_path: Path, lived: Lived) -> None:
    again = copy_of(lived.again, tmp_path / "copy", ["images"])
    assert build(again, lived.archive.folder / "warc").returncode == 0
    assert lived.archive.kept() == again.kept()


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


@pytest.mark.parametrize(
    ("moment", "number"), [(0.1, signal.SIGINT), (0.4, signal.SIGTERM), (0.7, signal.SIGINT)]
)
def test_a_rebuild_that_is_stopped_is_finished_by_the_next(
    tmp_path: Path, demo_run: Run, moment: float, number: int
) -> None:
    """What its workers were reading then is read again, and none of it is called a failure."""
    archive = Archive(tmp_path / "again")
    captures = demo_run.archive.folder / "warc"
    settings = {**WORKERS, "CHECKPOINT_INTERVAL_S": 0.05}
    with start_building(archive, captures, **settings) as run:
        files = 2 * moment * len(demo_run.archive.records)
        deadline = time.monotonic() + LIMIT_S
        while len(list(archive.folder.glob("articles/*/*/*/0*"))) < files and run.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        run.send_signal(number)
        try:
            run.communicate(timeout=LIMIT_S)
        finally:
            run.kill()
    assert run.returncode == 128 + number
    assert [why for why in archive_decisions(archive) if why.startswith("failed")] == []
    done = build(archive, captures)
    assert (done.returncode, done.stderr) == (0, "")
    assert demo_run.archive.kept() == archive.kept()


def archive_decisions(archive: Archive) -> list[str]:
    """Of the draft, as the rebuild is not whole."""
    with closing(sqlite3.connect(archive.folder / "ledger.rebuilt.sqlite")) as draft:
        found = draft.execute("SELECT state || ' (' || reason || ')' FROM urls").fetchall()
    return [why for (why,) in found]
