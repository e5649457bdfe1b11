"""A URL that was found, and whether a known one is visited again for it: values only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from datetime import date, datetime

KEY_BYTES = 16

# What names other URLs is looked at in every run; an article only when a look at it is due.
HUB_ROLES = frozenset({"feed", "sitemap", "listing", "site"})

# A headline longer than this is no headline; feeds of the wild put whole articles there.
_MAX_TITLE_CHARS = 500


def url_key(canonical_url: str) -> bytes:
    """Its first half in hex digits is the id of an article with this canonical URL."""
    return hashlib.sha256(canonical_url.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`url` is the form to fetch, `key` the url_key of its canonical form, `host` what its turns
    at the frontier are taken by. `hops` count from the seed, which has 0; `depth` counts pages of
    pagination. A higher `priority` is sooner. `title` and `published` are what a feed or a sitemap
    said.
    """

    url: str
    key: bytes
    host: str
    role: str
    seed: str | None = None
    via: str | None = None
    hops: int = 0
    depth: int = 0
    priority: int = 0
    title: str | None = None
    published: datetime | date | None = None

    @property
    def is_seed(self) -> bool:
        return self.hops == 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger holds of a URL that is found again; `due_at` in seconds since 1970."""

    seq: int
    state: str
    reason: str
    role: str
    visited_run: int | None
    due_at: int | None
    article: str | None

    @property
    def is_article(self) -> bool:
        if self.state == State.DUPLICATE:
            return self.reason != Reason.REDIRECT
        return self.state == State.ARCHIVED or self.article is not None


def reason_to_queue(found: Found, known: Known, *, now: int, run: int) -> Reason | None:
    """None when nothing is to be done: it is waiting, was visited in this run, or is settled."""
    if known.state == State.QUEUED or known.visited_run == run:
        return None
    if known.visited_run is None:
        # Refused when it was found, for its age or scope; whoever offers it now has no objection.
        return Reason.NEW
    if known.is_article:
        return None
    if found.is_seed:
        return Reason.AGAIN
    is_hub = known.role in HUB_ROLES or found.role in HUB_ROLES
    waits = known.due_at is not None and known.due_at > now
    return Reason.AGAIN if is_hub and not waits else None


def role_again(found: Found, known: Known) -> str:
    """A link may look like an article's; if a visit showed a listing, that counts."""
    if known.role in HUB_ROLES and found.role not in HUB_ROLES:
        return known.role
    return found.role


def storable_title(title: str | None) -> str | None:
    """SQLite takes UTF-8, which has no half surrogate pairs."""
    if title is None:
        return None
    return title[:_MAX_TITLE_CHARS].encode("utf-8", "replace").decode()
