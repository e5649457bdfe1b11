"""Exchanges for the tests, and a writer whose dates and ids are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from crawler.warc import Exchange, Original, Provenance, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.article import CaptureRef

STARTED = datetime(2026, 11, 23, 18, 4, 0, 123456, tzinfo=UTC)
REQUEST = b"GET /news?b=2&a=1 HTTP/1.1\r\nHost: example.com\r\n\r\n"
BODY = b"<p>A sentence.</p>"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: first\r\nServer: a%b\r\n\r\n"
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
    fields: dict[str, Any] = {
        "statement": {"software": "presskeep/test"},
        "now": lambda: STARTED,
        "new_id": ids_from(1),
    }
    return WarcWriter(folder, **fields | changes)


def ids_from(first: int) -> Callable[[], str]:
    numbers = count(first)
    return lambda: f"urn:uuid:00000000-0000-4000-8000-{next(numbers):012}"


class Memory:
    """Originals in memory, by payload digest."""

    def __init__(self) -> None:
        self.known: dict[str, Original] = {}

    def find(self, payload_digest: str) -> Original | None:
        return self.known.get(payload_digest)

    def note(self, original: Original) -> None:
        assert original.capture.payload_digest is not None
        self.known[original.capture.payload_digest] = original


def revisited(folder: Path) -> list[CaptureRef]:
    """Two closed files: a page of 2 KB and a small one; then both again, the page at another URL
    too, and once answered with 304.
    """
    memory = Memory()
    page = response_of(BODY * 120, b"Content-Type: text/html", b"ETag: first")
    again = response_of(BODY * 120, b"Content-Type: text/html", b"ETag: second")
    first = writer(folder, originals=memory)
    refs = [first.write(exchange(0, response=page)), first.write(exchange(1))]
    first.close()
    asked_about = memory.known[refs[0].payload_digest or ""] if refs[0] else None
    second = writer(folder, originals=memory, prefix="second", new_id=ids_from(50))
    refs += [
        second.write(exchange(10, url=exchange(0).url, response=again)),
        second.write(exchange(11, url="https://example.org/elsewhere", response=again)),
        second.write(exchange(12, url=exchange(1).url)),
        second.write(
            exchange(13, url=exchange(0).url, response=NOT_MODIFIED, asked_about=asked_about)
        ),
    ]
    second.close()
    return [ref for ref in refs if ref is not None]
