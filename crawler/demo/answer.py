"""What a server answers: status, headers and body, with validators made from the body.

Headers are those that belong to the content. Framing is the server's: it compresses what says
`Vary: Accept-Encoding` for a client that accepts gzip, and sends in chunks what says
`Transfer-Encoding: chunked`. https://www.rfc-editor.org/rfc/rfc9110
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

ETAG_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        wanted = name.lower()
        return next((text for key, text in self.headers if key.lower() == wanted), None)


def found(
    body: bytes, content_type: str, changed: datetime, delivery: tuple[str, ...] = ()
) -> Answer:
    """An answer of status 200; `changed` is aware, in any zone.

    The ETag is weak where the same page travels both plain and compressed.
    """
    digest = sha256(body).hexdigest()[:ETAG_DIGITS]
    headers = [
        ("Content-Type", content_type),
        ("ETag", f'W/"{digest}"' if "gzip" in delivery else f'"{digest}"'),
        ("Last-Modified", http_date(changed)),
    ]
    if "gzip" in delivery:
        headers.append(("Vary", "Accept-Encoding"))
    if "chunked" in delivery:
        headers.append(("Transfer-Encoding", "chunked"))
    return Answer(200, tuple(headers), body)


def missing(body: bytes) -> Answer:
    return Answer(404, (("Content-Type", "text/html; charset=utf-8"),), body)


def moved(url: str) -> Answer:
    body = f"Moved to {url}\n".encode()
    return Answer(301, (("Location", url), ("Content-Type", "text/plain; charset=utf-8")), body)


def http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)
