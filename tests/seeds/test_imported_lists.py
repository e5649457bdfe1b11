"""Seed lists of other programs: OPML and news-please's sitelist.hjson."""

from __future__ import annotations

import pytest

from crawler.seeds import SeedKind, SeedListError, read_seeds

OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Papers</title></head><body>
  <outline text="Dailies">
    <outline text="One" type="rss" xmlUrl="https://one.example/rss?a=1&amp;b=2"/>
    <outline text="Regional"><outline text="Two" xmlurl=" https://two.example/atom "/></outline>
  </outline>
  <outline text="a folder"/>
</body></opml>"""

SITELIST = b"""# news-please's list: comments, and keys without quotes
{
  base_urls: [
    { url: "https://one.example/rss.xml", crawler: "RssCrawler" }
    { url: "https://two.example", crawler: "RssCrawler" }
    { url: "https://three.example/sitemap.xml", crawler: "SitemapCrawler" }
    { url: "https://four.example/", crawler: "SitemapCrawler", overwrite: {} }
    { url: "https://five.example/news", crawler: "RecursiveCrawler" }
    { url: ["https://six.example/a", "https://six.example/b"], crawler: "Download" }
    { url: "https://seven.example/x" }
  ]
}"""


def message_of(raw: bytes, name: str) -> str:
    with pytest.raises(SeedListError) as caught:
        list(read_seeds(raw, name))
    return str(caught.value)


@pytest.mark.parametrize("name", ["feeds.opml", "feeds.xml", "feeds"])
def test_outlines_at_any_depth_are_feeds(name: str) -> None:
    assert [(seed.url, seed.kind, seed.line) for seed in read_seeds(OPML, name)] == [
        ("https://one.example/rss?a=1&b=2", SeedKind.FEED, 4),
        ("https://two.example/atom", SeedKind.FEED, 5),
    ]


def test_opml_in_utf_16_is_read_by_its_declaration() -> None:
    raw = OPML.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(list(read_seeds(raw, "feeds.opml"))) == 2


def test_opml_that_declares_entities_is_refused() -> None:
    raw = b'<!DOCTYPE opml [<!ENTITY a "https://x.example/">]><opml><outline xmlUrl="&a;"/></opml>'
    assert message_of(raw, "feeds.opml") == "feeds.opml: declares entities; OPML needs none"


def test_ill_formed_opml_is_named_with_its_line() -> None:
    raw = OPML.replace(b"&amp;", b"&")
    assert message_of(raw, "feeds.opml") == "feeds.opml:4: not well-formed XML"


def test_another_xml_document_is_no_seed_list() -> None:
    assert (
        message_of(b"<rss/>", "list.xml")
        == "list.xml: XML, but no OPML: its root element is not opml"
    )


def test_opml_without_feeds_is_an_empty_list() -> None:
    assert message_of(b"<opml/>", "feeds.opml") == "feeds.opml: no seed in this list"


def test_a_password_in_opml_is_refused_and_never_printed() -> None:
    raw = b'<opml><outline xmlUrl="https://me:geheim@one.example/rss"/></opml>'
    assert "geheim" not in message_of(raw, "feeds.opml")


@pytest.mark.parametrize("name", ["sitelist.hjson", "sites.json", "sites"])
def test_the_crawlers_of_news_please_give_the_kinds(name: str) -> None:
    assert [(seed.url, seed.kind) for seed in read_seeds(SITELIST, name)] == [
        ("https://one.example/rss.xml", SeedKind.FEED),
        ("https://two.example/", SeedKind.SITE),
        ("https://three.example/sitemap.xml", SeedKind.SITEMAP),
        ("https://four.example/", SeedKind.SITE),
        ("https://five.example/news", SeedKind.SITE),
        ("https://six.example/a", SeedKind.ARTICLE),
        ("https://six.example/b", SeedKind.ARTICLE),
        ("https://seven.example/x", None),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"{ base_urls: [", "sitelist.hjson:1: not well-formed Hjson"),
        (b"{ sites: [] }", "sitelist.hjson: no list base_urls: not news-please's sitelist"),
        (b"{ base_urls: [] }", "sitelist.hjson: no seed in this list"),
        (b"{ base_urls: [{}] }", "sitelist.hjson: base_urls, entry 1: no url"),
        (b"{ a: " + b"[" * 50_000, "sitelist.hjson: nested too deeply"),
        (b"{ a: \xff }", "sitelist.hjson: not UTF-8"),
    ],
)
def test_a_sitelist_that_cannot_be_read_says_why(raw: bytes, expected: str) -> None:
    assert expected == message_of(raw, "sitelist.hjson")


def test_a_password_in_a_sitelist_is_refused_and_never_printed() -> None:
    message = message_of(b'{ base_urls: [{ url: "https://me:geheim@one.example/" }] }', "s.hjson")
    assert "s.hjson: base_urls, entry 1: " in message
    assert "geheim" not in message
