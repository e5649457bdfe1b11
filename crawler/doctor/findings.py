"""What a look at one seed tells of it. Values in, an object out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from crawler.discovery import Candidate, Role, Source, canonical_url, robots_sitemaps
from crawler.discovery.choice import Place, Refusal, choose
from crawler.ledger import settled_by_status
from crawler.reading_outcome import holds_article, outcome_of_reading, role_shown
from crawler.statuses import OK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.discovery.choice import Limits
    from crawler.download.look import Look
    from crawler.workers.orders import Reading

_NAMED = 3
_BETTER = frozenset({Source.AUTODISCOVERY, Source.ROBOTS})


@dataclass(frozen=True, slots=True)
class Chosen:
    candidate: Candidate
    refusal: Refusal | None


def findings(look: Look, reading: Reading | None, agent: str, limits: Limits) -> dict[str, Any]:
    """`problem` None: the seed can be read. `reading` None: there was nothing to read."""
    found: dict[str, Any] = {
        "seed": look.url,
        "as": str(look.role),
        "hops": look.hops,
        "status": look.status,
        "problem": _problem(look, reading),
        "robots": _robots(look, agent),
    }
    if look.answer is None or reading is None:
        return found
    return found | _content(look, reading) | _offer(_chosen(look, reading, limits))


def final_url(found: dict[str, Any]) -> str:
    """By which two seeds are one."""
    return canonical_url(found["hops"][-1])


def _problem(look: Look, reading: Reading | None) -> str | None:
    if look.answer is None:
        return look.failure or "no answer"
    if look.status != OK or reading is None:
        state, reason = settled_by_status(look.status or 0)
        return f"{state} ({reason}): status {look.status}"
    if holds_article(reading, look.role):
        return None
    verdict = outcome_of_reading(reading, look.role)
    if str(verdict.state) == "not_article" and reading.discovered.candidates:
        return None
    return f"{verdict.state} ({verdict.reason})"


def _robots(look: Look, agent: str) -> dict[str, Any] | None:
    """Of the last host that was asked; None where there is no answer to speak of."""
    if look.robots is None:
        return None
    return {
        "crawl_delay": look.robots.crawl_delay(agent),
        "sitemaps": len(robots_sitemaps(look.robots.sitemaps, look.hops[-1])),
    }


def _content(look: Look, reading: Reading) -> dict[str, Any]:
    page = reading.page
    if page is not None and page.article is not None and holds_article(reading, look.role):
        return {"is": "article", "title": page.article.title, "flags": []}
    kind = outcome_of_reading(reading, look.role).reason
    return {"is": str(kind), "title": None, "flags": list(reading.discovered.flags)}


def _chosen(look: Look, reading: Reading, limits: Limits) -> list[Chosen]:
    assert look.answer is not None  # noqa: S101 - asked for where there is one
    if holds_article(reading, look.role):
        return []
    candidates = reading.discovered.candidates
    if look.role is Role.SITE and look.robots is not None:
        candidates += robots_sitemaps(look.robots.sitemaps, look.answer.url)
    place = Place(look.url, look.answer.url, role_shown(reading, look.role), 0)
    now = look.answer.fetched_at or datetime.now(UTC)
    return [Chosen(*each) for each in choose(candidates, place, limits, now)]


def _offer(chosen: list[Chosen]) -> dict[str, Any]:
    followed = [each.candidate for each in chosen if each.refusal is None]
    articles = [candidate for candidate in followed if candidate.role is Role.ARTICLE]
    left = [each.candidate for each in chosen if each.refusal is Refusal.DEPTH]
    newest = max(map(_moment, filter(_is_dated, articles)), default=None)
    return {
        "offers": dict(Counter(str(each.candidate.role) for each in chosen)),
        "refused": dict(Counter(str(each.refusal) for each in chosen if each.refusal)),
        "fetches": dict(Counter(str(candidate.role) for candidate in followed)),
        "newest": newest.isoformat() if newest else None,
        "articles": [candidate.url for candidate in articles[:_NAMED]],
        "hubs": _urls(candidate for candidate in followed if candidate.role is not Role.ARTICLE),
        "better_seeds": _urls(candidate for candidate in left if candidate.source in _BETTER),
    }


def _urls(candidates: Iterable[Candidate]) -> list[str]:
    return [candidate.url for candidate in candidates][:_NAMED]


def _is_dated(candidate: Candidate) -> bool:
    return candidate.published is not None


def _moment(candidate: Candidate) -> datetime:
    published = candidate.published
    assert published is not None  # noqa: S101 - asked for where there is one
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(tzinfo=UTC))
