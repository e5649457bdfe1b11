"""Articles over several pages: which page comes next, and one text out of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Article, ArticlePage, CaptureRef, Image, ImageRole, RelatedLink
from crawler.extraction.extract import extract
from crawler.extraction.pages import is_page_of, page_number
from crawler.extraction.stitching import new_paragraphs, stitched
from tests.extraction.pages import PARAGRAPHS, article

if TYPE_CHECKING:
    from crawler.extraction.page import Page

A = "https://a.example"


def page(url: str, head: str = "", body: str = "") -> Page:
    return extract(article(head).replace(b"</article>", f"{body}</article>".encode()), url)


def pagination(*addresses: str) -> str:
    links = "".join(f"<a href='{address}'>{n}</a> " for n, address in enumerate(addresses, 1))
    return f"<div class='article-pagination'>{links}</div>"


@pytest.mark.parametrize(
    ("url", "following"),
    [
        (f"{A}/story", f"{A}/story?page=2"),
        (f"{A}/story?id=7", f"{A}/story?id=7&page=2"),
        (f"{A}/story?page=2", f"{A}/story?page=3"),
        (f"{A}/story", f"{A}/story/2"),
        (f"{A}/story/", f"{A}/story/page/2/"),
        (f"{A}/story/seite-2", f"{A}/story/seite-3"),
        (f"{A}/story.html", f"{A}/story-2.html"),
        (f"{A}/story_2.html", f"{A}/story_3.html"),
        (f"{A}/story.html", f"{A}/story,2.html"),
    ],
)
def test_the_usual_forms_of_a_next_page_are_known(url: str, following: str) -> None:
    assert following == page(url, f"<link rel='next' href='{following}'>").next_page
    assert following == page(url, body=pagination(url, following)).next_page


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (f"{A}/story", f"{A}/another-story"),
        (f"{A}/story", f"{A}/story"),
        (f"{A}/story", f"{A}/story?page=3"),
        (f"{A}/story?page=3", f"{A}/story?page=2"),
        (f"{A}/story", f"{A}/story/comment-page-2/"),
        (f"{A}/story", f"{A}/story?cpage=2"),
        (f"{A}/story", f"{A}/story#2"),
        (f"{A}/story", "https://b.example/story?page=2"),
        (f"{A}/2024/09/21", f"{A}/2024/09/23"),
        (f"{A}/story", "javascript:next(2)"),
    ],
)
def test_no_other_address_is_a_next_page(url: str, address: str) -> None:
    assert page(url, f"<link rel='next' href='{address}'>").next_page is None
    assert page(url, body=pagination(url, address)).next_page is None


def test_numbers_outside_a_pagination_are_no_pages() -> None:
    assert page(f"{A}/story", body=f"<p><a href='{A}/story?page=2'>2</a></p>").next_page is None


@pytest.mark.parametrize(
    ("url", "head", "first"),
    [
        (f"{A}/story?page=2", f"<link rel='canonical' href='{A}/story'>", f"{A}/story"),
        (f"{A}/story/3", f"<link rel='prev' href='{A}/story/2'>", f"{A}/story"),
        (f"{A}/story-2.html", f"<link rel='prev' href='{A}/story.html'>", f"{A}/story.html"),
        (f"{A}/story?page=2", "", None),
        (f"{A}/story", f"<link rel='prev' href='{A}/story-before'>", None),
        (f"{A}/2024/09/22", f"<link rel='prev' href='{A}/another'>", None),
    ],
)
def test_a_later_page_names_its_first(url: str, head: str, first: str | None) -> None:
    assert first == page(url, head).first_page


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_raises(one: str, other: str) -> None:
    assert page_number(f"{A}/{one}") >= 0
    assert is_page_of(f"{A}/{one}", f"{A}/{other}") in {True, False}


# --- one article


FIRST = Article(
    url=f"{A}/story",
    canonical_url=f"{A}/story",
    title="A long story",
    paragraphs=("The standfirst says what comes.", *PARAGRAPHS[:2]),
    authors=("Ada Lovel",),
    images=(Image(url=f"{A}/lead.jpg", role=ImageRole.LEAD),),
    related=(RelatedLink(url=f"{A}/other"),),
    tags=("stories",),
    flags=("short-text", "date-guessed"),
)
SECOND = replace(
    FIRST,
    url=f"{A}/story?page=2",
    paragraphs=(
        "A long story",
        "Ada Lovel",
        "The standfirst says what comes.",
        "Page 2 of 3",
        *PARAGRAPHS[2:],
    ),
    images=(*FIRST.images, Image(url=f"{A}/lead-2.jpg", role=ImageRole.LEAD)),
    tags=("stories", "bridges"),
)
CAPTURE = CaptureRef(
    warc="w.warc.gz", offset=1, length=2, record_id="urn:uuid:1", payload_digest=None
)
PAGE = ArticlePage(url=SECOND.url, capture=CAPTURE)


def test_the_text_is_that_of_all_pages_without_what_each_repeats() -> None:
    whole = stitched(FIRST, [(PAGE, SECOND)])
    assert whole.paragraphs == ("The standfirst says what comes.", *PARAGRAPHS)
    assert whole.pages == (PAGE,)


def test_images_and_tags_of_further_pages_are_added_once() -> None:
    whole = stitched(FIRST, [(PAGE, SECOND)])
    assert [(image.url, image.role) for image in whole.images] == [
        (f"{A}/lead.jpg", ImageRole.LEAD),
        (f"{A}/lead-2.jpg", ImageRole.BODY),
    ]
    assert (whole.tags, whole.related) == (("stories", "bridges"), FIRST.related)


def test_a_text_that_is_long_once_it_is_whole_is_not_flagged_as_short() -> None:
    assert stitched(FIRST, [(PAGE, SECOND)]).flags == ("date-guessed",)


def test_a_name_that_stands_in_the_text_again_stays() -> None:
    lines = (*PARAGRAPHS[2:], "And then there was one more.", "Ada Lovel", "Ada Lovel")
    named = replace(SECOND, paragraphs=lines)
    whole = stitched(FIRST, [(PAGE, named)])
    assert whole.paragraphs[-2:] == ("Ada Lovel", "Ada Lovel")


def test_the_same_page_once_more_adds_nothing() -> None:
    assert new_paragraphs(FIRST, replace(FIRST, url=SECOND.url)) == ()
