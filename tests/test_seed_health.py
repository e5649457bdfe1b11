"""How a seed is doing, told from its days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crawler.ledger import SeedDay
from crawler.seed_health import SeedHealth, seed_health

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 26)


def days(*articles: int | None, characters: int = 3000, visits: int = 4) -> list[SeedDay]:
    """One for each number, the last one today; None: nothing could be read on that day."""
    return [
        SeedDay(
            day=TODAY - timedelta(days=ago),
            visits=visits,
            reads=0 if number is None else visits,
            articles=number or 0,
            characters=(number or 0) * characters,
        )
        for ago, number in enumerate(reversed(articles))
    ]


def health(past: Sequence[SeedDay], moved_to: str | None = None) -> SeedHealth:
    return seed_health(
        past,
        last_articles=max((day.day for day in past if day.articles), default=None),
        last_read=max((day.day for day in past if day.reads), default=None),
        moved_to=moved_to,
    )


def test_a_seed_that_gives_what_it_always_gave_is_well() -> None:
    found = health(days(40, *[5] * 20))
    assert found.complaints == ()
    assert (found.usual_per_day, found.silent_days, found.last_articles) == (5.0, 0, TODAY)


def test_the_first_day_is_not_what_is_usual() -> None:
    assert health(days(40)).usual_per_day == 0.0
    assert health(days(40, 2, 4)).usual_per_day == 3.0


def test_what_is_usual_is_that_of_four_weeks() -> None:
    assert health(days(*[100] * 30, *[4] * 28)).usual_per_day == 4.0


def test_a_silence_that_is_no_chance_is_named() -> None:
    assert health(days(9, *[5] * 20, 0, 0, 0)).complaints == (
        "nothing new for 3 days; it usually gives 5.0 articles a day",
    )


def test_a_silence_does_not_become_what_is_usual() -> None:
    (complaint,) = health(days(9, *[5] * 20, *[0] * 25)).complaints
    assert complaint.startswith("nothing new for 25 days; it usually gives 5.0")


def test_a_weekend_is_no_silence() -> None:
    assert health(days(9, *[5] * 20, 0, 0)).complaints == ()


def test_a_slow_seed_may_be_silent_for_longer() -> None:
    weekly = [0, 0, 0, 0, 0, 0, 1] * 4
    assert health(days(3, *weekly, *[0] * 34)).complaints == ()
    (complaint,) = health(days(3, *weekly, *[0] * 35)).complaints
    assert complaint.startswith("nothing new for 35 days; it usually gives 0.1")


def test_a_seed_that_gave_articles_once_and_none_since_is_named_in_time() -> None:
    assert health(days(9, *[0] * 29)).complaints == ()
    assert health(days(9, *[0] * 30)).complaints == ("nothing new for 30 days",)


def test_a_seed_that_never_gave_an_article_is_named_after_a_week() -> None:
    assert health(days(*[0] * 7)).complaints == ()
    assert health(days(*[0] * 8)).complaints == ("no article in 7 days",)


def test_a_seed_that_cannot_be_read_any_more_is_named_with_the_day() -> None:
    found = health(days(9, 5, 5, None, None))
    assert found.complaints == ("could not be read since 2026-11-25 (8 visits)",)
    assert (found.unread_since, found.visits_in_vain) == (date(2026, 11, 25), 8)


def test_a_seed_that_was_never_read_is_named_so() -> None:
    assert health(days(None, None)).complaints == ("was never read (8 visits)",)


def test_one_day_with_some_vain_visits_is_an_accident() -> None:
    assert health(days(9, 5, 5, None, visits=2)).complaints == ()


def test_texts_that_became_half_as_long_are_named() -> None:
    past = [*days(2, 2, 2, characters=1400), *days(9, *[3] * 10, 0, 0, 0)[3:]]
    assert health(past).complaints == (
        "texts have become short: 1400 characters, where 3000 were usual",
    )


def test_a_few_short_texts_are_no_change() -> None:
    past = [*days(1, 1, 1, characters=500), *days(9, *[3] * 10, 0, 0, 0)[3:]]
    assert health(past).complaints == ()


def test_days_of_unknown_length_are_left_out() -> None:
    past = [*days(2, 2, 2, characters=1400), *days(9, *[3] * 10, 0, 0, 0, characters=0)[3:]]
    assert health(past).complaints == ()


def test_a_seed_that_has_moved_for_good_says_where() -> None:
    found = health(days(9, 5, 5), moved_to="https://b.example/feed")
    assert found.complaints == ("has moved for good, to https://b.example/feed",)


def test_a_seed_without_a_past_has_nothing_to_complain_of() -> None:
    assert health([]) == SeedHealth()
