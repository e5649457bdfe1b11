"""How much two texts resemble each other."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Article
from crawler.duplicates.decision import NEAR, NEARLY_EQUAL
from crawler.duplicates.fingerprint import Fingerprint, bands, fingerprint, resemblance

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)]


def text(seed: int, paragraphs: int = 10) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=60)) + "." for _ in range(paragraphs)]


def of(paragraphs: Sequence[str]) -> Fingerprint:
    article = Article(
        url="https://a.example/1",
        canonical_url="https://a.example/1",
        title="Headline",
        paragraphs=tuple(paragraphs),
    )
    found = fingerprint(article)
    assert found is not None
    return found


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    return resemblance(of(one), of(other))


def share_a_band(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool({*bands(of(one).signature)} & {*bands(of(other).signature)})


def test_a_text_resembles_itself_fully() -> None:
    assert alike(text(1), text(1)) == 1.0


def test_case_and_punctuation_do_not_count() -> None:
    shouted = [paragraph.upper().replace(" ", ", ") for paragraph in text(1)]
    assert alike(text(1), shouted) == 1.0


def test_unrelated_texts_do_not_resemble_each_other() -> None:
    assert max(alike(text(1), text(seed)) for seed in range(2, 60)) < NEAR / 2


def test_an_agencys_text_with_a_line_of_the_paper_is_nearly_equal() -> None:
    assert alike(text(1), [*text(1), "Source: the agency."]) > NEARLY_EQUAL


def test_an_update_with_two_paragraphs_of_ten_replaced_is_near() -> None:
    updated = ["Updated: there is more to say.", *text(1)[:8], *text(2)[:2]]
    assert NEAR < alike(text(1), updated) < NEARLY_EQUAL
    assert share_a_band(text(1), updated)


def test_the_estimate_is_good_to_a_tenth() -> None:
    for kept in range(1, 10):
        mixed = [*text(1)[:kept], *text(2)[kept:]]
        assert alike(text(1), mixed) == pytest.approx(kept / (20 - kept), abs=0.13)


FORMS = {
    "weather": (
        "Tomorrow begins with {} degrees in the north and {} in the south. By noon it is {} degrees"
        " on the coast, with gusts of {} kilometres an hour and a chance of rain of {} per cent."
        " The night falls to {} degrees. The day after brings {} degrees and {} hours of sun."
        " The sea has {} degrees, the river stands at {} centimetres, and pollen is at level {}."
    ),
    "lottery": (
        "The numbers of the draw on Saturday are {}, {}, {}, {}, {} and {}. The bonus number is {}."
        " One winner takes home {} thousand, and {} others share what is left of the second prize."
        " The next draw is on Wednesday, when the jackpot stands at {} million. No promises."
    ),
    "stock exchange": (
        "Shares ended the day at {} points after {} points at noon. The leading index moved by {}"
        " points, the smaller one by {}. Oil stood at {} a barrel, gold at {} an ounce, and the"
        " currency at {} to the dollar. Of the thirty papers {} rose and {} fell. Volume was {}"
        " million. Traders said that they had seen it coming, and that they would see it again."
    ),
}


def filled_in(form: str, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [form.format(*(chance.randint(100, 9999) for _ in range(form.count("{}"))))]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_forms_that_are_filled_in_anew_are_no_near_duplicates(form: str) -> None:
    assert alike(filled_in(form, 1), filled_in(form, 2)) == 0.0


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_same_form_with_the_same_numbers_is_a_near_duplicate(form: str) -> None:
    assert alike(filled_in(form, 1), [*filled_in(form, 1), "Source: the agency."]) > NEAR


def test_a_text_with_a_changed_number_stays_near() -> None:
    report = [f"{text(1)[0]} 12 were hurt, 340 homes lost, 56 roads closed, 7 dead.", *text(1)]
    later = [report[0].replace("12 were", "15 were"), *report[1:]]
    assert alike(report, later) > NEARLY_EQUAL


@pytest.mark.parametrize("word", ["ก", "国", "ம", "ब"])
def test_scripts_are_told_apart_by_their_own_letters(word: str) -> None:
    chance = random.Random(word)
    letters = [chr(ord(word) + step) for step in range(20)]
    one, other = (["".join(chance.choices([*letters, " ", " "], k=3000))] for _ in range(2))
    assert alike(one, one) == 1.0
    assert alike(one, other) < NEAR


def test_a_short_text_has_no_fingerprint() -> None:
    article = Article(
        url="https://a.example/1",
        canonical_url="https://a.example/1",
        title="Headline",
        paragraphs=("This story is being updated.",),
    )
    assert fingerprint(article) is None


@given(st.lists(st.text(max_size=300), max_size=8))
def test_whatever_the_text_its_fingerprint_has_a_fixed_size(paragraphs: list[str]) -> None:
    article = Article(
        url="https://a.example/1",
        canonical_url="https://a.example/1",
        title="Headline",
        paragraphs=tuple(paragraphs),
    )
    found = fingerprint(article)
    if found is not None:
        assert len(found.signature) == 96
        assert len(found.numbers) <= 128
        assert all(0 <= band < 1 << 29 for band in bands(found.signature))
        assert resemblance(found, found) == 1.0
