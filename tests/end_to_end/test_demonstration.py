"""A crawl of the demonstration gives what the demonstration says of itself."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from crawler.demo import Outcome, expectations
from crawler.demo.story import Markup
from crawler.extraction.extract import extract
from crawler.formats import jsonl, plaintext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.article import Article
    from crawler.demo import DemoNewspaper, Expectation, ExpectedArticle
    from tests.end_to_end.conftest import Run

# What the ledger says of a URL for each outcome that leaves one possibility only.
LEDGER = {
    Outcome.ARTICLE: "archived (new-article)",
    Outcome.LIVE_BLOG: "archived (new-article)",
    Outcome.NEAR_COPY: "archived (new-article)",
    # An AMP address is folded to that of its article.
    Outcome.AMP_TWIN: "archived (new-article)",
    Outcome.REDIRECT: "duplicate (redirect)",
    Outcome.FORBIDDEN: "forbidden (robots)",
    Outcome.WALL: "wall (consent-wall)",
    Outcome.GONE: "gone (http-404)",
}
ARTICLES = {Outcome.ARTICLE, Outcome.LIVE_BLOG, Outcome.NEAR_COPY}


@pytest.fixture(scope="module")
def truth(demo: DemoNewspaper) -> Mapping[str, Expectation]:
    return expectations(demo.hosts)


@pytest.fixture(scope="module")
def hoped(truth: Mapping[str, Expectation]) -> dict[str, ExpectedArticle]:
    """The articles that are nobody's copy."""
    return {
        url: each.article
        for url, each in truth.items()
        if each.outcome in ARTICLES and each.article is not None
    }


def test_a_good_run_exits_0_and_says_nothing(demo_run: Run) -> None:
    assert (demo_run.done.returncode, demo_run.done.stderr, demo_run.done.stdout) == (0, "", "")


def test_the_folder_is_complete(demo_run: Run) -> None:
    archive = demo_run.archive
    (run,) = archive.runs()
    assert {path.name for path in run.iterdir()} == {
        "articles.jsonl",
        "duplicates.jsonl",
        "crawl.log",
        "report.html",
        "report.json",
    }
    assert {"run": run.name} == json.loads((run.parent / "latest.json").read_text("utf-8"))
    assert {"articles", "images", "warc", "runs", "ledger.sqlite"} <= {
        path.name for path in archive.folder.iterdir()
    }
    assert archive.left_overs() == []
    assert len(archive.warcs()) == 1


def test_every_url_ends_in_the_state_that_it_should(
    demo_run: Run, truth: Mapping[str, Expectation]
) -> None:
    copied = {each.of for each in truth.values() if each.outcome is Outcome.COPY}
    expected = {
        url: LEDGER[each.outcome]
        for url, each in truth.items()
        if each.outcome in LEDGER and url not in copied
    }
    assert expected == {url: demo_run.archive.outcome(url) for url in expected}


def test_no_other_url_became_an_article(demo_run: Run, truth: Mapping[str, Expectation]) -> None:
    copies = {url for url, each in truth.items() if each.outcome is Outcome.COPY}
    copied = {truth[url].of or "" for url in copies}
    articles = {url for url, each in truth.items() if each.outcome in ARTICLES}
    assert articles - copied == set(demo_run.archive.records) - copies - copied


def test_of_a_copy_and_its_original_one_is_the_article(
    demo_run: Run, truth: Mapping[str, Expectation]
) -> None:
    archive = demo_run.archive
    ((copy, original),) = [
        (url, each.of or "") for url, each in truth.items() if each.outcome is Outcome.COPY
    ]
    (kept,) = {copy, original} & set(archive.records)
    (other,) = {copy, original} - {kept}
    assert archive.outcome(other) == "duplicate (equal-text)"
    assert archive.url(other).of == archive.records[kept].id
    (line,) = (archive.runs()[0] / "duplicates.jsonl").read_text("utf-8").splitlines()
    said = json.loads(line)
    assert (other, archive.records[kept].id, "equal-text") == (
        said["url"],
        said["of"],
        said["reason"],
    )


def test_a_redirect_leads_to_its_article(demo_run: Run, truth: Mapping[str, Expectation]) -> None:
    expected = {url: e.of for url, e in truth.items() if e.outcome is Outcome.REDIRECT}
    assert expected
    assert expected == {url: demo_run.archive.url(url).of for url in expected}


def test_records_say_what_the_pages_state(
    demo_run: Run, hoped: Mapping[str, ExpectedArticle]
) -> None:
    records = demo_run.archive.records
    expected = {url: _stated(hoped[url]) for url in records.keys() & hoped.keys()}
    actual = {url: _recorded(records[url], hoped[url]) for url in expected}
    assert expected == actual


def _stated(expected: ExpectedArticle) -> dict[str, Any]:
    """A bare page shows publisher and section to readers only: they are compared elsewhere."""
    stated: dict[str, Any] = {
        "title": expected.title,
        "language": expected.language,
        "published": expected.published,
        "modified": expected.modified,
        "authors": expected.authors,
        "tags": expected.tags,
        "access": expected.access,
        "images": tuple((image.url, image.sha256) for image in expected.images),
        "related": expected.related,
    }
    if expected.markup is not Markup.BARE:
        stated |= {"publisher": expected.publisher, "section": expected.section}
    return stated


def _recorded(article: Article, expected: ExpectedArticle) -> dict[str, Any]:
    names = _stated(expected).keys() - {"images", "related"}
    return {name: getattr(article, name) for name in names} | {
        "images": tuple((image.url, image.sha256) for image in article.images),
        "related": tuple(link.url for link in article.related),
    }


def test_what_a_bare_page_does_not_state_is_not_invented(
    demo_run: Run, hoped: Mapping[str, ExpectedArticle]
) -> None:
    bare = {url: each for url, each in hoped.items() if each.markup is Markup.BARE}
    assert bare
    for url, each in bare.items():
        article = demo_run.archive.records[url]
        assert article.publisher in {None, each.publisher}
        assert article.section in {None, each.section}


def test_paragraphs_are_those_of_all_pages(
    demo_run: Run, hoped: Mapping[str, ExpectedArticle]
) -> None:
    records = demo_run.archive.records
    expected = {url: each.paragraphs for url, each in hoped.items() if url in records}
    assert expected == {url: _below_standfirst(records[url], hoped[url]) for url in expected}


def _below_standfirst(article: Article, expected: ExpectedArticle) -> tuple[str, ...]:
    """It may stand above the text, or may not."""
    if article.paragraphs[0] == expected.standfirst:
        return article.paragraphs[1:]
    return article.paragraphs


def test_every_text_file_agrees_with_its_record(demo_run: Run) -> None:
    archive = demo_run.archive
    for path in sorted(archive.folder.glob("articles/*/*/*/*.txt")):
        text = path.read_text(encoding="utf-8")
        article = next(a for a in archive.records.values() if f"000_{a.id}" == path.stem)
        assert plaintext.render(article, UTC) == text
        assert plaintext.parse(text, UTC).title == article.title
        assert plaintext.parse(text, UTC).paragraphs == article.paragraphs
    names = [
        {path.stem for path in archive.folder.glob(f"articles/*/*/*/*.{e}")}
        for e in ("txt", "json")
    ]
    assert names[0] == names[1]


def test_every_record_leads_to_its_capture(demo_run: Run) -> None:
    archive = demo_run.archive
    for url, article in archive.records.items():
        assert article.capture is not None
        exchange = archive.captures[article.capture.record_id]
        assert (url, 200, article.fetched_at) == (exchange.url, exchange.status, exchange.date)
        # All but the target URI is in the reference: place and payload digest.
        assert article.capture == exchange.ref


def test_a_record_can_be_made_again_from_its_capture(demo_run: Run) -> None:
    articles = demo_run.archive.records.values()
    article = next(each for each in articles if not each.pages)
    assert article.capture is not None
    exchange = demo_run.archive.captures[article.capture.record_id]
    page = extract(
        exchange.body(1_000_000), exchange.url, content_type=exchange.header("Content-Type")
    )
    assert page.article is not None
    assert (article.title, article.paragraphs) == (page.article.title, page.article.paragraphs)


def test_every_image_is_named_by_its_bytes_and_by_a_record(demo_run: Run) -> None:
    archive = demo_run.archive
    named = {i.path: i.sha256 for a in archive.records.values() for i in a.images if i.path}
    files = {
        name: sha256(content).hexdigest()
        for name, content in archive.kept().items()
        if name.startswith("images/")
    }
    assert named == files
    assert all(name.split("/")[2].startswith(digest) for name, digest in files.items())


def test_articles_jsonl_holds_the_records_in_the_order_of_the_captures(demo_run: Run) -> None:
    archive = demo_run.archive
    text = (archive.runs()[0] / "articles.jsonl").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    assert sorted(map(jsonl.line, archive.records.values())) == sorted(lines)
    offsets = [json.loads(line)["capture"]["offset"] for line in lines]
    assert sorted(offsets) == offsets


def test_the_report_counts_what_is_there(demo_run: Run) -> None:
    archive, report = demo_run.archive, demo_run.archive.report()
    states = Counter(outcome.partition(" ")[0] for outcome in archive.decided.values())
    assert dict(states) == report["ledger"]
    assert (len(archive.records), 1) == (report["articles"], report["duplicates"])
    assert (report["exit_code"], report["finish_reason"]) == (0, "finished")
    assert len(archive.records) == report["decisions"]["archived"]["new-article"]
    by_seed = Counter(article.seed for article in archive.records.values())
    assert by_seed == {
        seed["url"]: seed["decisions"]["archived"]["new-article"]
        for seed in report["seeds"]
        if "archived" in seed["decisions"]
    }


def test_the_report_names_every_seed_once(demo_run: Run, demo: DemoNewspaper) -> None:
    lines = [line.partition("\t")[0] for line in demo.seeds.splitlines()]
    expected = sorted(line for line in lines if line and not line.startswith("#"))
    assert expected == sorted(seed["url"] for seed in demo_run.archive.report()["seeds"])


def test_the_captures_are_whole(demo_run: Run) -> None:
    assert demo_run.archive.warc_problems() == []


def test_every_fetch_is_captured_and_nothing_is_fetched_twice(demo_run: Run) -> None:
    asked = Counter(exchange.url for exchange in demo_run.archive.exchanges())
    assert {1} == set(asked.values())
    assert set(demo_run.archive.records) <= set(asked)
    assert {i.url for a in demo_run.archive.records.values() for i in a.images} <= set(asked)


def test_no_record_lacks_a_key(demo_run: Run) -> None:
    article = next(iter(demo_run.archive.records.values()))
    for path in demo_run.archive.folder.glob("articles/*/*/*/*.json"):
        assert asdict(article).keys() == json.loads(path.read_text("utf-8")).keys()
