"""How the seeds of a run are doing, from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.discovery import canonical_url
from crawler.ledger import Reason, url_key
from crawler.seed_health import USUAL_DAYS, SeedHealth, seed_health

if TYPE_CHECKING:
    from crawler.ledger import Ledger, SeedVisit

# A silence of weeks must not hide what was usual before.
_DAYS = 3 * USUAL_DAYS
_FOR_GOOD = frozenset({301, 308})


# In longer lists nobody reads each seed's health, and a million of them would fill the memory.
MOST_SEEDS = 20_000


def health_in_list(ledger: Ledger, visit: SeedVisit, seeds: int) -> dict[str, Any] | None:
    """The fields of its health; None in a list of too many."""
    return health_fields(health_of(ledger, visit)) if seeds <= MOST_SEEDS else None


def health_of(ledger: Ledger, visit: SeedVisit) -> SeedHealth:
    """As of the day of that visit."""
    history = ledger.seed_days
    return seed_health(
        history.latest(visit.seed, _DAYS, until=visit.visited_at.date()),
        last_articles=history.last_with_articles(visit.seed),
        last_read=history.last_read(visit.seed),
        moved_to=_moved_to(ledger, visit.seed),
    )


def health_fields(health: SeedHealth) -> dict[str, Any]:
    """For reports and programs."""
    return {
        "usual_per_day": health.usual_per_day,
        "last_articles": _day(health.last_articles),
        "silent_days": health.silent_days,
        "unread_since": _day(health.unread_since),
        "visits_in_vain": health.visits_in_vain,
        "usual_characters": health.usual_characters,
        "recent_characters": health.recent_characters,
        "moved_to": health.moved_to,
        "complaints": list(health.complaints),
    }


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _moved_to(ledger: Ledger, seed: str) -> str | None:
    """Its visit is that of the place where it is now; that it moved, its own row says."""
    row = ledger.urls.by_key(url_key(canonical_url(seed)))
    if row is None or row.reason is not Reason.REDIRECT or row.status not in _FOR_GOOD:
        return None
    return row.of
