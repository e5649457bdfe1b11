"""crawler-commons' sitemaps, judged in place; files that we read otherwise are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from crawler.discovery import Discovered, clean_url, recognise
from crawler.discovery.sitemaps import read_sitemap

if TYPE_CHECKING:
    from pathlib import Path

URLS_DECIDED_OTHERWISE = {
    "files/atom.xml": "of an entry's links we take the alternate one, as RFC 4287 says",
    "files/t-broken.xml": "ill-formed: they refuse it, we give what can be had",
}
DATES_DECIDED_OTHERWISE = {
    "http://example.org/2003/12/13/atom03": "the entry has its date, under the alternate link",
    "http://www.example.com/article_5": "a time without an offset is taken as UTC",
}


@pytest.fixture(scope="module")
def cases(corpora: Path) -> list[tuple[dict[str, Any], bytes]]:
    folder = corpora / "sitemaps"
    with (folder / "expect.jsonl").open(encoding="utf-8") as lines:
        expected = [json.loads(line) for line in lines]
    return [(case, (folder / case["file"]).read_bytes()) for case in expected]


def read(case: dict[str, Any], body: bytes) -> Discovered:
    return read_sitemap(body, case["url"])


def test_every_url_is_found_in_its_order(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    failed = {
        case["file"]
        for case, body in cases
        if [each.url for each in read(case, body).candidates] != [*map(clean_url, case["urls"])]
    }
    assert failed == set(URLS_DECIDED_OTHERWISE)
    assert len(cases) - len(failed) == 35


def test_the_sitemaps_of_an_index_are_sitemaps(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    indexes = [read(case, body) for case, body in cases if case["is_index"]]
    assert {each.role for index in indexes for each in index.candidates} == {"sitemap"}


def test_dates_are_those_stated(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    failed = set()
    for case, body in cases:
        found = {each.url: each.published for each in read(case, body).candidates}
        for url, text in (case.get("lastmod") or {}).items():
            day = str(found.get(clean_url(url)) or "")[:10]
            if day != (text or "")[:10]:
                failed.add(url)
    assert failed == set(DATES_DECIDED_OTHERWISE)


def test_news_entries_have_title_and_day(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    count = 0
    for case, body in cases:
        found = {each.url: each for each in read(case, body).candidates}
        for news in case["news"]:
            count += 1
            candidate = found[clean_url(news["loc"])]
            assert candidate.title == news["title"]
            assert str(candidate.published)[:10] == news["publication_date"][:10]
    assert count == 5


def test_sitemaps_are_recognised(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    others = {
        case["file"]
        for case, body in cases
        if recognise(body, case["url"], case["content_type"]) not in {"sitemap", "feed"}
    }
    assert others == {"files/t-bogus"}


def test_no_file_beside_a_sitemap_is_read(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    for case, body in cases:
        if case["file"] in {"files/t-xxe.xml", "files/t-xinclude.xml"}:
            assert [each.url for each in read(case, body).candidates] == case["urls"]
