"""An answer read back from its capture, as it came to the run that made it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crawler.fetched import Fetched, address_in, telling_headers
from crawler.warc import DecodingError
from crawler.warc.lookup import CaptureMissingError, read_capture

if TYPE_CHECKING:
    from crawler.article import CaptureRef
    from crawler.extensions.run import Run
    from crawler.warc import ReadExchange

logger = logging.getLogger(__name__)


def fetched_again(run: Run, capture: CaptureRef) -> Fetched | None:
    """None where the capture cannot be read: then its URL is fetched once more."""
    try:
        exchange = read_capture(run.captures.folder, capture)
        body = exchange.body(run.terms.body_limit(exchange.provenance.role))
    except (CaptureMissingError, DecodingError) as error:
        logger.warning("fetched once more: %s", error)
        return None
    return fetched_of(exchange, body)


def fetched_of(exchange: ReadExchange, body: bytes, *, is_from_elsewhere: bool = False) -> Fetched:
    """`body` is that of the exchange, without content-coding."""
    location = exchange.header("Location")
    return Fetched(
        url=exchange.url,
        status=exchange.status,
        body=body,
        capture=exchange.ref,
        fetched_at=exchange.date,
        content_type=exchange.header("Content-Type"),
        location=address_in(location.encode("latin-1")) if location else None,
        etag=exchange.header("ETag"),
        last_modified=exchange.header("Last-Modified"),
        is_of_condition=bool(exchange.refers_to and exchange.refers_to.is_not_modified),
        headers=telling_headers(exchange.values),
        is_from_elsewhere=is_from_elsewhere,
    )
