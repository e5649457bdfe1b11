"""What one host may have of a run: the rest waits, or is refused until it is found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import NEW, article, feed, redirect, reply
from tests.end_to_end.newspaper import newspaper, publish

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.archive import Archive

PATHS = [f"/{number}" for number in range(5)]
PAGES = {path: [reply(article(f"story-{path[1:]}"))] for path in PATHS}


def test_what_is_over_the_visits_of_a_run_waits_for_the_next(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, PAGES, PATHS)
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        first = crawl(archive, seeds, HOST_MAX_VISITS=3)
        report = archive.report()
        assert crawl(archive, seeds, HOST_MAX_VISITS=20).returncode == 0
        outcomes = {archive.outcome(paper.url(path)) for path in PATHS}
        host = f"127.0.0.1:{paper.port}"
    assert (first.returncode, first.stderr) == (0, "")
    assert report["ledger"]["queued"] == 3
    assert any(line.startswith(f"{host} had all the visits") for line in report["notices"])
    assert outcomes == {NEW}


def test_what_is_over_the_budget_is_refused_until_it_is_found_again(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, PAGES, PATHS)
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        assert crawl(archive, seeds, HOST_MAX_NEW=3).returncode == 0
        refused = [path for path in PATHS if archive.url(paper.url(path)).reason == "host-budget"]
        assert crawl(archive, seeds).returncode == 0
        outcomes = {path: archive.outcome(paper.url(path)) for path in PATHS}
    assert refused == ["/3", "/4"]
    assert outcomes == dict.fromkeys(PATHS, NEW)


def test_what_a_redirect_leads_to_is_no_part_of_the_budget(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, {**PAGES, "/moved": [redirect("/0")]}, ["/moved"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        assert crawl(archive, seeds, HOST_MAX_NEW=1).returncode == 0
        outcome = archive.outcome(paper.url("/0"))
    assert outcome == NEW


def test_limits_of_one_answer_are_settings(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        publish(paper, PAGES, PATHS)
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        assert crawl(archive, seeds, FEED_MAX_ENTRIES=2).returncode == 0
        asked = {path for path in PATHS if paper.noted.get(path)}
    assert asked == {"/0", "/1"}


def test_addresses_that_are_too_long_are_refused(archive: Archive, tmp_path: Path) -> None:
    long = "/" + "a" * 2_100
    with newspaper() as paper:
        moved = reply(b"", f"Location: {long}", status="301 Moved Permanently")
        publish(paper, {"/moved": [moved], "/good": [reply(article("good"))]}, [])
        paper.answers = {
            **paper.answers,
            "/feed.xml": [reply(feed([long, "/moved", "/good"]), media_type="text/xml")],
        }
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        assert crawl(archive, seeds).returncode == 0
        outcomes = [archive.outcome(paper.url(path)) for path in (long, "/moved", "/good")]
        assert long not in paper.noted
    assert outcomes == ["refused (url-length)", "refused (url-length)", NEW]


def test_links_that_are_no_addresses_are_counted(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        bad = feed(["http://[", "http://-5.0/", "/0"])
        paper.answers = {**paper.answers, **PAGES, "/feed.xml": [reply(bad, media_type="text/xml")]}
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed")
        assert crawl(archive, seeds).returncode == 0
    (log,) = archive.folder.glob("runs/*/crawl.log")
    assert "'discovery/bad-url': 2" in log.read_text(encoding="utf-8")
