"""One answer, whether it came over the network just now or is read back from a capture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from crawler.article import CaptureRef

# What an answer's fields say of the use of its body: robots directives, TDM reservation
# (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/), links (RFC 8288).
TELLING_HEADERS = ("x-robots-tag", "tdm-reservation", "tdm-policy", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`body` is free of transfer- and content-coding; `fetched_at` is the capture's WARC-Date.

    `headers` are TELLING_HEADERS alone, names in lower case.
    `is_of_condition`: it answers a conditional request, so a 304 speaks of a capture that we have.
    `is_from_elsewhere`: it was captured for another archive, and nobody is asked for it again.
    """

    url: str
    status: int
    body: bytes
    capture: CaptureRef
    fetched_at: datetime
    content_type: str | None = None
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    is_of_condition: bool = False
    is_from_elsewhere: bool = False


def telling_headers(values_of: Callable[[str], Iterable[str]]) -> tuple[tuple[str, str], ...]:
    """In a fixed order, so that an answer and its capture give the same."""
    return tuple((name, value) for name in TELLING_HEADERS for value in values_of(name))


def address_in(field: bytes) -> str:
    """A Location as it is meant: many sites write UTF-8 there, and browsers read it so."""
    try:
        return field.decode()
    except UnicodeDecodeError:
        return field.decode("latin-1")
