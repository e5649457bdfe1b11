"""When what gave nothing is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.ledger import REASONS, Reason, State
from crawler.ledger.retry import FINAL, LONGEST_WAIT, MAX_ATTEMPTS, retry_at

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def waits(state: State, reason: Reason) -> list[timedelta]:
    """Before every attempt after the first, until it is given up."""
    due = [retry_at(state, reason, attempts, NOW) for attempts in range(MAX_ATTEMPTS + 2)]
    return [moment - NOW for moment in due if moment is not None]


def test_a_failure_waits_an_hour_and_then_twice_as_long_each_time() -> None:
    expected = [HOUR * 2**n for n in range(MAX_ATTEMPTS - 1)]
    assert expected == waits(State.FAILED, Reason.TIMEOUT)


def test_a_wall_waits_a_day_and_never_longer_than_the_longest_wait() -> None:
    expected = [min(DAY * 2**n, LONGEST_WAIT) for n in range(MAX_ATTEMPTS - 1)]
    assert expected == waits(State.WALL, Reason.HTTP_403)
    assert LONGEST_WAIT in expected


def test_a_robots_txt_that_could_not_be_had_is_looked_at_again_after_a_day() -> None:
    assert retry_at(State.FORBIDDEN, Reason.ROBOTS_UNREACHABLE, 0, NOW) == NOW + DAY


@pytest.mark.parametrize("reason", sorted(FINAL))
def test_what_time_does_not_change_is_not_asked_for_again(reason: Reason) -> None:
    for state in (state for state in State if reason in REASONS[state]):
        assert waits(state, reason) == []


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.FAILED, State.WALL, State.FORBIDDEN, State.QUEUED})
)
def test_what_was_settled_is_not_asked_for_again(state: State) -> None:
    for reason in REASONS[state]:
        assert retry_at(state, reason, 0, NOW) is None
