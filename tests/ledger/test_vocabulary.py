"""The words for states and reasons."""

from __future__ import annotations

import pytest

from crawler.ledger import REASONS, Outcome, Reason, State, settled_by_status


def test_every_reason_belongs_to_a_state() -> None:
    assert set(Reason) == set().union(*REASONS.values())


def test_every_state_has_reasons() -> None:
    assert set(State) == set(REASONS)


def test_every_status_has_a_state_and_a_reason_of_that_state() -> None:
    for status in range(1000):
        state, reason = settled_by_status(status)
        assert reason in REASONS[state]


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (403, State.WALL, Reason.HTTP_403),
        (404, State.GONE, Reason.HTTP_404),
        (410, State.GONE, Reason.HTTP_410),
        (418, State.FAILED, Reason.HTTP_4XX),
        (429, State.FAILED, Reason.HTTP_429),
        (451, State.FORBIDDEN, Reason.HTTP_451),
        (503, State.FAILED, Reason.HTTP_5XX),
        (999, State.FAILED, Reason.HTTP_OTHER),
    ],
)
def test_a_status_settles_as_what_it_means(status: int, state: State, reason: Reason) -> None:
    assert settled_by_status(status) == (state, reason)


@pytest.mark.parametrize(
    ("state", "reason"), [(State.GONE, Reason.TIMEOUT), (State.QUEUED, Reason.NEW)]
)
def test_an_outcome_that_makes_no_sense_is_refused(state: State, reason: Reason) -> None:
    with pytest.raises(ValueError, match=str(reason) if state != State.QUEUED else "queue"):
        Outcome(state=state, reason=reason)
