"""Exchanges for the tests, and a writer whose dates and ids are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from crawler.warc import Exchange, Provenance, WarcWriter

if TYPE_CHECKING:
    from pathlib import Path

STARTED = datetime(2026, 11, 23, 18, 4, 0, 123456, tzinfo=UTC)
REQUEST = b"GET /news?b=2&a=1 HTTP/1.1\r\nHost: example.com\r\n\r\n"
BODY = b"<p>A sentence.</p>"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n" + BODY
PROVENANCE = Provenance(
    seed="http://example.com/feed",
    via="http://example.com/feed",
    hops=1,
    role="article",
    feed_title="Title: of a story",
    feed_published="2026-11-23T17:00:00+00:00",
)


def exchange(number: int = 0, **changes: Any) -> Exchange:
    fields: dict[str, Any] = {
        "url": f"http://www.example.com/news/{number}?b=2&a=1",
        "request": REQUEST,
        "response": RESPONSE,
        "started": STARTED + timedelta(seconds=number),
        "ended": STARTED + timedelta(seconds=number, milliseconds=250),
        "remote_ip": "192.0.2.7",
        "provenance": PROVENANCE,
    }
    return Exchange(**fields | changes)


def response_of(body: bytes, *fields: bytes) -> bytes:
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 200 OK", *fields, length, b"", body])


def writer(folder: Path, **changes: Any) -> WarcWriter:
    """Every file has the same time in its name; ids count from 1."""
    numbers = count(1)
    fields: dict[str, Any] = {
        "statement": {"software": "presskeep/test"},
        "now": lambda: STARTED,
        "new_id": lambda: f"urn:uuid:00000000-0000-4000-8000-{next(numbers):012}",
    }
    return WarcWriter(folder, **fields | changes)
