"""A second run's file, built by hand: what it saw again is there as revisit records.

By hand, so that other readers judge the form that is meant, whatever our writer makes of it;
`later_file` is all that the tests know of it.
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#revisit
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from crawler.warc import messages
from crawler.warc.dates import warc_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc import Exchange

LATER_NAME = "presskeep-20261124180400123-00000-host-1.warc.gz"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class SeenAgain:
    """`exchange` is the later one, whole; its answer is a 304, or has the original's payload."""

    exchange: Exchange
    original_url: str
    original_date: datetime
    original: CaptureRef


def later_file(folder: Path, created: datetime, seen: Iterable[SeenAgain]) -> Path:
    """Its index is still to be made."""
    path = folder / LATER_NAME
    path.write_bytes(b"".join(map(gzip.compress, _records(created, seen))))
    return path


def _records(created: datetime, seen: Iterable[SeenAgain]) -> Iterator[bytes]:
    ids = (f"<urn:uuid:00000000-0000-4000-9000-{number:012}>" for number in count(1))
    warcinfo = next(ids)
    named = [("WARC-Filename", LATER_NAME), ("Content-Type", "application/warc-fields")]
    yield _record("warcinfo", warcinfo, created, named, b"software: by hand\r\n")
    for one in seen:
        yield from _group(one, warcinfo, (next(ids), next(ids), next(ids)))


def _group(seen: SeenAgain, warcinfo: str, ids: tuple[str, str, str]) -> Iterator[bytes]:
    exchange = seen.exchange
    head = messages.read_head(exchange.response)
    assert head is not None
    common = [("WARC-Target-URI", exchange.url), ("WARC-Warcinfo-ID", warcinfo)]
    wire = [("WARC-IP-Address", "192.0.2.7"), ("WARC-Protocol", "http/1.1")]
    concurrent = [("WARC-Concurrent-To", ids[2])]
    typed = [("Content-Type", "application/warc-fields")]
    asked = [("Content-Type", "application/http; msgtype=request")]
    fields = b"fetchTimeMs: 250\r\n"
    if head.status == 304:
        quoted = quote(exchange.response, safe=" :;,/=\"'()")
        fields += f"notModifiedHeaders: {quoted}\r\n".encode()
    started = exchange.started
    yield _record("metadata", ids[0], started, common + concurrent + typed, fields)
    yield _record("request", ids[1], started, common + wire + concurrent + asked, exchange.request)
    block = b"" if head.status == 304 else exchange.response[: head.body_start]
    yield _record("revisit", ids[2], started, common + wire + _revisit_fields(seen, head), block)


def _revisit_fields(seen: SeenAgain, head: messages.Head) -> Fields:
    is_not_modified = head.status == 304
    return [
        ("WARC-Profile", NOT_MODIFIED if is_not_modified else IDENTICAL),
        ("WARC-Refers-To", f"<{seen.original.record_id}>"),
        ("WARC-Refers-To-Target-URI", seen.original_url),
        ("WARC-Refers-To-Date", warc_date(seen.original_date)),
        ("WARC-Refers-To-Filename", seen.original.warc),
        ("WARC-Refers-To-File-Offset", str(seen.original.offset)),
        ("WARC-Payload-Digest", seen.original.payload_digest or ""),
        *([] if is_not_modified else [("WARC-Truncated", "length")]),
        ("Content-Type", "application/http; msgtype=response"),
    ]


def _record(kind: str, record_id: str, date: datetime, fields: Fields, block: bytes) -> bytes:
    every = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", warc_date(date)),
        *fields,
        ("WARC-Block-Digest", f"sha256:{sha256(block).hexdigest()}"),
        ("Content-Length", str(len(block))),
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in every)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"
