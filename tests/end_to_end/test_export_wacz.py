"""A crawl of the demonstration as a WACZ: what others make of it, and beside a run that goes on."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from cdxj_indexer.main import CDXJIndexer
from warcio.archiveiterator import ArchiveIterator

from tests.end_to_end.command import LIMIT_S, ROOT, start
from tests.exports.opened_wacz import Wacz

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.end_to_end.archive import Archive
    from tests.end_to_end.conftest import Run

# py-wacz's command, in an environment of its own: it brings thirty packages along.
VALIDATOR = os.environ.get("PRESSKEEP_WACZ") or shutil.which("wacz")
DIGITS = str.maketrans("", "", "-:TZ")


def export_words(archive: Archive, path: Path) -> list[str]:
    options = ["--format", "wacz", "--output", str(path), "-s", f"ARCHIVE_DIR={archive.folder}"]
    return [sys.executable, "-m", "scrapy", "export", *options]


def export(archive: Archive, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        export_words(archive, path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.fixture(scope="module")
def wacz(demo_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Wacz:
    path = tmp_path_factory.mktemp("wacz") / "demo.wacz"
    done = export(demo_run.archive, path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "cursor: 37\n")
    return Wacz(path)


def test_every_article_is_a_page_with_its_title_and_text(wacz: Wacz, demo_run: Run) -> None:
    expected = {
        (article.url, article.title, "\n".join(article.paragraphs))
        for article in demo_run.archive.articles()
    }
    assert expected == {(page["url"], page["title"], page["text"]) for page in wacz.pages}
    assert len({page["id"] for page in wacz.pages}) == len(wacz.pages) == 37


def test_every_page_is_found_in_the_index_by_url_and_time(wacz: Wacz) -> None:
    indexed = {(c.fields["url"], c.timestamp) for c in wacz.captures if c.fields["status"] == "200"}
    pages = {(page["url"], page["ts"].translate(DIGITS)) for page in wacz.pages}
    assert set() == pages - indexed


def test_warcio_reads_each_capture_at_its_place_in_the_zip(wacz: Wacz) -> None:
    for capture in wacz.captures:
        (record,) = ArchiveIterator(io.BytesIO(wacz.member(capture)))
        assert record.rec_headers.get_header("WARC-Target-URI") == capture.fields["url"]


def test_the_index_is_the_one_that_cdxj_indexer_makes(wacz: Wacz, demo_run: Run) -> None:
    made = io.StringIO()
    warcs = [str(path) for path in demo_run.archive.warcs()]
    CDXJIndexer(made, warcs, sort=True).process_all()
    keys = [line.split(" {")[0] for line in made.getvalue().splitlines()]
    assert keys == [f"{capture.key} {capture.timestamp}" for capture in wacz.captures]


def test_a_second_export_is_equal_byte_for_byte(wacz: Wacz, demo_run: Run, tmp_path: Path) -> None:
    assert export(demo_run.archive, tmp_path / "again.wacz").returncode == 0
    assert wacz.path.read_bytes() == (tmp_path / "again.wacz").read_bytes()


@pytest.mark.skipif(VALIDATOR is None, reason="PRESSKEEP_WACZ names no wacz command of py-wacz")
def test_the_validator_of_its_authors_finds_it_valid(wacz: Wacz) -> None:
    words = [str(VALIDATOR), "validate", "-f", str(wacz.path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 0, done.stdout
    assert "Validation succeeded" in done.stdout


def test_beside_a_run_that_goes_on_it_has_the_files_that_are_closed(
    archive: Archive, demo_seeds: str, tmp_path: Path
) -> None:
    path = tmp_path / "running.wacz"
    with start(archive, demo_seeds, WARC_MAX_BYTES=30_000, CHECKPOINT_INTERVAL_S=0.1) as run:
        wait_for(lambda: len(archive.warcs()) >= 4)
        run.send_signal(signal.SIGSTOP)
        done = export(archive, path)
        run.send_signal(signal.SIGCONT)
        run.communicate(timeout=LIMIT_S)
    assert (done.returncode, run.returncode) == (0, 0), done.stderr
    wacz = Wacz(path)
    indexed = {(capture.fields["url"], capture.timestamp) for capture in wacz.captures}
    assert {(page["url"], page["ts"].translate(DIGITS)) for page in wacz.pages} <= indexed
    assert 0 < len(wacz.files) - 5 < len(archive.warcs())
    assert done.stderr == f"cursor: {len(wacz.pages)}\n"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)]
)
def test_an_export_that_is_ended_half_way_leaves_no_file_of_that_name(
    demo_run: Run, tmp_path: Path, number: int, code: int
) -> None:
    path = tmp_path / "half.wacz"
    half = tmp_path / ".half.wacz.tmp"
    # A pipe among the captures: the export waits for its content until it is ended.
    archive = shutil.copytree(demo_run.archive.folder, tmp_path / "archive")
    os.mkfifo(archive / "warc" / "zzz.warc.gz")
    (archive / "warc" / "zzz.cdxj").touch()
    words = [*export_words(demo_run.archive, path)[:-1], f"ARCHIVE_DIR={archive}"]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE) as run:
        wait_for(lambda: half.exists() and half.stat().st_size > 500_000)
        run.send_signal(number)
        _, told = run.communicate(timeout=LIMIT_S)
    assert (run.returncode, told) == (code, b"")
    assert not path.exists()
    assert half.exists() == (number == signal.SIGKILL)


def wait_for(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not come():
        assert time.monotonic() < deadline, "the moment never came"
        time.sleep(0.002)
