"""Which candidates of an answer are followed, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.discovery.candidate import Candidate, Role, Source, too_old
from crawler.discovery.limits import DEFAULT_LIMITS, ReadLimits
from crawler.discovery.traps import is_trap
from crawler.discovery.urls import in_scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

# Below its front page a site's listings name articles, not more listings: those would be the site's
# tag and author pages, without end.
HUBS_OF_A_SITE = frozenset({Source.LINK, Source.AUTODISCOVERY, Source.ROBOTS})
NAMED_BY_THE_SITE = frozenset({Source.FEED, Source.SITEMAP, Source.NEWS_SITEMAP})


class Refusal(StrEnum):
    """Why a candidate is not followed; the values are reasons of the ledger, but for DEPTH."""

    URL_LENGTH = "url-length"
    SCOPE = "scope"
    TRAP = "trap"
    AGE = "age"
    # A hub beyond what is looked at: neither news nor a loss, so the ledger does not hold it.
    DEPTH = "depth"


@dataclass(frozen=True, slots=True)
class Place:
    """The answer in which candidates were named: what it was taken for, and how far in it lies.

    `url` is its own address, on another domain where the seed was redirected to one.
    `depth` counts the pages of a listing, or the levels of sitemap indexes, passed so far.
    """

    seed: str
    url: str
    role: Role
    depth: int


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_age_days` 0 means no limit; pages and sitemaps are counted per listing and index,
    `url_length` in characters. `reading` is how much of one answer is read at all.
    """

    max_age_days: float
    listing_max_pages: int
    sitemaps_per_index: int
    # An index of indexes is seen, one more level is a trap.
    sitemap_levels: int = 3
    url_length: int = 2_048
    reading: ReadLimits = DEFAULT_LIMITS


def choose(
    candidates: Iterable[Candidate], place: Place, limits: Limits, now: datetime
) -> Iterator[tuple[Candidate, Refusal | None]]:
    """Each candidate with the reason against it, None for one to follow."""
    sitemaps = 0
    for candidate in candidates:
        refusal = refusal_of(candidate, place, limits, now)
        if refusal is None and candidate.role is Role.SITEMAP:
            sitemaps += 1
            refusal = Refusal.DEPTH if sitemaps > limits.sitemaps_per_index else None
        yield candidate, refusal


def refusal_of(candidate: Candidate, place: Place, limits: Limits, now: datetime) -> Refusal | None:
    if _too_deep(candidate, place, limits):
        return Refusal.DEPTH
    if len(candidate.url) > limits.url_length:
        return Refusal.URL_LENGTH
    if too_old(candidate, now, limits.max_age_days):
        return Refusal.AGE
    if not _within_scope(candidate, place):
        return Refusal.SCOPE
    if candidate.source not in NAMED_BY_THE_SITE and is_trap(candidate.url, now):
        return Refusal.TRAP
    return None


def _too_deep(candidate: Candidate, place: Place, limits: Limits) -> bool:
    if candidate.role is Role.ARTICLE:
        return False
    if candidate.source == Source.PAGINATION:
        return place.depth + 1 >= limits.listing_max_pages
    if place.role is Role.SITEMAP:
        return place.depth + 1 >= limits.sitemap_levels
    if place.role is Role.FEED:
        # A page came in the feed's place, and says where the feed is now.
        return candidate.source != Source.AUTODISCOVERY
    return place.role is not Role.SITE or candidate.source not in HUBS_OF_A_SITE


def _within_scope(candidate: Candidate, place: Place) -> bool:
    """What a feed or a sitemap names counts wherever it is; so do feeds that a page declares."""
    if candidate.source in NAMED_BY_THE_SITE or candidate.source == Source.AUTODISCOVERY:
        return True
    return in_scope(candidate.url, place.seed) or in_scope(candidate.url, place.url)
