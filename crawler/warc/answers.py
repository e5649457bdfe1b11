"""What a server answered, as a record: a response, or a revisit that names an earlier one. Pure.

WARC-Protocol and WARC-Cipher-Suite: https://github.com/iipc/warc-specifications/issues/42 and 86.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.warc import messages
from crawler.warc.record import Record, RecordIds, digest, record_content, target_uri
from crawler.warc.revisits import (
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    is_not_modified,
    is_readable_by,
    may_be_original,
    reference_headers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.warc.exchange import Exchange, Original

    FindOriginal = Callable[[str], Original | None]

_RESPONSE_TYPE = ("Content-Type", "application/http; msgtype=response")


@dataclass(frozen=True, slots=True)
class Answer:
    """`response` is without its 1xx answers, `head` its head."""

    exchange: Exchange
    ids: RecordIds
    head: messages.Head
    response: bytes

    @property
    def head_block(self) -> bytes:
        return self.response[: self.head.body_start]


def answer_record(answer: Answer, find_original: FindOriginal) -> Record:
    """`find_original`: the response with that payload digest, if there is one in a closed file."""
    if answer.exchange.asked_about is not None and is_not_modified(answer.exchange, answer.head):
        return _not_modified_record(answer, answer.exchange.asked_about)
    if answer.head.body_start is None:
        return _response_record(answer, None, may_be_named=False)
    payload = messages.payload(answer.response, answer.head)
    payload_digest = digest(payload)
    if not may_be_original(answer.exchange, answer.head, payload):
        return _response_record(answer, payload_digest, may_be_named=False)
    original = find_original(payload_digest)
    if original is not None and is_readable_by(answer.head, original):
        return _identical_record(answer, payload_digest, original)
    return _response_record(answer, payload_digest, may_be_named=True)


def _response_record(answer: Answer, payload_digest: str | None, *, may_be_named: bool) -> Record:
    truncated = answer.exchange.truncated
    headers = [
        *connection_headers(answer.exchange, answer.head.version),
        *([("WARC-Payload-Digest", payload_digest)] if payload_digest else []),
        *([("WARC-Truncated", truncated)] if truncated else []),
    ]
    content = _content("response", answer, headers, answer.response)
    return Record(
        "response", answer.ids.response, content, answer.head, payload_digest, may_be_named
    )


def _identical_record(answer: Answer, payload_digest: str, original: Original) -> Record:
    headers = [
        *connection_headers(answer.exchange, answer.head.version),
        *reference_headers(IDENTICAL_PAYLOAD, original),
        ("WARC-Payload-Digest", payload_digest),
        ("WARC-Truncated", "length"),
    ]
    content = _content("revisit", answer, headers, answer.head_block)
    return Record("revisit", answer.ids.response, content, answer.head, payload_digest)


def _not_modified_record(answer: Answer, original: Original) -> Record:
    """With an empty block: pywb answers the original only then, and a blank page with a 304's head.

    The head is kept in the metadata record.
    """
    payload_digest = original.capture.payload_digest
    headers = [
        *connection_headers(answer.exchange, answer.head.version),
        *reference_headers(NOT_MODIFIED, original),
        *([("WARC-Payload-Digest", payload_digest)] if payload_digest else []),
    ]
    content = _content("revisit", answer, headers, b"")
    return Record("revisit", answer.ids.response, content, None, payload_digest)


def _content(kind: str, answer: Answer, headers: list[tuple[str, str]], block: bytes) -> bytes:
    every = [*common_headers(answer.exchange, answer.ids), *headers, _RESPONSE_TYPE]
    return record_content(kind, answer.ids.response, answer.exchange.started, every, block)


def common_headers(exchange: Exchange, ids: RecordIds) -> list[tuple[str, str]]:
    return [
        ("WARC-Target-URI", target_uri(exchange.url)),
        ("WARC-Warcinfo-ID", f"<{ids.warcinfo}>"),
    ]


def connection_headers(exchange: Exchange, http_version: str) -> list[tuple[str, str]]:
    headers = [("WARC-IP-Address", exchange.remote_ip)] if exchange.remote_ip else []
    headers.append(("WARC-Protocol", f"http/{http_version}"))
    if exchange.tls_version:
        headers.append(("WARC-Protocol", exchange.tls_version))
    if exchange.tls_cipher:
        headers.append(("WARC-Cipher-Suite", exchange.tls_cipher))
    return headers
