"""The URLs that wait: which hosts have some, and which come next on a host.

The partial index `urls_queued` answers all of it in order, without a sort and without a look at
what does not wait, so that the size of the ledger does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crawler.ledger.captures import capture_from
from crawler.ledger.clock import seconds
from crawler.ledger.retry import LONGEST_WAIT
from crawler.ledger.vocabulary import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from crawler.article import CaptureRef
    from crawler.ledger.connection import Connection

# SQLite takes the partial index only where its condition stands literally: state = 'queued'.
_NEXT_HOST = """
    SELECT host FROM urls WHERE state = 'queued' AND host > ? ORDER BY host LIMIT 1
"""
_SELECT = """
    SELECT seq, url, host, role, reason, seed, via, hops, depth, added_run, queued_run,
           priority, title, published,
           attempts, article, etag, last_modified, read_digest, read_as, captured,
           warc, warc_offset, warc_length, record_id, payload_digest
    FROM urls
"""
_WAITING = _SELECT + "WHERE state = 'queued' AND host = ? ORDER BY priority DESC, seq LIMIT ?"
# Only what waits has the mark: settling takes it away.
_CAPTURED = _SELECT + "WHERE captured = 1 ORDER BY warc, warc_offset"
# Of the longest wait: a clock that was set right by a few hours made no wrong plan.
_CLOCKS_DIFFER = timedelta(days=1)
# A look at what is archived comes after all that is new.
_REVISIT_PRIORITY = 5
_REQUEUE_DUE = f"""
    UPDATE urls SET
        state = 'queued', due_at = NULL,
        reason = CASE WHEN article IS NULL THEN 'retry' ELSE 'revisit' END,
        priority = CASE WHEN article IS NULL THEN priority ELSE {_REVISIT_PRIORITY} END
    WHERE (due_at <= ? OR due_at > ?) AND (article IS NULL OR ?)
"""  # noqa: S608 - a number of ours
_CAPTURE_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """`published` is ISO 8601 text, as the feed or sitemap said. `article` is the id of the
    article that an earlier visit made of it. `read_as` says under which settings a page of links
    was read. `capture` is set when it was fetched already, by a run that did not come to decide on
    it.
    """

    seq: int
    url: str
    host: str
    role: str
    reason: Reason
    seed: str | None
    via: str | None
    hops: int
    depth: int
    added_run: int
    queued_run: int | None
    priority: int
    title: str | None
    published: str | None
    attempts: int
    article: str | None
    etag: str | None
    last_modified: str | None
    read_digest: str | None
    read_as: str | None
    capture: CaptureRef | None


class Queue:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_host(self, after: str) -> str | None:
        """The next host in alphabetical order that has URLs waiting; None after the last one.

        URLs that were handed out wait too, until they are settled.
        """
        row = self._connection.row(_NEXT_HOST, (after,))
        return row[0] if row else None

    def waiting(self, host: str, limit: int, not_in: Collection[int] = ()) -> list[Queued]:
        """The next URLs of a host, without the ones (by number) that were handed out before."""
        rows = self._connection.rows(_WAITING, (host, limit + len(not_in)))
        return [_queued(row) for row in rows if row[0] not in not_in][:limit]

    def captured(self) -> list[Queued]:
        """What a killed run had fetched and not decided, in the order of the captures: as much as
        was in flight, and what came to no commit.
        """
        return [_queued(row) for row in self._connection.rows(_CAPTURED)]

    def of(self, seq: int) -> Queued | None:
        """The URL of that number, as `waiting` gives it."""
        row = self._connection.row(_SELECT + "WHERE seq = ?", (seq,))
        return None if row is None else _queued(row)

    def count(self) -> int:
        """Counts the index: 50 ms for a million that wait, so not for every page."""
        row = self._connection.row("SELECT COUNT(*) FROM urls WHERE state = 'queued'")
        return row[0] if row else 0

    def count_due(self, now: datetime) -> int:
        """What the next run puts back: failures, and articles to be looked at again."""
        sql = "SELECT COUNT(*) FROM urls WHERE due_at <= ?"
        row = self._connection.row(sql, (seconds(now),))
        return int(row[0]) if row else 0

    def requeue_due(self, now: datetime, *, revisits: bool = True) -> int:
        """Puts back what is due: what failed or met a wall, and, unless `revisits` is off, what is
        archived and may have changed. Says how many URLs those are.

        A wait beyond the longest that there is was planned while the clock was wrong.
        """
        latest = seconds(now + LONGEST_WAIT + _CLOCKS_DIFFER)
        return self._connection.change(_REQUEUE_DUE, (seconds(now), latest, revisits))


def _queued(row: tuple[Any, ...]) -> Queued:
    (*plain, captured), capture = row[:-_CAPTURE_COLUMNS], row[-_CAPTURE_COLUMNS:]
    names = (name for name in Queued.__slots__ if name != "capture")
    named = dict(zip(names, plain, strict=True))
    named["reason"] = Reason(named["reason"])
    return Queued(**named, capture=capture_from(capture) if captured else None)
