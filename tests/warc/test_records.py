"""Records as bytes: the tests read as the format.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import Provenance
from crawler.warc.record import RecordError, RecordIds, digest
from crawler.warc.records import exchange_records, warcinfo_record
from tests.warc.samples import BODY, RESPONSE, STARTED, exchange, response_of

IDS = RecordIds("urn:uuid:info", "urn:uuid:meta", "urn:uuid:req", "urn:uuid:resp")

METADATA = b"""\
WARC/1.1\r
WARC-Type: metadata\r
WARC-Record-ID: <urn:uuid:meta>\r
WARC-Date: 2026-11-23T18:04:00.123456Z\r
WARC-Target-URI: http://www.example.com/news/0?b=2&a=1\r
WARC-Warcinfo-ID: <urn:uuid:info>\r
WARC-Concurrent-To: <urn:uuid:resp>\r
Content-Type: application/warc-fields\r
WARC-Block-Digest: %s\r
Content-Length: 285\r
\r
via: http://example.com/feed\r
hopsFromSeed: 1\r
seed: http://example.com/feed\r
role: article\r
feedTitle: Title: of a story\r
feedPublished: 2026-11-23T17:00:00+00:00\r
fetchTimeMs: 250\r
attempt: 2\r
tls: tls/1.3 TLS_AES_256_GCM_SHA384\r
interimResponses: HTTP/1.1 100 Continue%%0D%%0A%%0D%%0A\r
\r
\r
"""

RESPONSE_RECORD = b"""\
WARC/1.1\r
WARC-Type: response\r
WARC-Record-ID: <urn:uuid:resp>\r
WARC-Date: 2026-11-23T18:04:00.123456Z\r
WARC-Target-URI: http://www.example.com/news/0?b=2&a=1\r
WARC-Warcinfo-ID: <urn:uuid:info>\r
WARC-IP-Address: 192.0.2.7\r
WARC-Protocol: http/1.1\r
WARC-Protocol: tls/1.3\r
WARC-Cipher-Suite: TLS_AES_256_GCM_SHA384\r
WARC-Payload-Digest: %s\r
WARC-Truncated: length\r
Content-Type: application/http; msgtype=response\r
WARC-Block-Digest: %s\r
Content-Length: %d\r
\r
%s\r
\r
"""


def records(**changes: Any) -> dict[str, bytes]:
    return {record.type: record.content for record in exchange_records(exchange(**changes), IDS)}


TLS = {"tls_version": "tls/1.3", "tls_cipher": "TLS_AES_256_GCM_SHA384"}


def test_a_metadata_record_is_these_bytes() -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\n"
    content = records(response=interim + RESPONSE, attempt=2, **TLS)["metadata"]
    block = content.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
    assert content.split(b"\r\n") == (METADATA % digest(block).encode()).split(b"\r\n")


def test_a_response_record_is_these_bytes() -> None:
    expected = RESPONSE_RECORD % (
        digest(BODY).encode(),
        digest(RESPONSE).encode(),
        len(RESPONSE),
        RESPONSE,
    )
    assert records(truncated="length", **TLS)["response"] == expected


def test_a_digest_is_the_one_of_article_py() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest(b"") == f"sha256:{empty}"


def test_the_payload_digest_leaves_out_transfer_coding_and_keeps_content_coding() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    response = head + b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: z\r\n\r\n"
    (*_, record) = exchange_records(exchange(response=response), IDS)
    assert record.payload_digest == digest(b"abcde")


def test_a_cut_header_has_no_payload_digest() -> None:
    (*_, record) = exchange_records(exchange(response=b"HTTP/1.1 200 OK\r\nConte"), IDS)
    assert (record.type, record.payload_digest) == ("response", None)


@pytest.mark.parametrize(
    "garbage", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP"]
)
def test_what_is_no_final_http_answer_gives_no_response_record(garbage: bytes) -> None:
    assert list(records(response=garbage)) == ["metadata", "request"]


def test_a_request_that_was_never_sent_gives_no_request_record() -> None:
    content = records(request=b"", response=b"")
    assert list(content) == ["metadata"]
    assert b"WARC-Concurrent-To" not in content["metadata"]


@pytest.mark.parametrize("field", ["remote_ip", "tls_version", "tls_cipher"])
@pytest.mark.parametrize("character", ["\r", "\n", "\0", "\x7f"])
def test_no_control_character_reaches_a_header(field: str, character: str) -> None:
    with pytest.raises(RecordError, match="control character"):
        records(**{field: f"a{character}b"})


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_strangers_write_breaks_a_record(url: str, via: str, title: str) -> None:
    provenance = Provenance(via=via, feed_title=title)
    found = exchange_records(exchange(url=f"http://a/{url}", provenance=provenance), IDS)
    stream = b"".join(record.content for record in found)
    read = [record.rec_type for record in ArchiveIterator(BytesIO(stream))]
    assert read == ["metadata", "request", "response"]
    assert stream.count(b"WARC/1.1\r\n") == 3


def test_the_date_is_in_utc_with_microseconds() -> None:
    east = STARTED.astimezone(timezone(timedelta(hours=9)))
    assert b"WARC-Date: 2026-11-23T18:04:00.123456Z\r\n" in records(started=east)["response"]


@pytest.mark.parametrize(
    ("fields", "is_compressed"),
    [
        ((b"Content-Encoding: gzip",), True),
        ((b"Content-Type: image/jpeg",), True),
        ((b"Content-Type: image/svg+xml",), False),
        ((b"Content-Type: text/html",), False),
        ((), False),
    ],
)
def test_what_is_compressed_is_not_compressed_again(
    fields: tuple[bytes, ...], is_compressed: object
) -> None:
    (*_, record) = exchange_records(exchange(response=response_of(b"x", *fields)), IDS)
    assert record.is_compressed is is_compressed


def test_the_warcinfo_record_names_its_file_and_what_wrote_it() -> None:
    created = datetime(2026, 1, 2, tzinfo=UTC)
    statement = {"software": "presskeep/0.1", "operator": "A\nnews archive"}
    record = warcinfo_record("urn:uuid:info", created, "a.warc.gz", statement)
    assert b"\r\nWARC-Filename: a.warc.gz\r\n" in record.content
    assert b"\r\nsoftware: presskeep/0.1\r\noperator: A news archive\r\n" in record.content
