"""Every URL ever accepted or refused, in one state each.

Keys are 16 bytes, times go in and come out as aware datetimes, runs are their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.formats.moments import moment_text
from crawler.ledger.captures import capture_from, columns_of
from crawler.ledger.clock import from_seconds, seconds
from crawler.ledger.errors import LedgerError
from crawler.ledger.found import Found, Known, reason_to_queue, role_again
from crawler.ledger.found_columns import INSERT_FOUND, values_of
from crawler.ledger.vocabulary import REASONS, Reason, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.article import CaptureRef
    from crawler.ledger.connection import Connection
    from crawler.ledger.outcome import Outcome
    from crawler.ledger.tallies import Tallies

_KNOWN = """
    SELECT seq, state, reason, role, visited_run, due_at, article FROM urls WHERE key = ?
"""
_ADD = f"{INSERT_FOUND} ON CONFLICT (key) DO NOTHING"
_FOUND_AGAIN = """
    UPDATE urls SET state = 'queued', reason = ?, role = ?, seed = ?, via = ?, hops = ?, depth = ?,
                    priority = ?, queued_run = ?, due_at = NULL
    WHERE seq = ?
"""
_NOTE_CAPTURE = """
    UPDATE urls SET captured = 1, fetched_at = ?, warc = ?, warc_offset = ?, warc_length = ?,
                    record_id = ?, payload_digest = ?
    WHERE seq = ? AND state = 'queued'
"""
_SETTLE = """
    UPDATE urls SET
        state = :state, reason = :reason, role = coalesce(:role, role), status = :status,
        visited_run = :run, visited_at = :now, due_at = :due_at, captured = 0,
        attempts = CASE WHEN :in_vain THEN attempts + 1 ELSE 0 END,
        of = :of, article = coalesce(:article, article)
    WHERE seq = :seq RETURNING seed
"""
_SETTLE_CAPTURE = """
    UPDATE urls SET fetched_at = ?, warc = ?, warc_offset = ?, warc_length = ?, record_id = ?,
                    payload_digest = ?
    WHERE seq = ?
"""
_SETTLE_READ = """
    UPDATE urls SET etag = ?, last_modified = ?, read_as = ?, read_digest = payload_digest,
                    read_warc = warc, read_record_id = record_id, read_at = fetched_at
    WHERE seq = ?
"""

_COLUMNS = (
    "seq, key, url, host, role, state, reason, seed, via, hops, depth, priority, title, published,"
    " added_run, added_at, queued_run, visited_run, visited_at, attempts, due_at, of, article,"
    " status, fetched_at, etag, last_modified, read_digest, read_warc, read_record_id, read_at,"
    " warc, warc_offset, warc_length, record_id, payload_digest"
)
_CAPTURE_COLUMNS = 5
# As in the index urls_copies.
_COPIES = """
    visited_run = ? AND state = 'duplicate'
    AND reason IN ('equal-text', 'same-canonical', 'near-duplicate') ORDER BY seq
"""
_TIMES = ("added_at", "visited_at", "due_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlRow:
    """All that is known of a URL: the columns of `schema.py`, times as datetimes."""

    seq: int
    key: bytes
    url: str
    host: str
    role: str
    state: State
    reason: Reason
    seed: str | None
    via: str | None
    hops: int
    depth: int
    priority: int
    title: str | None
    published: str | None
    added_run: int
    added_at: datetime
    queued_run: int | None
    visited_run: int | None
    visited_at: datetime | None
    attempts: int
    due_at: datetime | None
    of: str | None
    article: str | None
    status: int | None
    fetched_at: str | None
    etag: str | None
    last_modified: str | None
    read_digest: str | None
    read_warc: str | None
    read_record_id: str | None
    read_at: str | None
    capture: CaptureRef | None


class Urls:
    def __init__(self, connection: Connection, tallies: Tallies) -> None:
        self._connection = connection
        self._tallies = tallies

    def accept(self, found: Found, *, now: datetime, run: int) -> bool:
        """Whether it was put into the queue by this call: it is new, or worth another look.

        A seed is, in every run, unless it is an archived article; so is a feed, a sitemap or a
        listing that another run visited last.
        """
        row = self._connection.row(_KNOWN, (found.key,))
        if row is None:
            return self._add(found, State.QUEUED, Reason.NEW, (run, seconds(now)))
        known = Known(*row)
        reason = reason_to_queue(found, known, now=seconds(now) or 0, run=run)
        if reason is not None:
            self._queue_again(found, known, reason, run)
            self._tallies.add(run, found.seed, State.QUEUED, reason)
        elif found.is_seed and known.state == State.QUEUED:
            # A killed run left it waiting as something else; seeds have their own place.
            self._queue_again(found, known, Reason(known.reason), run)
        return reason is not None

    def accept_all(self, founds: Iterable[Found], *, now: datetime, run: int) -> int:
        """How many of them were put into the queue."""
        return sum(self.accept(found, now=now, run=run) for found in founds)

    def refuse(self, found: Found, reason: Reason, *, now: datetime, run: int) -> bool:
        """Whether it was not known before: what is known stays as it is."""
        if reason not in REASONS[State.REFUSED]:
            raise ValueError(f"nothing is refused for the reason {reason}")
        return self._add(found, State.REFUSED, reason, (run, seconds(now)))

    def note_capture(self, seq: int, capture: CaptureRef, *, fetched_at: datetime) -> None:
        """It was fetched and is still to be decided: a next run reads it from its capture."""
        columns = columns_of(capture)
        self._connection.change(_NOTE_CAPTURE, (moment_text(fetched_at), *columns, seq))

    def settle(self, seq: int, outcome: Outcome, *, now: datetime, run: int) -> None:
        values = {
            "seq": seq,
            "run": run,
            "now": seconds(now),
            "state": outcome.state,
            "reason": outcome.reason,
            "role": outcome.learnt_role,
            "status": outcome.status,
            "due_at": seconds(outcome.due_at),
            "in_vain": outcome.was_in_vain,
            "of": outcome.of,
            "article": outcome.article,
        }
        settled = self._connection.change_one(_SETTLE, values)
        if settled is None:
            raise LedgerError(f"{self._connection.path}: no URL has the number {seq}")
        self._settle_capture(seq, outcome)
        self._tallies.add(run, settled[0], outcome.state, outcome.reason, outcome.characters)

    def by_key(self, key: bytes) -> UrlRow | None:
        return self._one("key = ?", key)

    def by_seq(self, seq: int) -> UrlRow | None:
        return self._one("seq = ?", seq)

    def copies_of_run(self, run: int) -> list[UrlRow]:
        """URLs without a file, as their text is another article's, in order of acceptance."""
        found = self._connection.rows(
            f"SELECT {_COLUMNS} FROM urls WHERE {_COPIES}",  # noqa: S608 - columns of ours
            (run,),
        )
        return [_url_row(row) for row in found]

    def counts_by_state(self) -> dict[State, int]:
        """Looks at every URL: half a second a million."""
        found = self._connection.rows("SELECT state, COUNT(*) FROM urls GROUP BY state")
        return {State(state): count for state, count in found}

    def _add(
        self, found: Found, state: State, reason: Reason, run_and_now: tuple[int, int | None]
    ) -> bool:
        values = values_of(found, state, reason, run_and_now)
        is_new = self._connection.change(_ADD, values) == 1
        if is_new:
            self._tallies.add(run_and_now[0], found.seed, state, reason)
        return is_new

    def _queue_again(self, found: Found, known: Known, reason: Reason, run: int) -> None:
        role = role_again(found, known)
        place = (found.seed, found.via, found.hops, found.depth, found.priority)
        self._connection.change(_FOUND_AGAIN, (reason, role, *place, run, known.seq))

    def _settle_capture(self, seq: int, outcome: Outcome) -> None:
        if outcome.capture is not None:
            date = moment_text(outcome.fetched_at) if outcome.fetched_at else None
            self._connection.change(_SETTLE_CAPTURE, (date, *columns_of(outcome.capture), seq))
        if outcome.was_read:
            validators = (outcome.etag, outcome.last_modified, outcome.read_as)
            self._connection.change(_SETTLE_READ, (*validators, seq))

    def _one(self, condition: str, value: int | bytes) -> UrlRow | None:
        # The condition is one of the two above.
        sql = f"SELECT {_COLUMNS} FROM urls WHERE {condition}"  # noqa: S608
        row = self._connection.row(sql, (value,))
        return None if row is None else _url_row(row)


def _url_row(row: tuple[Any, ...]) -> UrlRow:
    plain, capture = row[:-_CAPTURE_COLUMNS], row[-_CAPTURE_COLUMNS:]
    named = dict(zip(_COLUMNS.split(", "), plain, strict=False))
    named |= {name: from_seconds(named[name]) for name in _TIMES}
    named |= {"state": State(named["state"]), "reason": Reason(named["reason"])}
    return UrlRow(**named, capture=capture_from(capture))
