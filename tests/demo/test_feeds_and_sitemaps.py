"""What the demonstration offers to machines: feeds, sitemaps, robots.txt."""

from __future__ import annotations

import gzip
import json

import feedparser
import pytest

from crawler.demo import Outcome, expectations
from tests.demo.pages import HOSTS, SITE, links, split, xml_of


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml", "/feed.json"])
def test_a_feed_parses_without_bozo(path: str) -> None:
    key = next(key for key in SITE if key[1] == path)
    if path.endswith(".json"):
        assert len(json.loads(SITE[key].body)["items"]) == 6
        return
    feed = feedparser.parse(SITE[key].body)
    assert not feed.bozo
    assert len(feed.entries) == 6
    assert all(entry.published_parsed and entry.title for entry in feed.entries)


def test_one_feed_claims_to_be_a_page() -> None:
    assert SITE[HOSTS["visnyk"], "/atom.xml"].header("Content-Type") == "text/html; charset=utf-8"


def test_the_links_of_a_feed_carry_tracking_parameters() -> None:
    feed = feedparser.parse(SITE[HOSTS["courier"], "/feed.xml"].body)
    assert all("?utm_source=rss&utm_medium=feed" in entry.link for entry in feed.entries)


def test_the_sitemap_index_names_a_news_sitemap_and_a_compressed_archive() -> None:
    index = SITE[HOSTS["courier"], "/sitemap_index.xml"].body
    parts = [split(url) for url in _locations(index)]
    assert [path for _, path in parts] == ["/sitemap-news.xml", "/sitemap-archive.xml.gz"]
    named = [url for key in parts for url in _locations(SITE[key].body)]
    wanted = [url for url, hoped in expectations(HOSTS).items() if hoped.article]
    assert sorted(named) == sorted(url for url in wanted if split(url)[0] == HOSTS["courier"])


def _locations(body: bytes) -> list[str]:
    plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    return [str(each) for each in xml_of(plain).xpath("//*[local-name()='loc']/text()")]


def test_robots_txt_names_the_sitemap_and_hides_one_article() -> None:
    lines = SITE[HOSTS["courier"], "/robots.txt"].body.decode().splitlines()
    hidden = [u for u, hoped in expectations(HOSTS).items() if hoped.outcome is Outcome.FORBIDDEN]
    assert len(hidden) == 1
    assert f"Disallow: {split(hidden[0])[1]}" in lines
    assert "Sitemap: http://a.test/sitemap_index.xml" in lines
    assert hidden[0] in links((HOSTS["courier"], "/"))
