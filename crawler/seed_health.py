"""How a seed is doing, told from its history by day. Pure.

A feed that breaks, a site that moves, a page that is rebuilt so that half of each text is missed:
none of these is an error of a run, and all of them empty an archive that nobody watches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crawler.ledger import SeedDay

# Days with a visit that the usual yield is taken over: four weeks, as Sundays are thin.
USUAL_DAYS = 28
# A shorter silence is a weekend.
_MIN_SILENT_DAYS = 3
# Articles that would have come in the time of silence. By chance alone (Poisson) none of 5 comes
# once in 150 times.
_MIN_MISSED = 5.0
# What is said of a seed that gave articles on its first day and none since.
_LONG_SILENCE_DAYS = 30
# A seed that never gave an article is spoken of once it had this many days to do so.
_DAYS_TO_BEGIN = 7
# Of texts: so many recent articles, and before them, are needed to say that they became shorter.
_RECENT_DAYS = 3
_MIN_RECENT_ARTICLES = 5
_MIN_USUAL_ARTICLES = 20
_SHRUNK_TO = 0.5
# Visits in vain that are no accident of a day.
_MIN_VISITS_IN_VAIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedHealth:
    """`usual_per_day`: new articles, over the days with a visit. `last_articles`: the last day with
    a new one. `unread_since`: the first day of those without anything to read, if they last.
    Characters are those of a text, on average. `moved_to`: where it says that it is now, for good.
    """

    usual_per_day: float = 0.0
    last_articles: date | None = None
    silent_days: int | None = None
    unread_since: date | None = None
    visits_in_vain: int = 0
    usual_characters: int | None = None
    recent_characters: int | None = None
    moved_to: str | None = None
    complaints: tuple[str, ...] = ()


def seed_health(
    days: Sequence[SeedDay],
    *,
    last_articles: date | None,
    last_read: date | None,
    moved_to: str | None = None,
) -> SeedHealth:
    """`days` of the seed that had a visit, the last one first; the other two over all its days."""
    if not days:
        return SeedHealth(moved_to=moved_to)
    usual = _usual_per_day(days, last_articles)
    unread = _unread(days, last_read)
    recent, before = _characters(days)
    silent_days = (days[0].day - last_articles).days if last_articles else None
    complaints = (
        _of_reading(unread, last_read),
        None if unread else _of_silence(days, usual, silent_days),
        _of_texts(recent, before),
        f"has moved for good, to {moved_to}" if moved_to else None,
    )
    return SeedHealth(
        usual_per_day=round(usual, 2),
        last_articles=last_articles,
        silent_days=silent_days,
        unread_since=unread[-1].day if unread else None,
        visits_in_vain=sum(day.visits for day in unread),
        usual_characters=before,
        recent_characters=recent,
        moved_to=moved_to,
        complaints=tuple(complaint for complaint in complaints if complaint),
    )


def _usual_per_day(days: Sequence[SeedDay], last_articles: date | None) -> float:
    """Up to the last day that gave one, so that a silence does not become what is usual; and
    without the first day of all, which brings what had gathered.
    """
    counted = [day for day in days[:-1] if last_articles is not None and day.day <= last_articles]
    counted = counted[:USUAL_DAYS]
    return sum(day.articles for day in counted) / len(counted) if counted else 0.0


def _unread(days: Sequence[SeedDay], last_read: date | None) -> Sequence[SeedDay]:
    """The last days, as long as nothing could be read on them."""
    return [day for day in days if last_read is None or day.day > last_read]


def _of_reading(unread: Sequence[SeedDay], last_read: date | None) -> str | None:
    visits = sum(day.visits for day in unread)
    if visits < _MIN_VISITS_IN_VAIN:
        return None
    if last_read is None:
        return f"was never read ({visits} visits)"
    return f"could not be read since {unread[-1].day} ({visits} visits)"


def _of_silence(days: Sequence[SeedDay], usual: float, silent_days: int | None) -> str | None:
    if silent_days is None:
        watched = (days[0].day - days[-1].day).days
        return f"no article in {watched} days" if watched >= _DAYS_TO_BEGIN else None
    if not usual and silent_days >= _LONG_SILENCE_DAYS:
        return f"nothing new for {silent_days} days"
    if silent_days < _MIN_SILENT_DAYS or silent_days * usual < _MIN_MISSED:
        return None
    return f"nothing new for {silent_days} days; it usually gives {usual:.1f} articles a day"


def _characters(days: Sequence[SeedDay]) -> tuple[int | None, int | None]:
    """Of a text on average, on the last days and before; None where there are too few."""
    # Days of before the lengths were kept have none.
    known = [day for day in days if day.characters]
    edge = days[0].day - timedelta(days=_RECENT_DAYS)
    recent = [day for day in known if day.day > edge]
    before = [day for day in known if day.day <= edge][:USUAL_DAYS]
    return _mean(recent, _MIN_RECENT_ARTICLES), _mean(before, _MIN_USUAL_ARTICLES)


def _mean(days: Sequence[SeedDay], least: int) -> int | None:
    articles = sum(day.articles for day in days)
    return round(sum(day.characters for day in days) / articles) if articles >= least else None


def _of_texts(recent: int | None, before: int | None) -> str | None:
    if recent is None or before is None or recent > before * _SHRUNK_TO:
        return None
    return f"texts have become short: {recent} characters, where {before} were usual"
