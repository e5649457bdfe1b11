"""A second run over the unchanged demonstration adds nothing, and says so."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crawler.warc import read_exchanges
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import crawl
from tests.end_to_end.conftest import Run
from tests.end_to_end.same_archive import LINKS

if TYPE_CHECKING:
    from crawler.demo import DemoNewspaper


@dataclass(frozen=True)
class Again(Run):
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def again(
    demo: DemoNewspaper,
    demo_run: Run,
    demo_seeds: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Again:
    assert demo.servers
    archive = Archive(tmp_path_factory.mktemp("again") / "archive")
    shutil.copytree(demo_run.archive.folder, archive.folder)
    before = archive.kept()
    return Again(archive, crawl(archive, demo_seeds), before)


def test_it_exits_0_and_says_nothing(again: Again) -> None:
    assert (again.done.returncode, again.done.stderr) == (0, "")


def test_no_article_and_no_image_is_added_or_changed(again: Again) -> None:
    assert again.before
    assert again.before == again.archive.kept()


def test_the_report_says_that_there_is_nothing_new(again: Again) -> None:
    report = again.archive.report()
    assert (report["articles"], report["duplicates"], report["exit_code"]) == (0, 0, 0)
    run = again.archive.runs()[-1]
    assert len(again.archive.runs()) == 2
    assert (run / "articles.jsonl").read_bytes() == b""


def test_what_may_name_news_is_looked_at_again_and_articles_are_not(again: Again) -> None:
    first, second = again.archive.warcs()
    urls = {
        exchange.url for exchange in again.archive.exchanges() if exchange.ref.warc == second.name
    }
    assert first != second
    assert not urls & set(again.archive.records)
    assert {"unchanged"} == {
        (again.archive.outcome(url) or "").partition(" ")[0]
        for url in urls
        if not url.endswith("/robots.txt")
    }


def test_no_other_url_changed_its_state(again: Again, demo_run: Run) -> None:
    others = {url: why for url, why in demo_run.archive.decided.items() if why not in LINKS}
    decided = again.archive.decided
    assert others == {url: why for url, why in decided.items() if why not in LINKS}


def test_the_server_was_asked_whether_its_feeds_had_changed(again: Again) -> None:
    """But for captures of less than 1 KB, of which a 304 could not speak."""
    _, second = again.archive.warcs()
    answers = [each for each in read_exchanges(second) if "robots.txt" not in each.url]
    assert {304} == {each.status for each in answers if len(each.payload) == 0}
    assert {200} == {each.status for each in answers if 0 < len(each.payload) < 1024}
    assert not [each.url for each in answers if len(each.payload) >= 1024]


def test_the_captures_of_both_runs_are_whole(again: Again) -> None:
    assert again.archive.warc_problems() == []
    assert again.archive.left_overs() == []
