"""A run that looks again: what changed is a version, the rest costs as little as it can."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import ask, build, check, crawl, seed_list
from tests.end_to_end.misbehaviour import article, feed, reply
from tests.end_to_end.newspaper import make_due, newspaper, publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.download.wire_server import Answer, WireServer

ETAG = 'ETag: "one"'
SINCE = "Last-Modified: Sun, 22 Nov 2026 18:48:00 GMT"
SITEMAP = "application/xml"


def not_modified(*fields: str) -> Answer:
    return reply(b"", *fields, status="304 Not Modified")


def with_another(text: bytes, old: str, new: str) -> bytes:
    assert old.encode() in text
    return text.replace(old.encode(), new.encode())


def advertisement(name: str, number: int) -> bytes:
    return with_another(article(name), "<article>", f"<aside>Buy {number} boats!</aside><article>")


ARTICLES = {
    "/text": [reply(article("text")), reply(article("quite-another"))],
    "/headline": [
        reply(article("headline")),
        reply(with_another(article("headline"), "headline page", "lead page")),
    ],
    "/advertisement": [reply(advertisement("shop", 1)), reply(advertisement("shop", 2))],
    "/same-bytes": [reply(article("same-bytes"))],
    "/etag": [reply(article("etag"), ETAG, SINCE), not_modified(ETAG)],
    "/removed": [reply(article("removed")), reply(b"gone", status="410 Gone")],
    "/fails": [reply(article("fails")), reply(b"", status="500 Error")],
}


@dataclass(frozen=True)
class Twice:
    """Two runs, the second when all is due; `paper` served both and is closed."""

    archive: Archive
    paper: WireServer
    exit_codes: tuple[int, int]

    def reason(self, path: str) -> str | None:
        return self.archive.outcome(self.paper.url(path))

    def versions(self, path: str) -> list[int | None]:
        url = self.paper.url(path)
        return [each.version for each in self.archive.articles() if each.url == url]

    def asked(self, path: str) -> list[str]:
        return [noted.request.decode() for noted in self.paper.noted.get(path, [])]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    folder = tmp_path_factory.mktemp("twice")
    archive = Archive(folder / "archive")
    with newspaper() as paper:
        publish_all(paper)
        seeds = seed_list(
            folder,
            f"{paper.url('/index.xml')}\tkind=sitemap\n{paper.url('/plain.xml')}\tkind=feed\n",
        )
        first = crawl(archive, seeds)
        make_due(archive)
        second = crawl(archive, seeds, RETRY_TIMES=0)
        yield Twice(archive, paper, (first.returncode, second.returncode))


def publish_all(paper: WireServer) -> None:
    """An index that does not change names a feed that does: its second form has one more entry."""
    first = [paper.url(path) for path in ARTICLES]
    index = (
        # A payload of 1 KB is remembered, so that a 304 may speak of it.
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- {"x" * 1024} -->'
        f"<sitemap><loc>{paper.url('/news.xml')}</loc></sitemap></sitemapindex>"
    )
    urls = [first, [*first, paper.url("/late")]]
    paper.answers = {
        **paper.answers,
        **ARTICLES,
        "/late": [reply(article("late"))],
        "/index.xml": [reply(index.encode(), ETAG, media_type=SITEMAP), not_modified(ETAG)],
        "/news.xml": [reply(sitemap(each), media_type=SITEMAP) for each in urls],
        "/plain.xml": [reply(feed(first), media_type="application/rss+xml")],
    }


def sitemap(addresses: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()
    )


def test_both_runs_read_all_their_seeds(twice: Twice) -> None:
    assert twice.exit_codes == (0, 0)


@pytest.mark.parametrize(
    ("path", "reason", "versions"),
    [
        ("/text", "archived (new-version)", [0, 1]),
        ("/headline", "archived (new-version)", [0, 1]),
        ("/advertisement", "unchanged (equal-text)", [0]),
        ("/same-bytes", "unchanged (same-payload)", [0]),
        ("/etag", "unchanged (not-modified)", [0]),
        ("/removed", "gone (http-410)", [0]),
        ("/fails", "failed (http-5xx)", [0]),
        ("/late", "archived (new-article)", [0]),
        ("/index.xml", "unchanged (not-modified)", []),
        ("/plain.xml", "unchanged (same-payload)", []),
        ("/news.xml", "not_article (sitemap)", []),
    ],
)
def test_what_came_of_the_second_look(
    twice: Twice, path: str, reason: str, versions: list[int]
) -> None:
    assert (reason, versions) == (twice.reason(path), twice.versions(path))


@pytest.mark.parametrize("path", [*ARTICLES, "/index.xml", "/news.xml", "/plain.xml"])
def test_everything_was_asked_for_once_a_run(twice: Twice, path: str) -> None:
    assert len(twice.asked(path)) == 2


def test_the_question_holds_what_the_server_said_of_its_answer(twice: Twice) -> None:
    first, second = twice.asked("/etag")
    assert re.findall("(?i)if-[a-z-]*", first) == []
    assert 'If-None-Match: "one"' in second
    assert "If-Modified-Since: Sun, 22 Nov 2026 18:48:00 GMT" in second


def test_a_304_is_a_revisit_of_the_first_capture(twice: Twice) -> None:
    url = twice.paper.url("/etag")
    first, second = (each for each in twice.archive.exchanges() if each.url == url)
    assert second.refers_to is not None
    assert (second.status, second.refers_to.is_not_modified) == (304, True)
    assert first.ref.record_id == second.refers_to.record_id


def test_every_article_is_looked_at_again_also_one_that_is_gone_or_failed(twice: Twice) -> None:
    later = {path: twice.archive.url(twice.paper.url(path)).due_at for path in ARTICLES}
    assert [path for path, due in later.items() if due is None] == []


def test_the_report_counts_articles_that_are_unchanged_and_no_feeds(twice: Twice) -> None:
    decisions = twice.archive.report()["decisions"]
    assert decisions["unchanged"] == {"equal-text": 1, "not-modified": 2, "same-payload": 2}
    assert decisions["archived"] == {"new-article": 1, "new-version": 2}


def test_the_archive_stands_the_check(twice: Twice) -> None:
    done = check(twice.archive)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_rebuild_gives_every_version_byte_for_byte(twice: Twice) -> None:
    again = Archive(twice.archive.folder.parent / "again")
    assert build(again, twice.archive.folder / "warc").returncode == 0
    assert twice.archive.kept() == again.kept()


def test_without_revisits_no_archived_article_is_asked_for(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        publish(paper, {"/text": ARTICLES["/text"]}, ["/text"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        crawl(archive, seeds)
        make_due(archive)
        assert crawl(archive, seeds, REVISIT_ENABLED=0).returncode == 0
        assert len(paper.noted["/text"]) == 1


# --- what people ask of such an archive


def test_why_says_what_became_of_a_url_and_where_its_files_are(twice: Twice) -> None:
    done = ask(twice.archive, "why", f"{twice.paper.url('/text')}?utm_source=x#top")
    lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert lines["state"].startswith("archived (new-version): it is an article that changed")
    assert [line[14:17] for line in done.stdout.splitlines() if line.startswith("version")] == [
        "000",
        "001",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/removed", "gone (http-410): the server says that the page is gone for good (410)"),
        ("/advertisement", "unchanged (equal-text): it was visited again, and its text is as it"),
        ("/fails", "failed (http-5xx): the server failed (5xx)"),
    ],
)
def test_why_says_what_a_reason_means(twice: Twice, path: str, expected: str) -> None:
    found = json.loads(ask(twice.archive, "why", "--json", twice.paper.url(path)).stdout)
    assert f"{found['state']} ({found['reason']}): {found['why']}".startswith(expected)


def test_why_takes_the_name_of_an_articles_file(twice: Twice) -> None:
    (path, *_) = sorted(twice.archive.folder.glob("articles/*/*/*/001_*.txt"))
    found = json.loads(ask(twice.archive, "why", "--json", str(path)).stdout)
    assert [version["version"] for version in found["versions"]] == [0, 1]


@pytest.mark.parametrize(
    ("asked", "exit_code"),
    [("https://unknown.example/x", 1), ("0123456789abcdef", 1), ("http://[", 2), ("", 2)],
)
def test_what_is_not_known_or_no_address_is_told_apart(
    twice: Twice, asked: str, exit_code: int
) -> None:
    assert ask(twice.archive, "why", *([asked] if asked else [])).returncode == exit_code


def test_diff_shows_the_headline_and_the_paragraphs_that_changed(twice: Twice) -> None:
    found = json.loads(ask(twice.archive, "diff", "--json", twice.paper.url("/headline")).stdout)
    assert found["fields"]["title"] == {
        "from": "What became of the headline page",
        "to": "What became of the lead page",
    }
    assert (found["paragraphs"], found["from"], found["to"]) == ([], 0, 1)
    text = ask(twice.archive, "diff", twice.paper.url("/text"))
    marks = {line[0] for line in text.stdout.splitlines()[1:]}
    assert text.returncode == 0
    assert {"-", "+"} <= marks


def test_diff_of_an_article_with_one_version_says_so(twice: Twice) -> None:
    done = ask(twice.archive, "diff", twice.paper.url("/etag"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "it has 000" in done.stderr


def test_status_counts_and_tells_of_the_last_runs(twice: Twice) -> None:
    found = json.loads(ask(twice.archive, "status", "--json").stdout)
    assert [run["articles"] for run in found["runs"]] == [3, 7]
    assert found["articles"] == 10
    assert [seed["reason"] for seed in found["seeds"]] == ["not-modified", "same-payload"]
    seed = twice.paper.url("/index.xml")
    history = json.loads(ask(twice.archive, "status", "--json", "--seed", seed).stdout)
    assert [visit["reason"] for visit in history["visits"]] == ["not-modified", "sitemap"]


def test_an_archive_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    done = ask(Archive(tmp_path / "nothing"), "status")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "nothing").exists()
