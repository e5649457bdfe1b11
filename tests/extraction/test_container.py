"""Where an article's text stands, told before trafilatura reads it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest
from trafilatura import bare_extraction
from trafilatura.settings import Document

from crawler.extraction.blocks import text_blocks
from crawler.extraction.body import paragraphs_of, quick_lines
from crawler.extraction.container import alone, text_holder
from crawler.extraction.parse import parse_page
from tests.extraction.pages import PARAGRAPHS, URL, markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEASER = "<p>Elsewhere in the valley the market hall has a new roof, and fewer stalls.</p>"
SURROUNDINGS = f"<nav><a href='/'>Home</a></nav>%s<div class='more'>{TEASER * 3}</div>"


def tree_of(body: str) -> HtmlElement:
    return parse_page(markup(body).encode(), None).tree


def holder(body: str) -> HtmlElement | None:
    return text_holder(text_blocks(tree_of(body)))


@pytest.mark.parametrize(
    "opening",
    [
        "<article id='story'>",
        "<div class='article-body' id='story'>",
        "<div class='post-content' id='story'>",
        "<main id='story'>",
    ],
)
def test_an_element_that_is_named_like_an_article_holds_its_text(opening: str) -> None:
    closing = f"</{opening[1:].split(maxsplit=1)[0]}>"
    found = holder(SURROUNDINGS % f"{opening}{TEXT}{closing}")
    assert found is not None
    assert found.get("id") == "story"


def test_a_box_with_a_name_and_little_text_holds_it_not() -> None:
    box = f"<div class='article-body' id='box'>{TEASER}</div>"
    found = holder(f"{box}<div class='post-content' id='story'>{TEXT}</div>")
    assert found is not None
    assert found.get("id") == "story"


def test_nothing_holds_it_where_nothing_is_named_so() -> None:
    assert holder(f"<div class='x1'>{TEXT}</div>") is None


def test_nothing_holds_it_without_long_paragraphs() -> None:
    assert holder("<article><p>Short.</p></article>") is None


def test_the_page_keeps_what_is_copied_out_of_it() -> None:
    tree = tree_of(f"<article>{TEXT}</article>")
    quick_lines(alone(tree.find(".//article")))
    assert len(PARAGRAPHS) == len(tree.findall(".//article/p"))


@pytest.mark.parametrize(
    "inner",
    [
        TEXT,
        f"<h1>A headline</h1>{TEXT}<ul><li>One thing</li><li>Another thing</li></ul>",
        f"<table><tr><td>1866</td><td>opened</td></tr></table>{TEXT}",
        f"{TEXT}<div class='newsletter'><p>Subscribe to our letter about the town.</p></div>",
        f"{TEXT}<div id='comments'><p>A reader says that the old bridge was better.</p></div>",
        f"<p>First line<br>second line</p>{TEXT}<aside><p>Beside the text</p></aside>",
    ],
)
def test_a_quick_look_finds_what_trafilatura_finds(inner: str) -> None:
    """Its stages are called one by one: a version that changes them must not go unseen."""
    tree = tree_of(SURROUNDINGS % f"<article>{inner}</article>")
    found = bare_extraction(copy(tree), url=URL, fast=True, include_comments=False)
    assert isinstance(found, Document)
    assert paragraphs_of(found.text or "") == quick_lines(alone(tree.find(".//article")))
