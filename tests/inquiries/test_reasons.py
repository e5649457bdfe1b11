"""Every reason of the ledger has a sentence of its own."""

from __future__ import annotations

from crawler.inquiries.reasons import SENTENCES, UNCHANGED_TEXT, sentence
from crawler.ledger import Reason, State


def test_every_reason_has_a_sentence() -> None:
    assert set(Reason) == set(SENTENCES)


def test_no_two_reasons_have_the_same_sentence() -> None:
    assert len(SENTENCES) == len(set(SENTENCES.values()))


def test_an_equal_text_means_another_thing_for_what_was_visited_again() -> None:
    assert sentence(State.UNCHANGED, Reason.EQUAL_TEXT) == UNCHANGED_TEXT
    assert sentence(State.DUPLICATE, Reason.EQUAL_TEXT) != UNCHANGED_TEXT
