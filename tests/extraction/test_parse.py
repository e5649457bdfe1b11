from __future__ import annotations

import time

import pytest

from crawler.extraction.extract import extract, extract_tree
from crawler.extraction.page import Flag, Reason
from crawler.extraction.parse import MAX_MARKUP_BYTES, parse_page
from tests.extraction.pages import PARAGRAPHS, URL, article, json_ld, markup

TEXT = "Für 5 € „Müller“"


@pytest.mark.parametrize(
    ("encoding", "content_type", "declared"),
    [
        ("utf-8", None, ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("utf-16", None, ""),
        ("utf-16-le", None, ""),
        ("utf-16-be", None, ""),
        ("cp1252", "text/html; charset=latin-1", ""),
        ("cp1252", None, '<meta charset="iso-8859-1">'),
        ("cp1252", None, ""),
        ("utf-8", "text/html; charset=ISO-8859-1", ""),
        ("cp1252", "text/html; charset=utf-8", ""),
        ("cp1252", "text/html; charset=unknown-8bit", ""),
        ("utf-8", None, '<meta charset="utf-16">'),
    ],
)
def test_a_page_is_decoded_by_what_it_is(
    encoding: str, content_type: str | None, declared: str
) -> None:
    body = markup(f"<p>{TEXT * 10}</p>", declared).encode(encoding)
    assert TEXT in parse_page(body, content_type).tree.text_content()


def test_the_header_names_the_charset_that_the_page_leaves_open() -> None:
    body = markup("<p>Правительство</p>").encode("koi8-r")
    parsed = parse_page(body, "text/html; charset=KOI8-R")
    assert (parsed.text_encoding, parsed.tree.text_content()) == ("koi8-r", "Правительство")


@pytest.mark.parametrize("reference", ["&#27;", "&#11;", "&#xFFFE;", "&#8;", "&#0;", "&#99999999;"])
def test_a_reference_to_a_control_character_does_not_cost_the_article(reference: str) -> None:
    body = article().replace(b"damaged", b"dam" + reference.encode() + b"aged")
    page = extract(body, URL)
    assert page.article is not None
    assert page.article.paragraphs == PARAGRAPHS or b"9999" in reference.encode()


@pytest.mark.parametrize("depth", [300, 3_000, 30_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "blockquote"])
def test_text_deeper_than_the_parser_goes_is_kept(tag: str, depth: int) -> None:
    body = article().replace(b"<p>Part 3", f"<{tag}>".encode() * depth + b"<p>Part 3")
    parsed = parse_page(body, None)
    text = parsed.tree.text_content()
    assert Flag.FLATTENED in parsed.flags
    assert all(paragraph in text for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t\0", Reason.EMPTY),
        (b'{"headline": "<p>not a page</p>"}', Reason.NOT_HTML),
        (b"Just a few words.", Reason.NOT_HTML),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Reason.NOT_HTML),
        (b"%PDF-1.7 <p>", Reason.NOT_HTML),
        (b"<html><frameset cols='1,2'><frame src='a'></frameset></html>", Reason.FRAMESET),
    ],
)
def test_what_is_no_page_says_why(body: bytes, reason: Reason) -> None:
    page = extract(body, URL)
    assert (page.reason, page.article) == (reason, None)


def test_xhtml_with_a_prolog_is_read() -> None:
    prolog = b'<?xml version="1.0" encoding="UTF-8"?>'
    page = extract(prolog + article(), URL)
    assert page.article is not None
    assert page.article.paragraphs == PARAGRAPHS


def test_a_page_cut_off_in_the_middle_of_a_tag_keeps_what_came() -> None:
    body = article()
    page = extract(body[: body.index(b"Part 5") + 3], URL)
    assert page.article is not None
    assert page.article.paragraphs[:4] == PARAGRAPHS[:4]


def test_a_page_beyond_the_limit_is_cut_and_says_so() -> None:
    body = article() + b"<p>" + b"filler " * (MAX_MARKUP_BYTES // 7)
    parsed = parse_page(body, None)
    assert Flag.TRUNCATED in parsed.flags
    assert PARAGRAPHS[0] in parsed.tree.text_content()


def test_a_hundred_thousand_attributes_take_no_time() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    start = time.process_time()
    parsed = parse_page(article().replace(b"<p>", f"<p {attributes}>".encode(), 1), None)
    assert time.process_time() - start < 5  # the parser alone is quadratic in them
    assert PARAGRAPHS[0] in parsed.tree.text_content()


def test_reading_an_article_leaves_the_tree_as_it_was() -> None:
    parsed = parse_page(article(json_ld(headline="x")), None)
    before = parsed.tree.text_content()
    elements = len(list(parsed.tree.iter()))
    extract_tree(parsed, URL)
    assert (parsed.tree.text_content(), len(list(parsed.tree.iter()))) == (before, elements)
