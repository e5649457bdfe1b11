"""An exchange out of a WARC file: may an article come of it, and was that decided before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.discovery import Role, UrlError, canonical_url, host_of
from crawler.extensions.captures import DECIDED_ROLES
from crawler.ledger import Found, State, url_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.ledger import ArticleRow, UrlRow
    from crawler.warc import ReadExchange

OK = 200
NOT_MODIFIED = 304
# Another program's capture may be anything; these may hold an article.
PAGES = ("text/html", "application/xhtml")
WEB = ("http://", "https://")


class Known(StrEnum):
    """What the ledger knows of a capture."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    # Its URL was decided by a later capture: an archive does not go back in time.
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Standing:
    """`version` is what this very capture became."""

    known: Known
    version: ArticleRow | None = None


def found_in(exchange: ReadExchange, *, is_ours: bool) -> Found | None:
    """None for what no article can come of: pictures, robots.txt, scripts, what broke off."""
    if not exchange.is_whole or exchange.status == NOT_MODIFIED:
        return None
    if not exchange.url.startswith(WEB):
        return None
    role = exchange.provenance.role if is_ours else Role.ARTICLE
    if role not in DECIDED_ROLES or not (is_ours or _is_page(exchange)):
        return None
    try:
        key = url_key(canonical_url(exchange.url))
        host = host_of(exchange.url)
    except UrlError:
        return None
    known = exchange.provenance
    # Whether a stranger's page was a seed is not known; a seed would be excused from its age.
    hops = known.hops if known.hops is not None else 1
    return Found(
        url=exchange.url, key=key, host=host, role=role, seed=known.seed, via=known.via, hops=hops
    )


def _is_page(exchange: ReadExchange) -> bool:
    if exchange.status != OK:
        return False
    stated = (exchange.header("Content-Type") or PAGES[0]).strip().lower()
    return stated.startswith(PAGES)


def standing_of(
    exchange: ReadExchange, row: UrlRow | None, versions: Sequence[ArticleRow]
) -> Standing:
    """`row` is that of the exchange's URL, `versions` are those of the article made of it."""
    if row is None or row.state is State.QUEUED:
        return Standing(Known.UNDECIDED)
    made = (version for version in versions if _is_of(version, exchange))
    if (version := next(made, None)) is not None:
        return Standing(Known.DECIDED, version)
    if row.capture is not None and row.capture.record_id == exchange.ref.record_id:
        return Standing(Known.DECIDED)
    decided_at = datetime.fromisoformat(row.fetched_at) if row.fetched_at else None
    is_later = decided_at is not None and decided_at >= exchange.date
    return Standing(Known.OVERTAKEN if is_later else Known.UNDECIDED)


def _is_of(version: ArticleRow, exchange: ReadExchange) -> bool:
    capture = version.capture
    return capture is not None and capture.record_id == exchange.ref.record_id and version.placed
