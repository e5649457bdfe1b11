"""What an answer is, told from its bytes."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import AnswerKind, recognise

URL = "https://example.org/x"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<?xml version='1.0'?><!-- c --><?xml-stylesheet x?><rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf\n<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "feed"),
        ("<rss>".encode("utf-16-be"), "feed"),
        (b"<!DOCTYPE rss [<!ENTITY nbsp ' '>]><rss>", "feed"),
        (b"<br />\n<b>Warning</b>: x <rss version='2.0'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        (b"<urlset xmlns='x'>", "sitemap"),
        (b"<x:sitemapindex xmlns:x='x'>", "sitemap"),
        (gzip.compress(b"<urlset>", mtime=0), "sitemap"),
        (b"https://example.org/a\nhttps://example.org/b\n", "sitemap"),
        (b"<!DOCTYPE html><html>", "page"),
        (b"<HTML>", "page"),
        (b"<!-- c --><div class='x'>text</div>", "page"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><title>t</title>", "image"),
        (b"%PDF-1.7", "other"),
        (b'{"items": []}', "other"),
        (b"\0\0\0", "other"),
        (b"", "other"),
        (b"just words", "other"),
    ],
)
def test_the_bytes_decide(body: bytes, kind: str) -> None:
    assert recognise(body, URL, "text/html" if kind != "other" else None) == kind


def test_the_content_type_decides_where_the_bytes_do_not() -> None:
    assert recognise(b"just words", URL, "text/html; charset=utf-8") == AnswerKind.PAGE


def test_robots_txt_is_told_by_its_path_unless_it_is_a_page() -> None:
    robots = "https://example.org/robots.txt"
    assert recognise(b"User-agent: *", robots, "text/plain") == AnswerKind.ROBOTS
    assert recognise(b"<html>not found", robots, "text/html") == AnswerKind.PAGE


@given(st.binary(max_size=100), st.sampled_from([b"", b"<", b"<?", b"<!--", b"<!DOCTYPE ", b"{"]))
def test_no_bytes_raise(body: bytes, start: bytes) -> None:
    assert recognise(start + body, "https://[x", "text/html") in set(AnswerKind)
