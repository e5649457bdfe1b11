"""Exchange in, WARC/1.1 records out, as bytes before compression. Pure: ids and dates are given.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
WARC-Protocol and WARC-Cipher-Suite: https://github.com/iipc/warc-specifications/issues/42 and 86.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders

from crawler.warc import messages
from crawler.warc.dates import warc_date
from crawler.warc.fields import fetch_fields, provenance_fields, warc_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from crawler.warc.exchange import Exchange

VERSION = "WARC/1.1"
RECORD_END = b"\r\n\r\n"
_URI = re.compile(r"[\x21-\x7e]+")
_URI_CHARACTERS = "".join(map(chr, range(0x21, 0x7F)))
_UNSAFE_IN_HEADER = re.compile(r"[\x00-\x1f\x7f]")
_COMPRESSED_TYPE = re.compile(
    r"(?:image/(?!svg|bmp|x-ms-bmp)|video/|audio/|font/woff)", re.IGNORECASE
)


class RecordError(ValueError):
    """A header value would break the record's frame: CR, LF or another control character."""


@dataclass(frozen=True, slots=True)
class Record:
    """`content` is the whole record; `head` and `payload_digest` are those of a response."""

    type: str
    id: str
    content: bytes
    head: messages.Head | None = None
    payload_digest: str | None = None

    @property
    def is_compressed(self) -> bool:
        """Compressing such a record again costs 0.7 ms a page and saves nothing."""
        if self.head is None:
            return False
        content_type = self.head.value("Content-Type") or ""
        coded = bool(self.head.value("Content-Encoding"))
        return coded or _COMPRESSED_TYPE.match(content_type) is not None


@dataclass(frozen=True, slots=True)
class RecordIds:
    """URIs without angle brackets: `warcinfo` of the file, the others of one exchange."""

    warcinfo: str
    metadata: str
    request: str
    response: str


def digest(content: bytes) -> str:
    """Hexadecimal, as in CaptureRef; warcio, FastWARC and pywb read it as well as base32."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def warcinfo_record(
    record_id: str, created: datetime, filename: str, statement: Mapping[str, str]
) -> Record:
    """The first record of a file; `statement` says what wrote it and how (software, operator …)."""
    headers = [("WARC-Filename", filename), ("Content-Type", "application/warc-fields")]
    block = warc_fields(
        {
            **statement,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        }
    )
    return Record("warcinfo", record_id, _content("warcinfo", record_id, created, headers, block))


def exchange_records(exchange: Exchange, ids: RecordIds) -> list[Record]:
    """Metadata, request and response, in this order: a response that outlives a cut has the others.

    Without a request that was sent, or a response that is HTTP, its record is left out.
    """
    interim, response = messages.split_interim(exchange.response)
    head = messages.read_head(response)
    request = (
        [_request_record(exchange, ids, answered=head is not None)] if exchange.request else []
    )
    answer = [_response_record(exchange, ids, head, response)] if head else []
    metadata = _metadata_record(exchange, ids, interim, answered=head is not None)
    return [metadata, *request, *answer]


def _response_record(
    exchange: Exchange, ids: RecordIds, head: messages.Head, response: bytes
) -> Record:
    payload_digest = None
    if head.body_start is not None:
        payload_digest = digest(messages.payload(response, head))
    headers = [
        *_common_headers(exchange, ids),
        *_connection_headers(exchange, head.version),
        *([("WARC-Payload-Digest", payload_digest)] if payload_digest else []),
        *([("WARC-Truncated", exchange.truncated)] if exchange.truncated else []),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    content = _content("response", ids.response, exchange.started, headers, response)
    return Record("response", ids.response, content, head, payload_digest)


def _request_record(exchange: Exchange, ids: RecordIds, *, answered: bool) -> Record:
    headers = [
        *_common_headers(exchange, ids),
        *_connection_headers(exchange, "1.1"),
        *([("WARC-Concurrent-To", f"<{ids.response}>")] if answered else []),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    content = _content("request", ids.request, exchange.started, headers, exchange.request)
    return Record("request", ids.request, content)


def _metadata_record(
    exchange: Exchange, ids: RecordIds, interim: bytes, *, answered: bool
) -> Record:
    concurrent = ids.response if answered else ids.request if exchange.request else None
    headers = [
        *_common_headers(exchange, ids),
        *([("WARC-Concurrent-To", f"<{concurrent}>")] if concurrent else []),
        ("Content-Type", "application/warc-fields"),
    ]
    fields = provenance_fields(exchange.provenance) | fetch_fields(exchange, interim)
    if not answered:
        received = len(exchange.response) - len(interim)
        fields["noResponse"] = f"not HTTP, {received} bytes" if received else "no bytes"
    block = warc_fields(fields)
    content = _content("metadata", ids.metadata, exchange.started, headers, block)
    return Record("metadata", ids.metadata, content)


def _common_headers(exchange: Exchange, ids: RecordIds) -> list[tuple[str, str]]:
    return [
        ("WARC-Target-URI", target_uri(exchange.url)),
        ("WARC-Warcinfo-ID", f"<{ids.warcinfo}>"),
    ]


def _connection_headers(exchange: Exchange, http_version: str) -> list[tuple[str, str]]:
    headers = [("WARC-IP-Address", exchange.remote_ip)] if exchange.remote_ip else []
    headers.append(("WARC-Protocol", f"http/{http_version}"))
    if exchange.tls_version:
        headers.append(("WARC-Protocol", exchange.tls_version))
    if exchange.tls_cipher:
        headers.append(("WARC-Cipher-Suite", exchange.tls_cipher))
    return headers


def _content(
    kind: str, record_id: str, date: datetime, headers: Iterable[tuple[str, str]], block: bytes
) -> bytes:
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", warc_date(date)),
        *headers,
        ("WARC-Block-Digest", digest(block)),
        ("Content-Length", str(len(block))),
    ]
    safe = [(name, _safe_value(name, value)) for name, value in lines]
    header: bytes = StatusAndHeaders("", safe, VERSION).to_bytes()
    return b"".join((header, block, RECORD_END))


def _safe_value(name: str, value: str) -> str:
    """In warcio a header is written a header as given, line breaks and all."""
    if _UNSAFE_IN_HEADER.search(value):
        raise RecordError(f"{name}: control character in {value!r}")
    return value.encode("utf-8", "replace").decode()


def target_uri(url: str) -> str:
    """Scrapy's URLs are safe as they are; from anyone else's, nothing may reach the next line."""
    return url if _URI.fullmatch(url) else quote(url, safe=_URI_CHARACTERS, errors="replace")
