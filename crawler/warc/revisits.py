"""What an exchange holds that an earlier one held already: a revisit record names that one. Pure.

WARC/1.1, section 6.7. Replay tools find the original by its URI and date, so both are always there;
file name and offset are Heritrix's and OpenWayback's fields, and save our readers the search.
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#revisit
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler import statuses
from crawler.warc.dates import read_warc_date, warc_date
from crawler.warc.messages import is_chunked
from crawler.warc.record import unbracketed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crawler.warc.exchange import Exchange, Original
    from crawler.warc.messages import Head

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# A revisit's own header takes some 300 bytes more than a response's; of what is smaller, naming the
# original would save nothing.
MIN_PAYLOAD_BYTES = 1024
# No file is so large that its offsets have more digits.
_OFFSET = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a revisit says of its original: other writers leave out some of it.

    `warc` and `offset` are where it is, in the revisit's own folder.
    """

    profile: str
    record_id: str | None
    url: str | None
    date: datetime | None
    warc: str | None
    offset: int | None

    @property
    def is_not_modified(self) -> bool:
        return self.profile.rstrip("/").endswith("/server-not-modified")


def may_be_original(exchange: Exchange, head: Head, payload: bytes) -> bool:
    """Whether a later exchange may name this one for its payload, or this one an earlier."""
    is_whole = exchange.truncated is None and head.body_start is not None
    return is_whole and head.status == statuses.OK and len(payload) >= MIN_PAYLOAD_BYTES


def is_readable_by(head: Head, original: Original) -> bool:
    """Pywb reads the original's bytes by the revisit's head, and would take chunks for the body."""
    return not original.is_chunked or is_chunked(head)


def is_not_modified(exchange: Exchange, head: Head) -> bool:
    return exchange.asked_about is not None and head.status == statuses.NOT_MODIFIED


def reference_headers(profile: str, original: Original) -> list[tuple[str, str]]:
    capture = original.capture
    return [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{capture.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.date)),
        ("WARC-Refers-To-Filename", capture.warc),
        ("WARC-Refers-To-File-Offset", str(capture.offset)),
    ]


def read_reference(header: Callable[[str], str | None]) -> Reference:
    """From a revisit record; `header` gives the value of a named field."""
    offset = _OFFSET.fullmatch(header("WARC-Refers-To-File-Offset") or "")
    return Reference(
        profile=header("WARC-Profile") or "",
        record_id=_uri(header("WARC-Refers-To")),
        url=_uri(header("WARC-Refers-To-Target-URI")),
        date=read_warc_date(header("WARC-Refers-To-Date")),
        warc=header("WARC-Refers-To-Filename"),
        offset=int(offset[0]) if offset else None,
    )


def _uri(value: str | None) -> str | None:
    return None if value is None else unbracketed(value)
