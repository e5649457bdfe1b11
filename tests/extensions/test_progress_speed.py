from __future__ import annotations

import pytest

from crawler.extensions.progress import SPEED_WINDOW_S, Speed


def test_the_first_look_knows_no_speed() -> None:
    assert Speed().at(100.0, 5) == 0.0


def test_speed_is_answers_a_second() -> None:
    speed = Speed()
    speed.at(100.0, 0)
    assert speed.at(102.0, 20) == pytest.approx(10.0)


def test_what_is_long_past_does_not_count() -> None:
    speed = Speed()
    for second in range(60):
        speed.at(float(second), min(second, 30) * 10)
    assert speed.at(60.0, 300) == 0.0
    assert len(speed._seen) <= SPEED_WINDOW_S + 2
