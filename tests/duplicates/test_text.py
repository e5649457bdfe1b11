"""When two texts are equal."""

from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.duplicates import text_digest
from crawler.duplicates.text import DIGEST_BYTES

DECISION = (
    "The council of the harbour town decided on Monday evening to send two of its ferries to the"
    " neighbouring island, whose own boat has been under repair since the storm of last week."
)
DETAILS = (
    "The ferries will sail three times a day until the end of the month, the mayor said; nobody"
    " on the island will have to pay for the crossing, and goods will be carried at half price."
)
LONG = (DECISION, DETAILS)


def digest(*paragraphs: str, title: str = "A title") -> bytes:
    return text_digest(
        Article(
            url="https://a.example/1",
            canonical_url="https://a.example/1",
            title=title,
            paragraphs=paragraphs,
        )
    )


def test_a_digest_has_16_bytes() -> None:
    assert len(digest(*LONG)) == DIGEST_BYTES


def test_case_punctuation_spaces_and_paragraphs_do_not_count() -> None:
    told_again = " ".join(LONG).upper().replace(",", " —").replace(";", ".").replace(" ", "\xa0 ")
    assert digest(told_again) == digest(*LONG)


def test_the_ways_to_write_one_character_do_not_count() -> None:
    assert digest(*LONG, "Cafe\u0301 \ufb01n, Straße") == digest(*LONG, "CAFÉ fin, STRASSE")


def test_one_other_word_counts() -> None:
    assert digest(*LONG) != digest(DECISION, DETAILS.replace("three", "four"))


def test_a_digit_counts() -> None:
    assert digest(*LONG, "Price: 10") != digest(*LONG, "Price: 11")


def test_a_text_is_the_same_under_another_headline() -> None:
    assert digest(*LONG, title="Two ferries sent") == digest(*LONG, title="Help for the island")


def test_a_stub_under_another_headline_is_other_news() -> None:
    stub = "This story is being updated. Please check back."
    assert digest(stub, title="Fire at the docks") != digest(stub, title="Train derailed")


def test_a_stub_under_the_same_headline_is_the_same() -> None:
    assert digest("Soon more.", title="Fire!") == digest("soon more", title="FIRE")


@pytest.mark.parametrize(("one", "other"), [("की", "कि"), ("กา", "กี"), ("日本", "日木")])
def test_vowel_signs_and_ideographs_count(one: str, other: str) -> None:
    assert digest(*LONG, one) != digest(*LONG, other)


def test_texts_of_signs_alone_are_told_apart() -> None:
    assert digest("!!!", title="?") != digest("***", title="?")


def test_half_a_character_has_a_digest() -> None:
    assert len(digest("\ud800", title="\udfff")) == DIGEST_BYTES
