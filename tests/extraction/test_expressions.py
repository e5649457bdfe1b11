"""trafilatura's expressions find the same when each look of an element is judged once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, cast

import pytest
from lxml.etree import XPath
from lxml.html import document_fromstring
from trafilatura import xpaths

from crawler.extraction import body
from crawler.extraction.expressions import Remembering, guarded, remembering

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAGS = ("article", "aside", "div", "li", "list", "main", "p", "section", "span", "ul")
NAMES = """
article-body articleBody post-content entry-content story-body content-main comments comment-list
Commentary disqus_thread mvp-post-add-box infinite-scroll share-bar social newsletter cookie tags
sidebar author footer Footer nav menu related premium ad-top byline embed next- meta overlay hidden
hide-print -hide- reader-comments akismet elementor-share-buttons plain
"""
_SHOW = """
from trafilatura import xpaths
for name in ("BODY", "OVERALL_DISCARD", "REMOVE_COMMENTS_AND_LISTS", "RAW_TREE_PRUNE"):
    for expression in getattr(xpaths, f"{name}_XPATH"):
        print(" ".join(expression.path.split()))
"""
# As trafilatura ships them: our own process has changed the lists already.
ORIGINALS = subprocess.run(
    [sys.executable, "-c", _SHOW], capture_output=True, text=True, check=True
).stdout.splitlines()


def page() -> HtmlElement:
    """Every tag with each name as its class, as its id, as both, and with neither."""
    elements = [f"<{tag}>text</{tag}>" for tag in TAGS]
    for name in NAMES.split():
        for tag in TAGS:
            elements.append(f"<{tag} class='{name}'>text</{tag}>")
            elements.append(f"<{tag} id='{name}'>text</{tag}>")
            elements.append(f"<{tag} id='plain' class='{name}' style='display:none'>text</{tag}>")
            elements.append(f"<{tag} class=''><b>text</b></{tag}>")
    return document_fromstring(f"<html><body>{''.join(elements)}</body></html>")


@pytest.mark.parametrize("path", ORIGINALS)
def test_a_guarded_expression_finds_what_the_original_finds(path: str) -> None:
    original = XPath(path, namespaces={"re": xpaths.REGEXP_NS})
    tree = page()
    assert original(tree) == guarded(original)(tree)
    assert original(tree)


@pytest.mark.parametrize("path", ORIGINALS)
def test_an_expression_that_remembers_finds_what_the_original_finds(path: str) -> None:
    original = XPath(path, namespaces={"re": xpaths.REGEXP_NS})
    expected = len(_found(original, page()))
    once_more = remembering(original)
    for tree in (page(), page()):  # what it knows after the first one serves the second
        found = _found(once_more, tree)
        assert _found(original, tree)[: len(found)] == found
        assert len(found) == expected or path.rstrip().endswith("[1]")
        assert found


def test_the_first_of_two_attributes_is_told_from_the_second() -> None:
    (expression,) = (
        remembering(XPath(path, namespaces={"re": xpaths.REGEXP_NS}))
        for path in ORIGINALS
        if "cookie" in path
    )
    tree = document_fromstring(
        "<html><body><div class='cookie' id='a'>1</div><div id='a' class='cookie'>2</div></body>"
    )
    assert _texts(expression, tree) == ["1"]


@pytest.mark.parametrize("value", ["&#1;", "\x0b", "&#xfffe;", "share &#8;"])
def test_an_attribute_that_xml_cannot_hold_is_judged_by_the_original(value: str) -> None:
    original = XPath(
        next(path for path in ORIGINALS if "cookie" in path), namespaces={"re": xpaths.REGEXP_NS}
    )
    tree = document_fromstring(f"<html><body><div class='{value}'>1</div><div id='nav'>2</div>")
    assert _found(original, tree) == _found(remembering(original), tree)


def test_names_that_are_none_in_xml_are_judged_too() -> None:
    path = next(path for path in ORIGINALS if "aria-hidden" in path)
    tree = document_fromstring("<html><body><o:p aria-hidden='true'>1</o:p><b:c>2</b:c>")
    assert _texts(remembering(XPath(path, namespaces={"re": xpaths.REGEXP_NS})), tree) == ["1"]


@pytest.mark.parametrize(
    "path",
    [
        ".//*[not(self::p)][contains(@class, 'share')]",
        ".//*[contains(@class, 'share') and not(self::ul or self::p)]",
        ".//*[self::div or self::p][not(self::p) or contains(@id, 'nav')][@class]",
    ],
)
def test_tags_that_are_not_wanted_are_told_from_those_that_are(path: str) -> None:
    original = XPath(path)
    once_more = remembering(original)
    assert isinstance(once_more, Remembering)
    tree = page()
    assert _found(original, tree) == _found(once_more, tree)
    assert _found(original, tree)


def test_expressions_about_more_than_one_element_stay_what_they_are() -> None:
    for path in ("(.//article)[1]", ".//*[self::div][not(.//h1)][contains(@id, 'a')]"):
        assert isinstance(remembering(XPath(path)), XPath)


def test_all_lists_with_tests_remember() -> None:
    assert body.MAX_PARAGRAPHS  # its import has changed the lists
    tested = [each for each in _in_use() if "re:test" in each.path and ".//h1" not in each.path]
    assert len(tested) == 5
    assert all(isinstance(each, Remembering) for each in tested)


def _found(expression: XPath | Remembering, tree: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", expression(tree))


def _texts(expression: XPath | Remembering, tree: HtmlElement) -> list[str | None]:
    return [element.text for element in _found(expression, tree)]


def _in_use() -> list[XPath | Remembering]:
    lists = (xpaths.BODY_XPATH, xpaths.OVERALL_DISCARD_XPATH, xpaths.RAW_TREE_PRUNE_XPATH)
    return [each for expressions in lists for each in expressions]
