"""What an article is to those that are known: every case of the table, by name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.article import Article
from crawler.duplicates.decision import (
    Decision,
    KnownArticle,
    KnownVersion,
    Neighbours,
    Standing,
    decide,
)

TEXT, OTHER_TEXT = b"a" * 16, b"b" * 16
PLACE = "https://a.example/x"
ARTICLE = Article(
    url="https://a.example/x?id=1",
    canonical_url=PLACE,
    title="Headline",
    paragraphs=("Text.",),
)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def version_of(title: str = ARTICLE.title, text: bytes = TEXT) -> KnownVersion:
    return KnownVersion(title=title, text_digest=text)


def known(
    latest: KnownVersion | None = None,
    own: KnownVersion | None = None,
    *,
    is_its_own: bool = False,
    resemblance: float = 0.0,
    age: timedelta = DAY,
) -> KnownArticle:
    return KnownArticle(
        id="id",
        version=3,
        canonical_url=PLACE,
        latest=latest or own or version_of(),
        own=own,
        is_its_own=is_its_own,
        resemblance=resemblance,
        age=age,
    )


OTHER = version_of("Another headline", OTHER_TEXT)
NEXT = Decision(Standing.VERSION, 4, "id", PLACE)
NEW = Decision(Standing.NEW)


def decided(
    same: KnownArticle | None = None,
    *,
    equal_text: str | None = None,
    moved_from: KnownArticle | None = None,
    nearest_of_host: KnownArticle | None = None,
    days_from_nearest: float = 0.0,
) -> Decision:
    neighbours = Neighbours(
        same=same,
        equal_text=equal_text,
        moved_from=moved_from,
        nearest_of_host=nearest_of_host,
        days_from_nearest=days_from_nearest,
    )
    return decide(ARTICLE, TEXT, neighbours)


def test_what_nobody_has_is_new() -> None:
    assert decided() == NEW


def test_the_same_text_under_another_id_is_a_copy_of_that() -> None:
    assert decided(equal_text="other") == Decision(Standing.EQUAL_TEXT, of="other")


def test_the_same_text_from_the_same_url_is_unchanged() -> None:
    assert decided(known(own=version_of())) == Decision(Standing.UNCHANGED, 3, "id")


@pytest.mark.parametrize("title", [ARTICLE.title, "Another headline"])
def test_another_text_from_the_same_url_is_the_next_version(title: str) -> None:
    assert decided(known(own=version_of(title, OTHER_TEXT))) == NEXT


def test_a_new_version_may_have_the_text_of_another_article() -> None:
    assert decided(known(own=OTHER), equal_text="other") == NEXT


def test_a_url_whose_article_was_updated_elsewhere_is_unchanged_with_its_own_text() -> None:
    same = known(latest=OTHER, own=version_of())
    assert decided(same) == Decision(Standing.UNCHANGED, 3, "id")


def test_a_url_that_takes_over_the_update_from_elsewhere_is_unchanged() -> None:
    same = known(latest=version_of(), own=OTHER)
    assert decided(same) == Decision(Standing.UNCHANGED, 3, "id")


@pytest.mark.parametrize(
    "latest",
    [version_of(), version_of("Another headline"), version_of(text=OTHER_TEXT)],
    ids=["both", "text", "headline"],
)
def test_another_url_with_the_same_text_or_headline_is_another_address(
    latest: KnownVersion,
) -> None:
    assert decided(known(latest)) == Decision(Standing.SAME_CANONICAL, 3, "id")


def test_another_url_with_neither_shows_that_the_canonical_link_means_nothing() -> None:
    assert decided(known(OTHER)) == Decision(Standing.CANONICAL_DISAGREES)


def test_a_page_whose_own_place_another_took_is_a_version_there() -> None:
    """It has no other id to go to."""
    assert decided(known(OTHER, is_its_own=True)) == NEXT


def test_an_update_whose_canonical_link_names_its_article_is_a_version() -> None:
    assert decided(known(OTHER, resemblance=0.4)) == NEXT


def test_two_texts_of_the_same_hour_are_no_update_of_each_other() -> None:
    same = known(OTHER, resemblance=0.9, age=MINUTE)
    assert decided(same) == Decision(Standing.CANONICAL_DISAGREES)
    assert decided(moved_from=known(OTHER, resemblance=0.9, age=MINUTE)) == NEW
    assert decided(nearest_of_host=known(OTHER, resemblance=0.9, age=MINUTE)) == NEW


def test_an_update_at_an_address_that_the_old_one_redirects_to_is_a_version() -> None:
    assert decided(moved_from=known(OTHER, resemblance=0.4)) == NEXT


def test_another_text_at_an_address_that_an_old_one_redirects_to_is_new() -> None:
    assert decided(moved_from=known(OTHER, resemblance=0.2)) == NEW


def test_a_nearly_equal_text_of_the_same_host_and_days_is_a_version() -> None:
    assert decided(nearest_of_host=known(OTHER, resemblance=0.85), days_from_nearest=3) == NEXT


def test_a_nearly_equal_text_of_another_week_is_new() -> None:
    near = known(OTHER, resemblance=0.85)
    assert decided(nearest_of_host=near, days_from_nearest=4) == NEW


def test_a_resembling_text_of_the_same_host_is_new() -> None:
    assert decided(nearest_of_host=known(OTHER, resemblance=0.7)) == NEW
