"""Article versions: claimed when decided, placed when their files are, in one order for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from crawler.article import Article, CaptureRef
from crawler.ledger import Found, Ledger, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = bytes(16)


@pytest.fixture
def article(now: datetime, capture: CaptureRef) -> Article:
    return Article(
        url="https://a.example/1",
        canonical_url="https://a.example/1",
        title="A title",
        paragraphs=("A paragraph.",),
        published=date(2026, 11, 22),
        publisher="The Gazette",
        seed="https://a.example/",
        id="67ae491904088e5a",
        version=0,
        capture=capture,
        fetched_at=now,
    )


def test_a_claimed_version_is_known_before_it_is_in_place(
    ledger: Ledger, article: Article, found: Callable[..., Found], now: datetime
) -> None:
    ledger.urls.accept(found(article.url), now=now, run=3)
    ordinal = ledger.articles.claim(article, url_seq=1, text_digest=TEXT, run=3)
    row = ledger.articles.latest("67ae491904088e5a")
    assert row is not None
    assert row == ledger.articles.by_text(TEXT)
    assert (row.ordinal, row.version, row.run, row.placed) == (ordinal, 0, 3, False)
    assert row.path == "articles/2026/11/23/000_67ae491904088e5a.txt"
    assert (row.published, row.fetched_at) == ("2026-11-22", "2026-11-23T18:04:00+00:00")
    assert (row.host, row.publisher, row.capture) == ("a.example", "The Gazette", article.capture)


def test_the_latest_version_is_the_highest(ledger: Ledger, article: Article) -> None:
    for version in (0, 1, 2):
        decided = replace(article, version=version)
        ledger.articles.claim(decided, url_seq=1, text_digest=bytes([version] * 16), run=1)
    row = ledger.articles.latest("67ae491904088e5a")
    assert row is not None
    assert row.version == 2


def test_the_first_article_with_a_text_is_the_one_that_was_decided_first(
    ledger: Ledger, article: Article
) -> None:
    for article_id in ("ffffffffffffffff", "0000000000000000"):
        decided = replace(article, id=article_id)
        ledger.articles.claim(decided, url_seq=1, text_digest=TEXT, run=1)
    row = ledger.articles.by_text(TEXT)
    assert row is not None
    assert row.id == "ffffffffffffffff"


def test_what_is_not_known_is_none(ledger: Ledger) -> None:
    assert ledger.articles.latest("67ae491904088e5a") is None
    assert ledger.articles.by_text(TEXT) is None


def test_a_version_is_claimed_once(ledger: Ledger, article: Article) -> None:
    ledger.articles.claim(article, url_seq=1, text_digest=TEXT, run=1)
    with pytest.raises(LedgerError, match="UNIQUE"):
        ledger.articles.claim(article, url_seq=2, text_digest=TEXT, run=1)


def test_an_article_without_its_version_cannot_be_claimed(ledger: Ledger, article: Article) -> None:
    with pytest.raises(ValueError, match="not yet decided"):
        ledger.articles.claim(replace(article, version=None), url_seq=1, text_digest=TEXT, run=1)


def test_claims_of_a_killed_run_are_dropped_and_what_is_in_place_stays(
    ledger: Ledger, article: Article
) -> None:
    ledger.articles.claim(article, url_seq=1, text_digest=TEXT, run=1)
    assert ledger.articles.place("67ae491904088e5a", 0)
    ledger.articles.claim(replace(article, version=1), url_seq=1, text_digest=TEXT, run=1)
    assert ledger.articles.drop_claims() == 1
    row = ledger.articles.latest("67ae491904088e5a")
    assert row is not None
    assert (row.version, row.placed) == (0, True)


def test_placing_what_was_not_claimed_says_so(ledger: Ledger) -> None:
    assert not ledger.articles.place("67ae491904088e5a", 0)


def test_the_articles_of_a_run_come_in_the_order_of_decision(
    ledger: Ledger, article: Article
) -> None:
    ids = [f"{number * 7919 % 2500:016x}" for number in range(2500)]
    for article_id in ids:
        decided = replace(article, id=article_id)
        ledger.articles.claim(decided, url_seq=1, text_digest=TEXT, run=1)
        ledger.articles.place(article_id, 0)
    ledger.articles.claim(replace(article, version=1), url_seq=1, text_digest=TEXT, run=1)
    ledger.articles.claim(replace(article, version=2), url_seq=1, text_digest=TEXT, run=2)
    assert [row.id for row in ledger.articles.of_run(1)] == ids


def test_exports_read_up_to_the_last_version_before_the_first_that_is_not_in_place(
    ledger: Ledger, article: Article
) -> None:
    assert ledger.articles.in_place_up_to() == 0
    for version in range(4):
        decided = replace(article, version=version)
        ledger.articles.claim(decided, url_seq=1, text_digest=TEXT, run=1)
    for version in (0, 1, 3):
        ledger.articles.place(article.id, version)
    assert ledger.articles.in_place_up_to() == 2
    ledger.articles.place(article.id, 2)
    assert ledger.articles.in_place_up_to() == 4


def test_the_number_of_a_dropped_claim_is_no_cursor_as_it_is_given_again(
    ledger: Ledger, article: Article
) -> None:
    for version in range(3):
        decided = replace(article, version=version)
        ledger.articles.claim(decided, url_seq=version, text_digest=TEXT, run=1)
    ledger.articles.place(article.id, 0)
    ledger.articles.drop_claim(url_seq=1)
    assert ledger.articles.in_place_up_to() == 1


def test_versions_between_two_cursors_come_in_their_order(ledger: Ledger, article: Article) -> None:
    for version in range(2500):
        decided = replace(article, version=version)
        ledger.articles.claim(decided, url_seq=1, text_digest=TEXT, run=1)
        if version != 1200:
            ledger.articles.place(article.id, version)
    ordinals = [row.ordinal for row in ledger.articles.between(10, 2400)]
    assert ordinals == [number for number in range(11, 2401) if number != 1201]
