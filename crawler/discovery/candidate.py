"""What discovery hands on: candidate URLs, each with its role and what its source said of it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Role(StrEnum):
    """What a URL is expected to answer; PAGE means that only its answer will tell.

    SITE is a seed's front page, from which the whole site is found.
    """

    SITE = "site"
    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


class Source(StrEnum):
    """Where a candidate was named."""

    FEED = "feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news-sitemap"
    LINK = "link"
    PAGINATION = "pagination"
    AUTODISCOVERY = "autodiscovery"
    ROBOTS = "robots"


class Flag(StrEnum):
    """What was wrong with an answer from which candidates were read all the same.

    TRUNCATED: a limit was reached, what came after it was not read. ILL_FORMED: the answer breaks
    its own syntax; what could be had was taken. UNKNOWN: nothing in it is of the kind asked for.
    """

    TRUNCATED = "truncated"
    ILL_FORMED = "ill-formed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`url` is in the form of `clean_url`, `title` is one line of plain text.

    `published` is what the source states: of a feed or news sitemap the publication time, of a
    plain sitemap `lastmod` (an article is never younger), of a link the day in its path.
    """

    url: str
    role: Role
    _: KW_ONLY
    source: str
    title: str | None = None
    published: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Discovered:
    """Candidates in the order of the source, each URL once.

    `unusable` counts what stood for a link and is no http or https address that can be fetched.
    """

    candidates: tuple[Candidate, ...] = ()
    flags: tuple[str, ...] = ()
    unusable: int = 0

    @classmethod
    def of(cls, found: Iterable[Candidate | None], flags: Iterable[str] = ()) -> Self:
        """None stands for what is unusable. `flags` are looked at when all has been found."""
        candidates: list[Candidate] = []
        unusable = 0
        for candidate in found:
            if candidate is None:
                unusable += 1
            else:
                candidates.append(candidate)
        return cls(once(candidates), tuple(dict.fromkeys(flags)), unusable)


def once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each URL once, at its first place."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.url, candidate)
    return tuple(first.values())


def too_old(candidate: Candidate, now: datetime, max_age_days: float) -> bool:
    """Whether the candidate's date is known and lies more than `max_age_days` before `now`.

    `now` is aware; 0 days or fewer means no limit. A plain date counts as a whole UTC day.
    """
    if candidate.published is None or max_age_days <= 0:
        return False
    if isinstance(candidate.published, datetime):
        return (now - candidate.published).total_seconds() > max_age_days * 86_400
    return (now.astimezone(UTC).date() - candidate.published).days > max_age_days
