"""Sitemaps: indexes, news, text, gzip, and broken ones."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Candidate, Role, robots_sitemaps
from crawler.discovery.robots import MAX_SITEMAPS
from crawler.discovery.sitemaps import read_sitemap

URL = "https://example.org/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urls(body: str | bytes) -> list[str]:
    raw = body if isinstance(body, bytes) else body.encode()
    return [candidate.url for candidate in read_sitemap(raw, URL).candidates]


def test_the_role_of_an_entry_is_told_from_its_url() -> None:
    body = f"""<urlset {NS}>
      <url><loc>https://example.org/2026/11/23/some-story</loc><lastmod>2026-11-23</lastmod></url>
      <url><loc>https://example.org/politics/</loc></url></urlset>"""
    assert read_sitemap(body.encode(), URL).candidates == (
        Candidate(
            "https://example.org/2026/11/23/some-story",
            Role.ARTICLE,
            source="sitemap",
            published=date(2026, 11, 23),
        ),
        Candidate("https://example.org/politics/", Role.PAGE, source="sitemap"),
    )


def test_a_news_entry_is_an_article_with_title_and_publication_time() -> None:
    body = f"""<urlset {NS} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
      <loc>https://example.org/a</loc><lastmod>2026-11-24</lastmod><n:news><n:publication>
      <n:name>Paper</n:name></n:publication><n:title>A &amp; B</n:title>
      <n:publication_date>2026-11-23T12:00:00Z</n:publication_date></n:news>
      <image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url></urlset>"""
    assert read_sitemap(body.encode(), URL).candidates == (
        Candidate(
            "https://example.org/a",
            Role.ARTICLE,
            source="news-sitemap",
            title="A & B",
            published=datetime(2026, 11, 23, 12, tzinfo=UTC),
        ),
    )


def test_an_index_names_sitemaps() -> None:
    body = "<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(body.encode(), URL).candidates == (
        Candidate("https://example.org/one.xml", Role.SITEMAP, source="sitemap"),
    )


@pytest.mark.parametrize(
    "body",
    [
        "<urlset><url><loc>https://example.org/a</loc></url></urlset>",
        f"<urlset {NS}><url><loc>\n https://example.org/a </loc></url></urlset>",
        '<x:urlset xmlns:x="urn:wrong"><x:url><x:loc>https://example.org/a</x:loc></x:url></x:urlset>',
        "\ufeff \n<?xml version='1.0'?><urlset><url><loc>www.example.org/a</loc></url></urlset>",
        "<urlset><url><loc><![CDATA[https://example.org/a]]></loc></url><url><lo",
        "https://example.org/a\n",
        "\ufeffhttps://example.org/a\r\nsome words\r\n",
    ],
)
def test_spellings_of_one_sitemap(body: str) -> None:
    assert [url.replace("www.", "") for url in urls(body)] == ["https://example.org/a"]


@pytest.mark.parametrize("layers", [1, 2])
def test_gzip_is_unpacked_whatever_the_name(layers: int) -> None:
    body = b"<urlset><url><loc>https://example.org/a</loc></url></urlset>"
    for _ in range(layers):
        body = gzip.compress(body)
    assert urls(body) == ["https://example.org/a"]


def test_a_gzip_that_is_cut_off_gives_what_can_be_had() -> None:
    body = "<urlset>" + "".join(
        f"<url><loc>https://example.org/{n * 7919 % 1000}</loc></url>" for n in range(1000)
    )
    found = read_sitemap(gzip.compress(body.encode())[:-300], URL)
    assert "truncated" in found.flags
    assert len(found.candidates) > 500


def test_a_gzip_bomb_is_cut_at_the_protocols_limit() -> None:
    bomb = gzip.compress(b"<urlset><url><loc>https://example.org/a</loc></url>" + b" " * 60_000_000)
    found = read_sitemap(bomb, URL)
    assert ("truncated" in found.flags, len(found.candidates)) == (True, 1)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    body = """<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "/y">]><urlset>
      <url><loc>&x;</loc></url><url><loc>&y;</loc></url><url><loc>/a</loc></url></urlset>"""
    assert urls(body) == ["https://example.org/a"]


def test_a_feed_may_serve_as_a_sitemap() -> None:
    assert urls("<rss><channel><item><link>/a</link></item></channel></rss>") == [
        "https://example.org/a"
    ]


@pytest.mark.parametrize(
    "body", [b"", b"no sitemap", b"<html><a href='/a'>a</a></html>", b"\x1f\x8b"]
)
def test_what_is_no_sitemap_is_unknown(body: bytes) -> None:
    found = read_sitemap(body, URL)
    assert (found.candidates, "unknown" in found.flags) == ((), True)


@given(st.binary(max_size=200), st.sampled_from([b"", b"<urlset><url><loc>", b"\x1f\x8b\x08\0"]))
def test_no_bytes_raise(body: bytes, start: bytes) -> None:
    assert isinstance(read_sitemap(start + body, URL).candidates, tuple)


def test_the_sitemaps_of_a_robots_txt_are_cleaned_and_named_once() -> None:
    stated = [
        "https://example.org/1.xml",
        "/2.xml",
        "HTTPS://EXAMPLE.ORG/1.xml",
        "http://[/",
        "ftp://example.org/3.xml",
        "//cdn.example.org/4.xml",
    ]
    found = robots_sitemaps(stated, "https://example.org/news/")
    assert [candidate.url for candidate in found] == [
        "https://example.org/1.xml",
        "https://example.org/2.xml",
        "https://cdn.example.org/4.xml",
    ]
    assert {Role.SITEMAP} == {candidate.role for candidate in found}


def test_a_robots_txt_cannot_name_sitemaps_without_end() -> None:
    stated = (f"/{number}.xml" for number in range(MAX_SITEMAPS + 5))
    assert len(robots_sitemaps(stated, "https://example.org/")) == MAX_SITEMAPS
