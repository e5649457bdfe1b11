"""What a killed run left, taken up: captures recovered, claims dropped, half-written files removed.

What it had fetched and not yet decided stays queued with its capture, and the spider reads it from
there instead of asking again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crawler.discovery import UrlError, canonical_url
from crawler.ledger import Ledger, LedgerError, url_key
from crawler.warc import TornWarcError, read_exchanges, recover

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def take_up(ledger: Ledger, archive: Path) -> dict[str, CaptureRef]:
    """The images that were captured and perhaps not yet archived, by URL.

    Costs nothing but a look at the folder after a run that ended well.
    """
    recovered = recover(archive / "warc")
    for file in recovered:
        logger.warning("recovered %s: %d records, %d bytes cut", file.found, file.records, file.cut)
    if not ledger.runs.unfinished():
        return {}
    logger.warning("the last run was killed; this one finishes it")
    ledger.articles.drop_claims()
    for pattern in LEFT_OVER:
        for file_left in archive.glob(pattern):
            file_left.unlink(missing_ok=True)
    warcs = [archive / "warc" / file.warc for file in recovered if file.warc is not None]
    return _note_captures(ledger, warcs)


def _note_captures(ledger: Ledger, warcs: Iterable[Path]) -> dict[str, CaptureRef]:
    images: dict[str, CaptureRef] = {}
    for warc in warcs:
        try:
            for exchange in read_exchanges(warc):
                if exchange.provenance.role == "image":
                    images.setdefault(exchange.url, exchange.ref)
                elif exchange.status == OK and exchange.truncated is None:
                    _note_capture(ledger, exchange)
        except TornWarcError as error:  # recovery has cut it: this is a failing disk
            logger.error("%s", error)  # noqa: TRY400 - the message is all there is to say
    return images


def _note_capture(ledger: Ledger, exchange: ReadExchange) -> None:
    try:
        row = ledger.urls.by_key(url_key(canonical_url(exchange.url)))
    except UrlError:
        return
    if row is not None:
        ledger.urls.note_capture(row.seq, exchange.ref, fetched_at=exchange.date)
