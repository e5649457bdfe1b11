"""When an archived article is looked at again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.ledger.revisit import LONGEST_WAIT, SHORTEST_WAIT, revisit_at

PUBLISHED = datetime(2026, 11, 1, 12, tzinfo=UTC)
AGES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3_000))


def wait(age: timedelta, *, max_age_days: float = 0) -> timedelta | None:
    looked = PUBLISHED + age
    due = revisit_at(PUBLISHED.isoformat(), looked, looked, max_age_days)
    return None if due is None else due - looked


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(minutes=5), timedelta(hours=1)),
        (timedelta(hours=4), timedelta(hours=1)),
        (timedelta(days=4), timedelta(days=1)),
        (timedelta(days=40), timedelta(days=10)),
        (timedelta(days=400), timedelta(days=30)),
    ],
    ids=str,
)
def test_the_wait_grows_with_the_age(age: timedelta, expected: timedelta) -> None:
    assert expected == wait(age)


@given(AGES)
def test_the_time_since_the_last_look_is_then_a_fifth_of_the_age(age: timedelta) -> None:
    waited = wait(age)
    assert waited is not None
    if SHORTEST_WAIT < waited < LONGEST_WAIT:
        assert abs(5 * waited - (age + waited)) < timedelta(seconds=1)


def test_nobody_looks_at_what_is_older_than_asked_for() -> None:
    assert wait(timedelta(days=366), max_age_days=365) is None
    assert wait(timedelta(days=364), max_age_days=365) is not None


@pytest.mark.parametrize("published", [None, "2027-01-01", "2027-01-01T00:00:00+01:00"])
def test_an_article_without_a_past_is_as_old_as_its_first_capture(published: str | None) -> None:
    seen = PUBLISHED
    assert revisit_at(published, seen, seen + timedelta(days=4), 0) == seen + timedelta(days=5)


def test_an_article_with_a_day_only_was_published_as_that_day_began() -> None:
    looked = datetime(2026, 11, 5, tzinfo=UTC)
    due = revisit_at(str(date(2026, 11, 1)), looked, looked, 0)
    assert due == looked + timedelta(days=1)
