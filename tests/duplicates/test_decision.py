"""What an article is to those that are known: every case of the table, by name."""

from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.duplicates.decision import Decision, KnownArticle, Standing, decide

TEXT, OTHER_TEXT = b"a" * 16, b"b" * 16
ARTICLE = Article(
    url="https://a.example/x?id=1",
    canonical_url="https://a.example/x",
    title="Headline",
    paragraphs=("Text.",),
)


def known(
    *,
    title: str = ARTICLE.title,
    text: bytes = TEXT,
    version: int = 3,
    from_this_url: bool = False,
    is_its_own: bool = False,
) -> KnownArticle:
    return KnownArticle("id", version, title, text, from_this_url, is_its_own)


def test_what_nobody_has_is_new() -> None:
    assert Decision(Standing.NEW, 0, None) == decide(ARTICLE, TEXT, None, None)


def test_the_same_text_under_another_id_is_a_copy_of_that() -> None:
    assert Decision(Standing.EQUAL_TEXT, 0, "other") == decide(ARTICLE, TEXT, None, "other")


def test_the_same_text_from_the_same_url_is_unchanged() -> None:
    same = known(from_this_url=True)
    assert Decision(Standing.UNCHANGED, 3, "id") == decide(ARTICLE, TEXT, same, "id")


@pytest.mark.parametrize("title", [ARTICLE.title, "Another headline"])
def test_another_text_from_the_same_url_is_the_next_version(title: str) -> None:
    same = known(title=title, text=OTHER_TEXT, from_this_url=True)
    assert Decision(Standing.VERSION, 4, "id") == decide(ARTICLE, TEXT, same, None)


def test_a_new_version_may_have_the_text_of_another_article() -> None:
    same = known(text=OTHER_TEXT, from_this_url=True)
    assert Decision(Standing.VERSION, 4, "id") == decide(ARTICLE, TEXT, same, "other")


@pytest.mark.parametrize(
    "same",
    [known(), known(title="Another headline"), known(text=OTHER_TEXT)],
    ids=["both", "text", "headline"],
)
def test_another_url_with_the_same_text_or_headline_is_another_address(
    same: KnownArticle,
) -> None:
    assert Decision(Standing.SAME_CANONICAL, 3, "id") == decide(ARTICLE, TEXT, same, None)


def test_another_url_with_neither_shows_that_the_canonical_link_means_nothing() -> None:
    same = known(title="Another headline", text=OTHER_TEXT)
    assert Decision(Standing.CANONICAL_DISAGREES) == decide(ARTICLE, TEXT, same, None)


def test_a_page_whose_own_place_another_took_is_a_version_there() -> None:
    """It has no other id to go to."""
    same = known(title="Another headline", text=OTHER_TEXT, is_its_own=True)
    assert Decision(Standing.VERSION, 4, "id") == decide(ARTICLE, TEXT, same, None)
