"""Feeds as papers write them, and as they break them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Candidate, Role
from crawler.discovery.dates import read_date
from crawler.discovery.feeds import read_feed
from crawler.discovery.limits import DEFAULT_LIMITS

URL = "https://example.org/feeds/all.xml"
FEEDBURNER = 'xmlns:o="http://rssnamespace.org/feedburner/ext/1.0"'
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def entries(body: str | bytes, content_type: str | None = "text/html") -> tuple[Candidate, ...]:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_feed(raw, URL, content_type).candidates


def rss(item: str) -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{item}</channel></rss>'
    )


def urls(body: str | bytes) -> list[str]:
    return [entry.url for entry in entries(body)]


def test_an_rss_item_is_an_article_with_title_and_time() -> None:
    body = rss(
        "<item><title>A &amp; B</title><link>https://example.org/a?utm_source=rss</link>"
        "<pubDate>Mon, 23 Nov 2026 14:00:00 +0200</pubDate></item>"
    )
    assert entries(body) == (
        Candidate(
            "https://example.org/a", Role.ARTICLE, source="feed", title="A & B", published=NOON
        ),
    )


def test_an_atom_entry_names_its_alternate_link_and_publication() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.net/x/">
      <entry><title type="html">&lt;b&gt;One&lt;/b&gt; &amp;amp; two</title>
      <link rel="enclosure" href="a.mp3"/><link rel="alternate" href="a.html"/>
      <updated>2026-11-24T00:00:00Z</updated><published>2026-11-23T13:00:00+01:00</published></entry>
      </feed>"""
    (entry,) = entries(body)
    assert (entry.url, entry.title, entry.published) == (
        "https://example.net/x/a.html",
        "One & two",
        NOON,
    )


def test_an_rdf_item_has_its_dublin_core_date() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>
      <item rdf:about="https://example.org/a"><title>a</title><link>https://example.org/a</link>
      <dc:date>2026-11-23T12:00Z</dc:date></item></rdf:RDF>"""
    assert [(entry.url, entry.published) for entry in entries(body)] == [
        ("https://example.org/a", NOON)
    ]


def test_a_json_feed_is_read_whatever_its_content_type() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "/a", "title": "A", "date_published": "2026-11-23T12:00:00Z"},
            {"id": "https://example.org/b", "external_url": "https://example.net/"},
            {"id": 7},
            "no item",
        ],
    }
    assert [(entry.url, entry.title, entry.published) for entry in entries(json.dumps(body))] == [
        ("https://example.org/a", "A", NOON),
        ("https://example.org/b", None, None),
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>/a</link>", ["https://example.org/a"]),
        ("<guid>https://example.org/g</guid>", ["https://example.org/g"]),
        ('<guid isPermaLink="false">https://example.org/g</guid>', ["https://example.org/g"]),
        ('<guid isPermaLink="false">tag:1</guid>', []),
        ("<link>https://a.example/</link><guid>https://b.example/</guid>", ["https://a.example/"]),
        (
            f"<link>https://count.example/1</link><o:origLink {FEEDBURNER}>/o</o:origLink>",
            ["https://example.org/o"],
        ),
        (
            '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="alternate" href="/alt"/>',
            ["https://example.org/alt"],
        ),
        ("<link>mailto:a@example.org</link>", []),
        ("<title>no link</title>", []),
        ("<link>https://example.org/a?x=1&y=2</link>", ["https://example.org/a?x=1&y=2"]),
        ("<title>caf&eacute;&nbsp;&</title><link>/a</link>", ["https://example.org/a"]),
        ("<link><![CDATA[ /a?x=1&y=2 ]]></link>", ["https://example.org/a?x=1&y=2"]),
    ],
)
def test_where_an_item_says_its_link(item: str, expected: list[str]) -> None:
    assert urls(rss(f"<item>{item}</item>")) == expected


def test_broken_feeds_give_what_can_be_had() -> None:
    body = "\n <br/>Warning: x\n" + rss(
        "<item><title>caf&eacute; & bar</title><link>/a</link></item><item><link>/b</link>"
    ).replace("</channel></rss>", "")
    found = read_feed(body.encode(), URL, None)
    assert found.flags == ("ill-formed",)
    assert [(each.url, each.title) for each in found.candidates][-2:] == [
        ("https://example.org/a", "café & bar"),
        ("https://example.org/b", None),
    ]


@pytest.mark.parametrize(
    ("encoding", "content_type", "declaration"),
    [
        ("utf-8", None, ""),
        ("utf-8", "text/xml", ""),
        ("utf-8", "text/xml; charset=us-ascii", ""),
        ("cp1252", "text/xml; charset=ISO-8859-1", ""),
        ("cp1252", None, '<?xml version="1.0" encoding="iso-8859-1"?>'),
        ("cp1252", None, ""),
        ("utf-16", None, '<?xml version="1.0" encoding="utf-16"?>'),
        ("utf-16-be", None, ""),
        ("utf-32", None, ""),
        ("utf-8-sig", None, '<?xml version="1.0" encoding="latin-1"?>'),
        ("utf-8", None, '<?xml version="1.0" encoding="utf-7"?>'),
        ("utf-8", None, '<?xml version="1.0" encoding="no such"?>'),
    ],
)
def test_titles_come_out_right(encoding: str, content_type: str | None, declaration: str) -> None:
    item = "<rss><channel><item><title>„Grüße“ — 1 €</title><link>/a</link></item></channel></rss>"
    (entry,) = entries((declaration + item).encode(encoding), content_type)
    assert entry.title == "„Grüße“ — 1 €"


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><link>/a</link><title>&#27;[1mbold&#xFFFE;</title></item>"),
        rss("<textInput><item><link>/a</link></item></textInput>"),
        "<rss><image><x:y><item><link>/a</link></item></x:y></image></rss>",
        rss("<item><link>/a</link><link xml:base='http://['>http://[x</link></item>"),
    ],
)
def test_odd_places_and_characters_cost_no_entry(body: str) -> None:
    assert urls(body) == ["https://example.org/a"]


def test_one_bad_byte_does_not_spoil_a_feed_in_utf_8() -> None:
    text = rss("<item><title>新聞記事の見出し</title><link>/a</link></item>" * 3).encode()
    (entry,) = entries(text.replace(b"</channel>", b"\xff</channel>"))
    assert entry.title == "新聞記事の見出し"


def test_a_title_is_one_plain_line() -> None:
    body = rss("<item><title>a \u202e b\n\n c\x07 <i>d</i></title><link>/a</link></item>")
    assert [entry.title for entry in entries(body)] == ["a b c d"]


def test_a_link_stands_once_at_its_first_place() -> None:
    body = rss("<item><link>/a</link></item><item><link>/a?utm_source=x</link></item>")
    assert urls(body) == ["https://example.org/a"]


def test_a_feed_without_end_is_cut() -> None:
    most = DEFAULT_LIMITS.entries
    body = rss("".join(f"<item><link>/{n}</link></item>" for n in range(most + 1)))
    found = read_feed(body.encode(), URL, None)
    assert (len(found.candidates), found.flags) == (most, ("truncated",))


@pytest.mark.parametrize("body", [b"", b"<html><p>x</p></html>", b"{}", b"[1]", b"{", b"\0\1"])
def test_what_is_no_feed_is_unknown(body: bytes) -> None:
    found = read_feed(body, URL, "application/rss+xml")
    assert (found.candidates, found.flags[0]) == ((), "unknown")


@given(st.binary(max_size=200), st.sampled_from([b"", b"<rss>", b"<feed><entry>", b'{"items":[']))
def test_no_bytes_raise(body: bytes, start: bytes) -> None:
    assert isinstance(read_feed(start + body, URL, None).candidates, tuple)


@given(st.text("<>/!&;[]-=\"' itemlnkrsdg:#x\n", max_size=120))
def test_no_markup_raises(markup: str) -> None:
    body = f"<rss><channel><item><link>/a</link>{markup}</item></channel></rss>"
    assert isinstance(read_feed(body.encode(), URL, None).candidates, tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-23T12:00:00Z", NOON),
        ("2026-11-23 12:00:00", NOON),
        ("2026-11-23 12:00:00 GMT", NOON),
        ("2026-11-23T17:30:00.000+05:30", NOON),
        ("Mon, 23 Nov 2026 07:00:00 EST", NOON),
        ("23 Nov 2026", date(2026, 11, 23)),
        ("Mon, 23 Nov 2026 00:00:00 GMT", datetime(2026, 11, 23, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00", None),
        ("06/07/2026", None),
        ("2026", None),
        ("2026-11-23T12:61:00Z", None),
        ("2026-13-01", None),
        ("9999-12-31T23:59:59-23:59", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("2026-11-23T12:00:00Z" + " " * 200, None),
    ],
)
def test_dates(text: str | None, expected: datetime | date | None) -> None:
    assert read_date(text) == expected
