"""An exchange out of a WARC file: whether an article may come of it, and whose decision that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.discovery import Role, UrlError, canonical_url, host_of
from crawler.extensions.captures import DECIDED_ROLES
from crawler.ledger import Found, State, url_key
from crawler.seeds import FRONT_PAGES
from crawler.statuses import NOT_MODIFIED, OK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from crawler.ledger import ArticleRow, UrlRow
    from crawler.warc import ReadExchange

# Another program's capture may be anything; these may hold an article.
PAGES = ("text/html", "application/xhtml")
WEB = ("http://", "https://")


class Known(StrEnum):
    """What the ledger knows of a capture, and counts under `warc/`."""

    UNDECIDED = "undecided"
    DECIDED = "decided-before"
    # Its URL was decided by a later capture: an archive does not go back in time.
    OVERTAKEN = "overtaken"
    # A crawl waits for it, will try it again, or knows it from its own visits.
    OF_A_CRAWL = "left-to-the-crawl"


@dataclass(frozen=True, slots=True)
class Standing:
    """`version` is what this very capture became."""

    known: Known
    version: ArticleRow | None = None


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose decisions the ledger holds: `run` is this run, `offline` are all runs over captures."""

    run: int
    offline: Collection[int]

    def hold(self, row: UrlRow) -> bool:
        """Whether no crawl ever had to do with that URL."""
        runs = {row.added_run, row.queued_run, row.visited_run} - {None}
        return all(run == self.run or run in self.offline for run in runs)


def found_in(exchange: ReadExchange, *, is_our_form: bool) -> Found | None:
    """None for what no article can come of: pictures, robots.txt, scripts, what broke off."""
    if not exchange.is_whole or exchange.status == NOT_MODIFIED:
        return None
    if not exchange.url.startswith(WEB):
        return None
    known = exchange.provenance
    role = known.role if is_our_form else _role_of_page(exchange)
    if role not in DECIDED_ROLES:
        return None
    try:
        key = url_key(canonical_url(exchange.url))
        host = host_of(exchange.url)
    except UrlError:
        return None
    # Whether a stranger's page was a seed is not known; a seed would be excused from its age.
    hops = known.hops if known.hops is not None else 1
    return Found(
        url=exchange.url, key=key, host=host, role=role, seed=known.seed, via=known.via, hops=hops
    )


def _role_of_page(exchange: ReadExchange) -> Role | None:
    """A front page may read like an article, and is none."""
    stated = (exchange.header("Content-Type") or PAGES[0]).strip().lower()
    if exchange.status != OK or not stated.startswith(PAGES):
        return None
    return Role.SITE if urlsplit(exchange.url).path in FRONT_PAGES else Role.ARTICLE


def standing_of(
    exchange: ReadExchange,
    row: UrlRow | None,
    versions: Sequence[ArticleRow],
    hands: Hands,
    *,
    is_from_elsewhere: bool,
) -> Standing:
    """`row` is that of the exchange's URL, `versions` are those of the article made of it."""
    if row is None:
        return Standing(Known.UNDECIDED)
    made = (version for version in versions if _is_of(version, exchange))
    if (version := next(made, None)) is not None:
        return Standing(Known.DECIDED, version)
    is_of_crawl = not hands.hold(row)
    if is_of_crawl and (is_from_elsewhere or _is_waiting(row)):
        return Standing(Known.OF_A_CRAWL)
    if row.state is State.QUEUED:
        return Standing(Known.UNDECIDED)
    if row.capture is not None and row.capture.record_id == exchange.ref.record_id:
        return Standing(Known.DECIDED)
    decided_at = datetime.fromisoformat(row.fetched_at) if row.fetched_at else None
    is_later = decided_at is not None and decided_at >= exchange.date
    return Standing(Known.OVERTAKEN if is_later else Known.UNDECIDED)


def _is_waiting(row: UrlRow) -> bool:
    """An archived article waits for nothing: another look at it is due, as ever."""
    return row.state is State.QUEUED or (row.due_at is not None and row.article is None)


def _is_of(version: ArticleRow, exchange: ReadExchange) -> bool:
    capture = version.capture
    return capture is not None and capture.record_id == exchange.ref.record_id and version.placed
