"""Bars: numbers in, the places of rectangles out; the template draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`most` is what the full height stands for."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    most: int


def chart(
    values: Sequence[tuple[str, int]], *, width: float, height: float, places: int = 1
) -> Chart:
    """One bar for each label and number, from left to right; what is not 0 can be seen.

    There is room for `places` bars at least, so that the first few are no wide blocks.
    """
    most = max((number for _, number in values), default=0)
    step = width / max(len(values), places)
    bars = tuple(
        _bar(place * step, step, number / most if most else 0.0, height, f"{label}: {number}")
        for place, (label, number) in enumerate(values)
    )
    return Chart(width, height, bars, most)


def _bar(x: float, step: float, share: float, height: float, label: str) -> Bar:
    tall = max(share * height, 1.0) if share else 0.0
    return Bar(round(x, 2), round(height - tall, 2), round(step * 0.8, 2), round(tall, 2), label)
