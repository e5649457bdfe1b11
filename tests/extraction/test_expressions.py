"""trafilatura's expressions find the same when they ask for an attribute first."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from lxml.etree import XPath
from lxml.html import document_fromstring
from trafilatura import xpaths

from crawler.extraction.expressions import guarded

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


def test_all_lists_with_tests_are_guarded() -> None:
    assert len(ORIGINALS) > 8
    assert all(") and re:test(" in path or "re:test" not in path for path in map(str, _in_use()))


def _in_use() -> list[str]:
    lists = (xpaths.BODY_XPATH, xpaths.OVERALL_DISCARD_XPATH, xpaths.RAW_TREE_PRUNE_XPATH)
    return [each.path for expressions in lists for each in expressions]
