"""A URL that was found, as the columns of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.formats.moments import moment_text
from crawler.ledger.found import storable_title

if TYPE_CHECKING:
    from crawler.ledger.found import Found
    from crawler.ledger.vocabulary import Reason, State

INSERT_FOUND = """
    INSERT INTO urls (key, url, host, role, seed, via, hops, depth, priority, title, published,
                      state, reason, added_run, added_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def values_of(
    found: Found, state: State, reason: Reason, run_and_now: tuple[int, int | None]
) -> tuple[Any, ...]:
    """For INSERT_FOUND; `now` in seconds since 1970."""
    return (
        found.key,
        found.url,
        found.host,
        found.role,
        found.seed,
        found.via,
        found.hops,
        found.depth,
        found.priority,
        storable_title(found.title),
        moment_text(found.published) if found.published else None,
        state,
        reason,
        *run_and_now,
    )
