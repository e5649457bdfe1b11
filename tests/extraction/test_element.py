"""The elements of a page answer as lxml's do, by a shorter way."""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement, document_fromstring

from crawler.extraction.element import PageElement, page_parser

PAGE = """<html><body><div>one <p>two<b> three</b> four</p>five<br>six</div><p>&amp; \u00e9
<ref>7</ref></p><div><div><p>eight</p></div></div></body></html>"""
PATHS = (
    ".//p",
    ".//div",
    ".//nothing",
    ".//div/p",
    ".//p[b]",
    "div",
    ".//*",
    "./div",
    ".//body//p",
)


def quick() -> HtmlElement:
    return document_fromstring(PAGE, parser=page_parser())


def test_all_elements_are_of_one_class() -> None:
    assert {PageElement} == {type(element) for element in quick().iter()}


def test_the_text_of_each_element_is_the_same() -> None:
    expected = [text for _, text in _texts(list(document_fromstring(PAGE).iter()))]
    assert expected == [text for _, text in _texts(list(quick().iter()))]


def test_each_path_finds_the_same_elements() -> None:
    plain = document_fromstring(PAGE)
    for path in PATHS:
        assert _texts(plain.findall(path)) == _texts(quick().findall(path)), path


def test_each_path_finds_the_same_first_element() -> None:
    plain = document_fromstring(PAGE)
    for path in PATHS:
        first, found = plain.find(path), quick().find(path)
        assert (first is None) == (found is None), path
        assert first is None or _texts([first]) == _texts([found]), path


def test_an_element_is_not_within_itself() -> None:
    (first, *_) = quick().findall(".//div")
    assert first.findall(".//div") == []


def _texts(elements: list[Any]) -> list[tuple[str, str]]:
    return [(element.tag, element.text_content()) for element in elements]
