"""What a server may say of when to ask again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.download.retry_after import LONGEST, retry_after

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(minutes=2)),
        (" 7 ", timedelta(seconds=7)),
        ("Thu, 26 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Thu, 26 Nov 2026 13:05:00 +0100", timedelta(minutes=5)),
        ("999999999", LONGEST),
        ("Thu, 26 Nov 2037 12:05:00 GMT", LONGEST),
        ("0", None),
        ("-5", None),
        ("Thu, 26 Nov 2026 11:00:00 GMT", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("\u0663", None),
        ("9" * 5_000, None),
    ],
)
def test_seconds_and_dates_are_read_and_a_day_is_the_most(
    value: str | None, expected: timedelta | None
) -> None:
    assert expected == retry_after(value, NOW)


@given(st.text(max_size=40))
def test_nothing_raises_or_asks_for_more(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) < wait <= LONGEST
