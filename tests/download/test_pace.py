"""The pause between two requests to a host, from how it answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.download.pace import paced

GOOD = {"floor": 1.0, "ceiling": 30.0, "status": 200, "latency": 0.1}
seconds = st.floats(0, 1e6)


def test_a_host_that_answers_soon_is_asked_once_a_second() -> None:
    assert paced(1.0, **GOOD) == 1.0  # type: ignore[arg-type] # mixed values


def test_a_host_that_takes_long_gets_as_long_again_to_itself() -> None:
    assert paced(1.0, floor=1.0, ceiling=30.0, status=200, latency=4.0) == 8.0


def test_an_error_doubles_the_pause() -> None:
    pauses = [1.0]
    for status in (503, 429, None, 500, 502, 503):
        pauses.append(paced(pauses[-1], floor=1.0, ceiling=30.0, status=status, latency=0.1))
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_good_answers_bring_the_pause_back() -> None:
    pauses = [16.0]
    while pauses[-1] > 1.0:
        pauses.append(paced(pauses[-1], **GOOD))  # type: ignore[arg-type] # mixed values
    assert len(pauses) == 6


def test_a_page_that_is_not_there_is_a_good_answer() -> None:
    assert paced(4.0, floor=1.0, ceiling=30.0, status=404, latency=0.0) == 2.0


@given(seconds, seconds, st.sampled_from([None, 200, 304, 404, 429, 500, 599]), seconds)
def test_the_pause_that_was_wanted_is_never_undercut(
    delay: float, latency: float, status: int | None, floor: float
) -> None:
    ceiling = max(30.0, floor)
    pause = paced(delay, floor=floor, ceiling=ceiling, status=status, latency=latency)
    assert floor <= pause <= ceiling
