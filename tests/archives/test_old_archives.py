"""Archives that earlier versions wrote stay readable: today's code reads each one kept here."""

from __future__ import annotations

import json
import shutil
import socket
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from crawler.archive import Archive
from crawler.formats import plaintext
from tests.end_to_end.archive import Archive as Crawled
from tests.end_to_end.command import ask, build, check, crawl

if TYPE_CHECKING:
    from crawler.article import Article

HERE = Path(__file__).parent
KEPT = sorted(path.name for path in HERE.glob("version_*"))
SCHEMA = json.loads((HERE.parents[1] / "docs" / "record.schema.json").read_text("utf-8"))
CURSORS = {"version_1": 7}


@pytest.fixture(params=KEPT)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Crawled:
    """A copy, whose ledger may be written."""
    folder = tmp_path / "archive"
    shutil.copytree(HERE / request.param, folder)
    return Crawled(folder)


def read(folder: Path) -> list[Article]:
    return list(Archive(folder).articles())


def test_each_version_has_its_archive() -> None:
    assert list(CURSORS) == KEPT


@pytest.mark.parametrize("name", KEPT)
def test_its_reports_say_which_version_it_is(name: str) -> None:
    archive = Archive(HERE / name)
    versions = {archive.report(run)["format_version"] for run in archive.runs()}
    assert versions == {int(name.removeprefix("version_"))}


@pytest.mark.parametrize("name", KEPT)
def test_its_articles_are_read_with_their_captures(name: str) -> None:
    archive = Archive(HERE / name)
    articles = read(archive.folder)
    assert len(articles) == CURSORS[name]
    assert {archive.capture(article).status for article in articles} == {200}


@pytest.mark.parametrize("name", KEPT)
def test_its_records_are_those_of_the_schema(name: str) -> None:
    judge = jsonschema.Draft202012Validator(SCHEMA)
    for path in (HERE / name).glob("articles/*/*/*/*.json"):
        judge.validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", KEPT)
def test_its_text_files_are_read(name: str) -> None:
    archive = Archive(HERE / name)
    for article in read(archive.folder):
        text = plaintext.parse(archive.text_file(article).read_text("utf-8"), UTC)
        assert (text.title, text.paragraphs) == (article.title, article.paragraphs)


def test_the_check_finds_no_problem(old: Crawled) -> None:
    done = check(old)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_exported(old: Crawled) -> None:
    done = ask(old, "export", "--format", "jsonl")
    assert done.stderr == f"cursor: {len(read(old.folder))}\n"
    assert len(done.stdout.splitlines()) == len(read(old.folder))


def test_its_inquiries_are_answered(old: Crawled) -> None:
    article = read(old.folder)[0]
    assert ask(old, "why", article.canonical_url).returncode == 0
    assert ask(old, "status", "--html").returncode == 0


def test_the_next_run_goes_on_with_it(old: Crawled, dead_seed: str) -> None:
    before = read(old.folder)
    assert crawl(old, dead_seed, REVISIT_ENABLED=0).returncode == 4
    assert read(old.folder) == before
    assert check(old).returncode == 0


def test_its_captures_give_as_many_articles(old: Crawled, tmp_path: Path) -> None:
    """What is read from a page may get better from version to version, and so not be the same."""
    rebuilt = Crawled(tmp_path / "rebuilt")
    assert build(rebuilt, old.folder / "warc").returncode == 0
    ids = {article.id for article in read(old.folder)}
    assert ids == {article.id for article in read(rebuilt.folder)}


@pytest.fixture
def dead_seed(tmp_path: Path) -> str:
    with socket.create_server(("127.0.0.1", 0)) as nobody_listens:
        port = nobody_listens.getsockname()[1]
    path = tmp_path / "seeds.txt"
    path.write_text(f"http://127.0.0.1:{port}/\tkind=article\n", encoding="utf-8")
    return f"seeds={path}"
