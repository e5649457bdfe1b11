"""What a killed run left, taken up: captures recovered, claims dropped, half-written files removed.

What it had fetched and not yet decided stays queued with its capture, and the spider reads it from
there instead of asking again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import Role, UrlError, canonical_url, host_of
from crawler.download.robots_rules import MAX_PARSED_BYTES
from crawler.ledger import Found, LedgerError, url_key
from crawler.statuses import LASTING, OK, REDIRECTS
from crawler.warc import (
    PART_ROLES,
    ROBOTS_ROLE,
    DecodingError,
    TornWarcError,
    read_exchanges,
    recover,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.ledger import Ledger, Queued
    from crawler.warc import ReadExchange

logger = logging.getLogger(__name__)

# Files that a checkpoint had not yet put in their place.
LEFT_OVER = ("articles/*/*/*/.*.tmp", "images/*/.*.tmp")


@dataclass(frozen=True, slots=True)
class TakenUp:
    """`parts`: images and further pages that a killed run captured, archived or not, by URL."""

    was_killed: bool
    parts: dict[str, CaptureRef]


def take_up(ledger: Ledger, archive: Path, *, max_block_bytes: int) -> TakenUp:
    """Costs nothing but a look at the folder after a run that ended well."""
    recover_captures(ledger, archive)
    # A run that ended early, or had a bug, left claims too.
    ledger.captured_urls.recall_copies_of_claims()
    ledger.articles.drop_claims()
    killed = ledger.runs.unfinished()
    if not killed:
        return TakenUp(was_killed=False, parts={})
    logger.warning("the last run was killed; this one finishes it")
    drop_what_offline_runs_left(ledger, archive)
    live = [run for run in killed if not run.is_offline]
    if not live:
        return TakenUp(was_killed=False, parts={})
    warcs = _warcs_since(archive / "warc", live[0].started_at, ledger.queue.captured())
    parts = _note_captures(ledger, warcs, live[0].id, max_block_bytes)
    return TakenUp(was_killed=True, parts=parts)


def take_up_offline(ledger: Ledger, archive: Path) -> None:
    """For a run over captures. What a killed crawl left is a crawl's to finish: LedgerError."""
    if any(not run.is_offline for run in ledger.runs.unfinished()):
        raise LedgerError(
            f"{archive}: the last crawl was killed; run `scrapy crawl news` once, which finishes it"
        )
    recover_captures(ledger, archive)
    ledger.captured_urls.recall_copies_of_claims()
    ledger.articles.drop_claims()
    drop_what_offline_runs_left(ledger, archive)


def recover_captures(ledger: Ledger, archive: Path) -> None:
    for file in recover(archive / "warc"):
        logger.warning("recovered %s: %d records, %d bytes cut", file.found, file.records, file.cut)
        ledger.payloads.forget(file.name, from_byte=file.size)


def drop_what_offline_runs_left(ledger: Ledger, archive: Path) -> None:
    """And the temporary files of whatever run was killed."""
    killed = ledger.runs.unfinished()
    for run in killed:
        if run.is_offline:
            ledger.captured_urls.drop_undecided(run.id)
    if not killed:
        return
    for pattern in LEFT_OVER:
        for file_left in archive.glob(pattern):
            file_left.unlink(missing_ok=True)


def _warcs_since(folder: Path, started: datetime, waiting: Sequence[Queued]) -> list[Path]:
    """The files of captures that the killed run made, also those that it had closed; and those of
    what it had taken up itself from a run that was killed before it.
    """
    first = f"presskeep-{started:%Y%m%d%H%M%S}"
    first = min([first, *(queued.capture.warc for queued in waiting if queued.capture)])
    return sorted(path for path in folder.glob("*.warc.gz") if path.name >= first)


def _note_captures(
    ledger: Ledger, warcs: Iterable[Path], run: int, max_block_bytes: int
) -> dict[str, CaptureRef]:
    parts: dict[str, CaptureRef] = {}
    for warc in warcs:
        try:
            for exchange in read_exchanges(warc, max_block_bytes=max_block_bytes):
                if exchange.status not in LASTING or not exchange.is_whole:
                    continue
                if exchange.provenance.role == ROBOTS_ROLE:
                    _note_robots(ledger, exchange)
                elif exchange.provenance.role not in PART_ROLES:
                    _note_capture(ledger, exchange, run)
                elif exchange.status == OK:
                    parts.setdefault(exchange.url, exchange.ref)
        except TornWarcError as error:  # recovery has cut it: this is a failing disk
            logger.error("%s", error)  # noqa: TRY400 - the message is all there is to say
    return parts


def _note_capture(ledger: Ledger, exchange: ReadExchange, run: int) -> None:
    """A URL whose row came to no commit is accepted anew: the capture says who led to it."""
    if exchange.provenance.role not in frozenset(map(str, Role)):
        return
    try:
        found = _found(exchange)
    except UrlError:
        return
    ledger.urls.accept(found, now=exchange.date, run=run)
    row = ledger.urls.by_key(found.key)
    if row is not None:
        ledger.urls.note_capture(row.seq, exchange.ref, fetched_at=exchange.date)


def _note_robots(ledger: Ledger, exchange: ReadExchange) -> None:
    """Kept as the killed run kept it, or would have; one that was moved is asked for again."""
    known = ledger.site_files.by_url(exchange.url)
    # A revisit's payload is elsewhere: taken for an empty file it would allow everything.
    if exchange.refers_to is not None or exchange.status in REDIRECTS:
        return
    if known is not None and known.visited_at >= exchange.date.replace(microsecond=0):
        return
    try:
        body = exchange.body(MAX_PARSED_BYTES) if exchange.status == OK else b""
    except DecodingError:
        return
    ledger.site_files.remember(exchange.url, body[:MAX_PARSED_BYTES], now=exchange.date)


def _found(exchange: ReadExchange) -> Found:
    known = exchange.provenance
    return Found(
        url=exchange.url,
        key=url_key(canonical_url(exchange.url)),
        host=host_of(exchange.url),
        role=known.role or Role.PAGE,
        seed=known.seed,
        via=known.via,
        hops=known.hops or 0,
        title=known.feed_title,
    )
