"""Inputs that made parsers slow or large.

The limit is far above what is needed (under 0.2 s) and far below what a quadratic step would take.
"""

from __future__ import annotations

import gzip
import time
import tracemalloc

import lxml.html
import pytest

from crawler.discovery import UrlError, canonical_url, clean_url, recognise
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap

CPU_LIMIT_S = 5.0
MANY = 100_000
URL = "https://example.org/x"
ITEM = "<rss><channel><item><link>/a</link>"
END = "</item></channel></rss>"
ATTRIBUTES = " ".join(f"a{n}='1'" for n in range(MANY))
ENTITIES = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 30))
BOMB = f"<!DOCTYPE rss [<!ENTITY e0 'x'>{ENTITIES}]>"

HOSTILE_MARKUP = {
    "an author without end": f"{ITEM}<author>{'a.b' * MANY}</author>{END}",
    "a title without end": f"{ITEM}<title>{'a.b' * MANY}</title>{END}",
    "attributes without end": f"{ITEM}<title {ATTRIBUTES}/>{END}",
    "digits for a date": f"{ITEM}<pubDate>{'1' * MANY}</pubDate>{END}",
    "days for a date": f"{ITEM}<pubDate>{'Mon, ' * MANY}</pubDate>{END}",
    "unclosed links": ITEM + "<link>" * MANY,
    "unclosed CDATA": ITEM + "<![CDATA[" * MANY,
    "unclosed comments": ITEM + "<!--" * MANY,
    "ampersands": ITEM + "<title>" + "&a" * MANY,
    "angle brackets": ITEM + "<" * MANY,
    "nested items": ITEM + "<item>" * MANY,
    "nested bases": ITEM + "<a xml:base='x/'>" * MANY,
    "white space first": " \n" * MANY + ITEM,
    "an entity bomb": f"{BOMB}{ITEM}<title>&e29;</title>{END}",
    "a bomb in an attribute": f"{BOMB}{ITEM}<link rel='&e29;'/>{END}",
    "a quadratic bomb": (
        f"<!DOCTYPE rss [<!ENTITY e '{'x' * MANY}'>]>{ITEM}<title>{'&e;' * MANY}</title>{END}"
    ),
    "an encoding that decodes slowly": f"<?xml version='1.0' encoding='punycode'?>{'a' * MANY}",
    "nested JSON": '{"items":' + "[" * MANY,
    "a number without end": '{"items": [' + "9" * MANY,
}


def within_the_limit(started: float) -> bool:
    return time.process_time() - started < CPU_LIMIT_S


@pytest.mark.parametrize("name", HOSTILE_MARKUP)
def test_hostile_feeds_and_sitemaps_are_read_in_time(name: str) -> None:
    body = HOSTILE_MARKUP[name].encode()
    as_sitemap = body.replace(b"rss", b"urlset").replace(b"item", b"url").replace(b"link", b"loc")
    started = time.process_time()
    read_feed(body, URL, None)
    read_sitemap(as_sitemap, URL)
    recognise(body, URL, None)
    assert within_the_limit(started)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * MANY + "<a href='/2026/11/23/x'>x</a>",
        "<a href='/2026/11/23/x'>" * MANY,
        "<a href='/2026/11/23/x'>" + "<b>x</b>" * MANY,
        "<a href='/2026/11/23/x'>" + "x " * MANY,
        f"<a href='/2026/11/23/{'x-' * MANY}'>x</a>",
        f"<div class='{'nav ' * MANY}'><a class='{'next ' * MANY}' href='?page=2'>x</a></div>",
    ],
    ids=["nesting", "links", "children", "text", "a long link", "class names"],
)
def test_hostile_pages_are_read_in_time(body: str) -> None:
    tree = lxml.html.document_fromstring(body)
    started = time.process_time()
    read_listing(tree, URL)
    assert within_the_limit(started)


@pytest.mark.parametrize(
    "part", ["a.", "%2e/", "../", "//", "/amp", ".amp", "&a", "é", "@", ":", "["]
)
def test_hostile_urls_are_read_in_time(part: str) -> None:
    started = time.process_time()
    for start in ("", "https://", "https://example.org/", "https://example.org/?"):
        for read in (canonical_url, clean_url):
            try:
                read(start + part * (8_000 // len(part)))
            except UrlError:
                continue
    assert within_the_limit(started)


def test_a_bomb_of_gzip_takes_no_more_memory_than_a_sitemap_may() -> None:
    bomb = gzip.compress(gzip.compress(b" " * 300_000_000))
    tracemalloc.start()
    read_sitemap(bomb, URL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000
