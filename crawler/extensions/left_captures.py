"""What an earlier run had captured and not decided, read back with all that belongs to it.

The provenance and the terms are those of the capture, whatever this run's seeds and settings are:
what comes of it must be what a rebuild makes of the same capture.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.extensions.captured_terms import own_terms
from crawler.led import Led, led_by, led_to
from crawler.warc import DecodingError, TornWarcError
from crawler.warc.fields import read_warc_fields
from crawler.warc.lookup import CaptureMissingError, read_original
from crawler.warc.reader import block_limit, read_exchanges
from crawler.warc.stream import read_records

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping
    from pathlib import Path

    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.terms import Terms
    from crawler.warc import ReadExchange

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LeftCapture:
    """`led` is what led to this capture of its URL."""

    fetched: Fetched
    terms: Terms
    led: Led


async def left_captures(
    run: Run, left: list[Queued]
) -> AsyncIterator[tuple[Queued, LeftCapture | None]]:
    """Each of `left`, in the order of the captures, which is theirs; None for one that cannot be
    read: its URL stays queued and is fetched once more.
    """
    for warc, group in groupby(left, key=_warc_of):
        wanted = {queued.capture.record_id: queued for queued in group if queued.capture}
        path = run.captures.folder / warc
        terms = own_terms(_statement(path), run.settings)
        for exchange in _exchanges(path, terms):
            await asyncio.sleep(0)
            queued = wanted.pop(exchange.ref.record_id, None)
            if queued is not None:
                yield queued, _read(run, queued, exchange, terms)
            if not wanted:
                break
        for queued in wanted.values():
            logger.warning("fetched once more: %s: no such capture", queued.url)
            yield queued, None


def _warc_of(queued: Queued) -> str:
    return queued.capture.warc if queued.capture else ""


def _statement(path: Path) -> Mapping[str, str]:
    try:
        first = next(read_records(path), None)
    except (TornWarcError, OSError):
        return {}
    return read_warc_fields(first.block or b"") if first else {}


def _exchanges(path: Path, terms: Terms) -> Iterator[ReadExchange]:
    try:
        yield from read_exchanges(path, max_block_bytes=block_limit(terms.largest_body))
    except (TornWarcError, OSError) as error:
        logger.warning("fetched once more: %s", error)


def _read(run: Run, queued: Queued, exchange: ReadExchange, terms: Terms) -> LeftCapture | None:
    try:
        whole = _whole(run.captures.folder, exchange)
        body = whole.body(terms.body_limit(exchange.provenance.role))
    except (CaptureMissingError, DecodingError) as error:
        logger.warning("fetched once more: %s", error)
        return None
    led = led_to(exchange.provenance, led_by(queued))
    return LeftCapture(fetched_of(exchange, body), terms, led)


def _whole(folder: Path, exchange: ReadExchange) -> ReadExchange:
    reference = exchange.refers_to
    if reference is None or reference.is_not_modified:
        return exchange
    return exchange.with_payload_of(read_original(folder, reference))
