"""What a run reports: its hosts, its seeds' health, and the page for people."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests.end_to_end.command import ask, check, crawl, seed_list
from tests.end_to_end.misbehaviour import article, redirect, reply
from tests.end_to_end.newspaper import newspaper, publish
from tests.extraction.pages import markup, meta

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.download.wire_server import WireServer
    from tests.end_to_end.archive import Archive

PAGES = {f"/{n}": [reply(article(f"page-{n}"))] for n in range(3)}
EVIL = """</a><script>alert("seen")</script> won't sail"""


@pytest.fixture
def paper() -> Iterator[WireServer]:
    with newspaper() as opened:
        publish(opened, PAGES, list(PAGES))
        yield opened


def given_a_past(archive: Archive, seed: str, *articles: int) -> None:
    """Days before today, the last one yesterday."""
    today = datetime.now(UTC).date()
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        for ago, count in enumerate(reversed(articles), start=1):
            day = (today - timedelta(days=ago)).toordinal() - 719_163
            ledger.execute("INSERT INTO seed_days VALUES (?, ?, 4, 4, ?, 0)", (seed, day, count))
        ledger.execute("UPDATE seed_days SET articles = 0 WHERE day >= ?", (day + len(articles),))
        ledger.commit()


def reported_seed(archive: Archive) -> dict[str, Any]:
    (seed,) = archive.report()["seeds"]
    return dict(seed)


def test_each_host_is_reported_with_what_it_answered(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    publish(paper, {**PAGES, "/gone": [reply(status="410 Gone")]}, [*PAGES, "/gone"])
    assert crawl(archive, seed_list(tmp_path, paper.url("/feed.xml"))).returncode == 0
    (host,) = archive.report()["hosts"]
    assert host["host"] == f"127.0.0.1:{paper.port}"
    noted = [noted for each in paper.noted.values() for noted in each]
    assert host["requests"] == len(noted) == 6
    assert host["answers"] == {"2xx": 4, "4xx": 2}
    assert host["failures"] == 0
    assert host["bytes"] == sum(len(each.response) for each in noted)
    assert 0 < host["seconds"] < 60


def test_a_seed_that_falls_silent_is_reported_and_shown(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    seed = paper.url("/feed.xml")
    seeds = seed_list(tmp_path, seed)
    assert crawl(archive, seeds).returncode == 0
    assert reported_seed(archive)["health"]["complaints"] == []
    given_a_past(archive, seed, 9, *[6] * 10, 0, 0, 0, 0)
    done = crawl(archive, seeds)
    assert (done.returncode, done.stderr) == (0, "")
    complaint = "nothing new for 5 days; it usually gives 6.0 articles a day"
    latest = json.loads((archive.folder / "runs/latest.json").read_text("utf-8"))["run"]
    report = json.loads((archive.folder / "runs" / latest / "report.json").read_text("utf-8"))
    (reported,) = report["seeds"]
    assert reported["health"]["complaints"] == [complaint]
    assert complaint in (archive.folder / "runs" / latest / "report.html").read_text("utf-8")
    assert complaint in ask(archive, "status").stdout
    assert complaint in ask(archive, "status", "--seed", seed).stdout


def test_a_seed_that_moved_for_good_says_where(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    paper.answers = {**paper.answers, "/old.xml": [redirect("/feed.xml")]}
    assert crawl(archive, seed_list(tmp_path, paper.url("/old.xml"))).returncode == 0
    (complaint,) = reported_seed(archive)["health"]["complaints"]
    assert complaint == f"has moved for good, to {paper.url('/feed.xml')}"


def test_a_hostile_headline_does_nothing_on_the_page(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    escaped = EVIL.replace("<", "&lt;")
    title = f"<title>{escaped}</title>{meta('og:type', 'article')}"
    text = "".join(f"<p>{'The ferry stayed where it was, and so did the cows. ' * 4}</p>" * 3)
    hostile = markup(f"<article><h1>{escaped}</h1>{text}</article>", title).encode()
    publish(paper, {"/evil": [reply(hostile)]}, ["/evil"])
    assert crawl(archive, seed_list(tmp_path, paper.url("/feed.xml"))).returncode == 0
    (run,) = archive.runs()
    page: Any = html.document_fromstring((run / "report.html").read_text("utf-8"))
    assert page.xpath("//script") == []
    (link,) = (a for a in page.iter("a") if a.attrib["href"].startswith("../../articles/"))
    assert link.text_content() == EVIL
    assert (run / link.attrib["href"]).resolve().is_file()


def test_an_archive_without_its_old_runs_is_whole(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    seeds = seed_list(tmp_path, paper.url("/feed.xml"))
    assert crawl(archive, seeds).returncode == 0
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE runs SET started_at = started_at - 100 * 86400")
        ledger.commit()
    (first,) = archive.runs()
    old = first.replace(first.with_name(f"{datetime.now(UTC) - timedelta(100):%Y%m%dT%H%M%SZ}"))
    assert crawl(archive, seeds).returncode == 0
    assert old.exists(), "a start under a wrong clock would look like this"
    assert crawl(archive, seeds).returncode == 0
    assert not old.exists()
    assert len(list(archive.articles())) == 3
    done = check(archive)
    assert "articles.jsonl" not in done.stderr


def test_a_seed_that_was_never_visited_is_not_known(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    assert crawl(archive, seed_list(tmp_path, paper.url("/feed.xml"))).returncode == 0
    asked = ask(archive, "status", "--seed", "https://nobody.example/")
    assert asked.returncode == 1
    assert asked.stdout.split() == ["not", "known", "https://nobody.example/"]
