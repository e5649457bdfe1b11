"""How pictures look: 256 bits each, of which alike ones differ in few. Values in, values out.

Measured on 2026-11-26 with 79 pictures in six sizes and codings each: 97 of 100 copies differ from
their original in 16 bits at most; of different pictures 99 of 100 pairs differ in 60 or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_BYTES = 32
# Bits in which two pictures of one motif may differ.
ALIKE_BITS = 16
# Alike pictures have one of these parts in common: for certain if they differ in 11 bits or fewer,
# in 95 of 100 cases if they differ in 16.
_PARTS = 12
_PART_BITS = 21
_PART_MASK = (1 << _PART_BITS) - 1
# A plain surface and a gradient have hardly any edge: they say nothing of a motif.
_MIN_EDGES = 16


def distance(one: bytes, other: bytes) -> int:
    """In how many bits they differ."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def is_telling(look: bytes) -> bool:
    edges = int.from_bytes(look).bit_count()
    return _MIN_EDGES <= edges <= 8 * LOOK_BYTES - _MIN_EDGES


def parts(look: bytes) -> Iterator[int]:
    """Numbers below 2**25 by which alike pictures are looked up."""
    bits = int.from_bytes(look)
    for part in range(_PARTS):
        yield part << _PART_BITS | bits >> part * _PART_BITS & _PART_MASK
