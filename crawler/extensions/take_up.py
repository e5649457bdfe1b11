"""What a killed run left, taken up: captures recovered, claims dropped, half-written files removed.

What it had fetched and not yet decided stays queued with its capture, and the spider reads it from
there instead of asking again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import Role, UrlError, canonical_url, host_of
from crawler.ledger import Found, Ledger, LedgerError, url_key
from crawler.warc import TornWarcError, read_exchanges, recover

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc import ReadExchange

logger = logging.getLogger(__name__)

LEDGER_NAME = "ledger.sqlite"

OK = 200
# Files that a checkpoint had not yet put in their place.
LEFT_OVER = ("articles/*/*/*/.*.tmp", "images/*/.*.tmp")


def open_ledger(archive: Path) -> Ledger:
    """Raises LedgerError, also where there are articles and no ledger: none may be there twice."""
    path = archive / LEDGER_NAME
    if not path.exists() and next(archive.glob("articles/*/*/*/*.json"), None) is not None:
        raise LedgerError(f"{path} is missing, but there are articles: put it back, or move them")
    return Ledger.open(path)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """`images`: what was captured and perhaps not yet archived, by URL."""

    was_killed: bool
    images: dict[str, CaptureRef]


def take_up(ledger: Ledger, archive: Path) -> TakenUp:
    """Costs nothing but a look at the folder after a run that ended well."""
    for file in recover(archive / "warc"):
        logger.warning("recovered %s: %d records, %d bytes cut", file.found, file.records, file.cut)
        ledger.payloads.forget(file.name, from_byte=file.size)
    # A run that ended early, or had a bug, left claims too.
    ledger.articles.drop_claims()
    killed = ledger.runs.unfinished()
    if not killed:
        return TakenUp(was_killed=False, images={})
    logger.warning("the last run was killed; this one finishes it")
    for pattern in LEFT_OVER:
        for file_left in archive.glob(pattern):
            file_left.unlink(missing_ok=True)
    warcs = _warcs_since(archive / "warc", killed[0].started_at)
    return TakenUp(was_killed=True, images=_note_captures(ledger, warcs, killed[0].id))


def _warcs_since(folder: Path, started: datetime) -> list[Path]:
    """The files of captures that the killed run made: also those that it had closed."""
    first = f"presskeep-{started:%Y%m%d%H%M%S}"
    return sorted(path for path in folder.glob("*.warc.gz") if path.name >= first)


def _note_captures(ledger: Ledger, warcs: Iterable[Path], run: int) -> dict[str, CaptureRef]:
    images: dict[str, CaptureRef] = {}
    for warc in warcs:
        try:
            for exchange in read_exchanges(warc):
                if exchange.status != OK or not exchange.is_whole:
                    continue
                if exchange.provenance.role == "image":
                    images.setdefault(exchange.url, exchange.ref)
                else:
                    _note_capture(ledger, exchange, run)
        except TornWarcError as error:  # recovery has cut it: this is a failing disk
            logger.error("%s", error)  # noqa: TRY400 - the message is all there is to say
    return images


def _note_capture(ledger: Ledger, exchange: ReadExchange, run: int) -> None:
    """A URL whose row came to no commit is accepted anew: the capture says who led to it."""
    if exchange.provenance.role not in frozenset(map(str, Role)):
        return  # robots.txt
    try:
        found = _found(exchange)
    except UrlError:
        return
    ledger.urls.accept(found, now=exchange.date, run=run)
    row = ledger.urls.by_key(found.key)
    if row is not None:
        ledger.urls.note_capture(row.seq, exchange.ref, fetched_at=exchange.date)


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
