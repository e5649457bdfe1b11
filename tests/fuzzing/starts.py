"""Inputs to begin from: the demonstration's answers and small files of our own, by target."""

from __future__ import annotations

import gzip
import tempfile
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.extraction.extract import extract
from crawler.formats import plaintext, record
from tests.demo.pages import PAGES, SITE
from tests.extraction.pages import URL, article, json_ld, meta
from tests.project_copy import ROOT
from tests.warc.foreign_samples import chunked, http
from tests.warc.foreign_samples import record as foreign_record
from tests.warc.samples import exchange, revisited

if TYPE_CHECKING:
    from collections.abc import Callable

# Coverage grows faster over small inputs; what is long is long by repetition.
_MAX_START_BYTES = 40_000

_SEED_LISTS = (
    b"\0# papers\nhttps://example.org/rss\tkind=feed\nexample.net\n",
    b"\1<opml version='2.0'><body><outline type='rss' xmlUrl='https://example.org/rss'/></body></opml>",
    b'\2{ base_urls: [ { url: "https://example.org/", crawler: "RssCrawler" } ] }',
)
_URLS = (
    b"https://www.Example.org:443/a/../b/%7Ec?utm_source=x&b=2#top",
    b"http://[2001:db8::1]/a;b=1/amp",
    "https://пример.example/новини/%E2%82%AC?q=é".encode(),
)
_LISTING = (
    b"<html><head><link rel=alternate type=application/rss+xml href=/rss><base href=/x/></head>"
)
_ROBOTS = (
    b"User-agent: *\nDisallow: /search*q=\nAllow: /search$\nCrawl-delay: 2.5\n"
    b"Sitemap: https://news.example.org/sitemap.xml\n"
)
_JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A",'
    b' "url": "/a", "date_published": "2026-11-23T10:00:00+01:00"}]}'
)


def starts(target: str) -> list[bytes]:
    """Each at most 40 KB, without order."""
    return [start for start in _MADE[target]() if len(start) <= _MAX_START_BYTES]


def corpora(target: str) -> list[Path]:
    """Folders of other projects' test files, where they stand beside the project."""
    named = {"feed": "feeds", "sitemap": "sitemaps", "page": "jsonld", "warc": "warc"}
    folder = ROOT.parent / "shared" / "corpora" / named.get(target, "-") / "files"
    return [folder] if folder.is_dir() else []


def _bodies(*media_types: str) -> list[bytes]:
    answers = (SITE[key] for key in sorted(SITE))
    return [a.body for a in answers if (a.header("Content-Type") or "").startswith(media_types)]


def _pages() -> list[bytes]:
    stated = json_ld(
        headline="A",
        datePublished="2026-11-23T10:00:00+01:00",
        author={"@type": "Person", "name": "Jane Doe"},
        image={"url": "/a.jpg", "caption": "c"},
    )
    return [article(stated + meta("og:title", "A")), *(SITE[key].body for key in PAGES)]


@cache
def _written() -> tuple[bytes, bytes]:
    found = extract(_pages()[0], URL).article
    if found is None:
        raise AssertionError("the page to begin from is no article")
    return plaintext.render(found, UTC).encode(), record.render(found).encode()


def _http() -> list[bytes]:
    return [
        exchange().response,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(b"a body"),
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\nA: b\n c\n\nbody",
    ]


def _warcs() -> list[bytes]:
    with tempfile.TemporaryDirectory() as name:
        revisited(Path(name))
        ours = [file.read_bytes() for file in sorted(Path(name).glob("*.warc.gz"))]
    foreign = foreign_record("response", 1, http("HTTP/1.1 200 OK", {}))
    return [*ours, *map(gzip.decompress, ours), foreign]


_MADE: dict[str, Callable[[], list[bytes]]] = {
    "seed_list": lambda: list(_SEED_LISTS),
    "url": lambda: list(_URLS),
    "feed": lambda: [_JSON_FEED, *_bodies("application/rss", "application/xml")],
    "sitemap": lambda: _bodies("application/xml", "text/plain", "application/gzip"),
    "listing": lambda: [_LISTING, *(SITE[key].body for key in PAGES)],
    "robots": lambda: [_ROBOTS],
    "page": _pages,
    "text_file": lambda: [_written()[0]],
    "json_record": lambda: [_written()[1]],
    "http_answer": _http,
    "warc": _warcs,
}
