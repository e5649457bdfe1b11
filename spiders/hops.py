"""The way from address to address: where it leads in a circle, or on and on.

Each hop is a URL of the ledger that says which one took its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery import canonical_url
from crawler.ledger import Reason, url_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extensions.run import Run
    from crawler.ledger import Queued, UrlRow

LEADS_ON = frozenset({Reason.REDIRECT, Reason.AMP})


def is_endless(run: Run, queued: Queued, target: str) -> bool:
    """Whether the way on from `target` comes back to this URL, or as many hops led here already."""
    most = run.settings.getint("REDIRECT_MAX_TIMES")
    own = _key(queued.url)
    if any(_key(url) == own for url in _way_on(run, target, most)):
        return True
    return sum(1 for _ in _way_here(run, queued, most)) >= most


def _way_on(run: Run, url: str, most: int) -> Iterator[str]:
    """The addresses that took the place of `url`, one after the other."""
    for _ in range(most):
        row = _row(run, url)
        if row is None or row.of is None or row.reason not in LEADS_ON:
            return
        url = row.of
        yield url


def _way_here(run: Run, queued: Queued, most: int) -> Iterator[UrlRow]:
    """The URLs whose place this one took, the last one first."""
    url, via = queued.url, queued.via
    for _ in range(most):
        row = _row(run, via) if via else None
        if row is None or row.of is None or row.reason not in LEADS_ON:
            return
        if _key(row.of) != _key(url):
            return
        yield row
        url, via = row.url, row.via


def _row(run: Run, url: str) -> UrlRow | None:
    return run.ledger.urls.by_key(_key(url))


def _key(url: str) -> bytes:
    return url_key(canonical_url(url))
