"""Pictures that look alike, found by how they look."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from crawler.duplicates.looks import ALIKE_BITS, LOOK_BYTES

if TYPE_CHECKING:
    from crawler.ledger import Ledger


def look(seed: int) -> bytes:
    return random.Random(seed).randbytes(LOOK_BYTES)


def changed(look: bytes, bits: int) -> bytes:
    """In the lowest ones."""
    return (int.from_bytes(look) ^ (1 << bits) - 1).to_bytes(LOOK_BYTES)


def digest(number: int) -> str:
    return f"{number:064x}"


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(200):
        ledger.looks.add(digest(number), look(number))
    return ledger


def test_a_picture_that_is_there_is_found(filled: Ledger) -> None:
    assert filled.looks.alike(look(7)) == digest(7)


@pytest.mark.parametrize("bits", [1, ALIKE_BITS])
def test_one_that_differs_in_a_few_bits_is_found(filled: Ledger, bits: int) -> None:
    assert filled.looks.alike(changed(look(7), bits)) == digest(7)


def test_one_that_differs_in_more_is_not(filled: Ledger) -> None:
    assert filled.looks.alike(changed(look(7), ALIKE_BITS + 1)) is None
    assert filled.looks.alike(look(1000)) is None


def test_the_one_that_looks_most_like_it_is_named(filled: Ledger) -> None:
    filled.looks.add(digest(500), changed(look(7), 8))
    assert filled.looks.alike(changed(look(7), 7)) == digest(500)


def test_of_equal_ones_the_oldest_is_named(filled: Ledger) -> None:
    filled.looks.add(digest(500), look(7))
    assert filled.looks.alike(look(7)) == digest(7)


def test_a_picture_is_remembered_once(filled: Ledger) -> None:
    filled.looks.add(digest(7), look(7))
    assert filled._connection.row("SELECT COUNT(*) FROM looks") == (200,)


def test_plain_surfaces_are_alike_to_nothing(filled: Ledger) -> None:
    filled.looks.add(digest(500), bytes(LOOK_BYTES))
    assert filled.looks.alike(bytes(LOOK_BYTES)) is None
