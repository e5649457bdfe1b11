"""Exchanges out of the files of other programs, each in the shape that it writes."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped] # it ships no types
import pytest
from backports import zstd

from crawler.warc import DecodingError, ReadExchange, read_exchanges
from tests.warc.foreign_samples import PAGE, URL, chunked, http, record, record_id, write

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 1_000_000
REQUEST = b"GET /story HTTP/1.1\r\nHost: news.example\r\n\r\n"


def one_response(folder: Path, block: bytes, **fields: str | None) -> ReadExchange:
    (read,) = read_exchanges(write(folder, [record("response", 1, block, **fields)]))
    return read


def test_common_crawls_news(tmp_path: Path) -> None:
    """Nutch and StormCrawler hold a decoded body and call the fields that lie X-Crawler-."""
    response = http(
        "HTTP/1.1 200 OK",
        {
            "Content-Type": "text/html",
            "X-Crawler-Transfer-Encoding": "chunked",
            "X-Crawler-Content-Encoding": "gzip",
            "X-Crawler-Content-Length": "99",
            "Content-Length": str(len(PAGE)),
        },
    )
    fields = b"via: https://news.example/\r\nhopsFromSeed: L\r\nfetchTimeMs: 120\r\n"
    records = [
        record("warcinfo", 1, b"software: Apache StormCrawler\r\n", WARC_Target_URI=None),
        record("request", 2, REQUEST, Content_Type="application/http; msgtype=request"),
        record(
            "response",
            3,
            response,
            WARC_Concurrent_To=record_id(2),
            WARC_Payload_Digest="sha1:AAAA",
            WARC_Identified_Payload_Type="text/html",
            Content_Type="application/http; msgtype=response",
        ),
        record("metadata", 4, fields, WARC_Concurrent_To=record_id(3)),
    ]
    (read,) = read_exchanges(write(tmp_path, records))
    assert (read.url, read.status, read.body(LIMIT), read.request) == (URL, 200, PAGE, REQUEST)
    assert (read.provenance.via, read.provenance.hops) == ("https://news.example/", 1)
    assert read.ref.payload_digest == "sha1:AAAA"


def test_metadata_that_names_nothing_belongs_to_its_neighbour_of_the_same_url_and_date(
    tmp_path: Path,
) -> None:
    response = http("HTTP/1.1 200 OK", {})
    other = {"WARC_Target_URI": "https://news.example/other"}
    records = [
        record("response", 1, response),
        record("metadata", 2, b"via: https://news.example/\r\n"),
        record("response", 3, response, **other),
        record("metadata", 4, b"via: https://news.example/far\r\n"),
    ]
    read = list(read_exchanges(write(tmp_path, records)))
    assert [one.provenance.via for one in read] == ["https://news.example/", None]


def test_browsertrix(tmp_path: Path) -> None:
    """One group is a page; what it adds of its own are resource records, which are no articles."""
    response = http(
        "HTTP/1.1 200 OK",
        {
            "content-type": "text/html; charset=utf-8",
            "x-orig-content-encoding": "br",
            "x-orig-transfer-encoding": "chunked",
        },
    )
    page = {"version": "1.1", "WARC_Page_ID": "9e0a", "WARC_Date": "2026-11-23T18:04:00.123Z"}
    records = [
        record("warcinfo", 1, b"software: Browsertrix-Crawler 1.9\r\n", **page),
        record("response", 2, response, **page, WARC_Protocol="h2", WARC_Resource_Type="document"),
        record("request", 3, REQUEST, **page, WARC_Concurrent_To=record_id(2)),
        record("resource", 4, b"{}", **page | {"WARC_Target_URI": f"urn:pageinfo:{URL}"}),
        record("resource", 5, b"\x89PNG", **page | {"WARC_Target_URI": f"urn:view:{URL}"}),
        record("resource", 6, b"A sentence.", **page | {"WARC_Target_URI": f"urn:text:{URL}"}),
    ]
    (read,) = read_exchanges(write(tmp_path, records))
    assert (read.body(LIMIT), read.request) == (PAGE, REQUEST)
    assert read.date == datetime(2026, 11, 23, 18, 4, 0, 123_000, tzinfo=UTC)


@pytest.mark.parametrize("version", ["HTTP/2", "HTTP/2.0", "HTTP/3"])
def test_a_status_line_of_a_version_that_has_none(tmp_path: Path, version: str) -> None:
    response = http(f"{version} 200", {"content-type": "text/html"})
    assert one_response(tmp_path, response).payload == PAGE


def test_wget_leaves_the_chunks_and_ends_with_its_own_records(tmp_path: Path) -> None:
    bracketed = {"WARC_Target_URI": f"<{URL}>"}
    own = {"WARC_Target_URI": "metadata://gnu.org/software/wget/warc/MANIFEST.txt"}
    response = http("HTTP/1.1 200 OK", {"Transfer-Encoding": "chunked"}, chunked(PAGE))
    records = [
        record("request", 1, REQUEST, **bracketed),
        record("response", 2, response, **bracketed, WARC_Concurrent_To=record_id(1)),
        record("metadata", 3, b"<urn:uuid:1>\n", **own, Content_Type="text/plain"),
        record("resource", 4, b"--wget-arguments", **own),
        record("resource", 5, b"Resolving news.example", **own),
    ]
    (read,) = read_exchanges(write(tmp_path, records))
    assert (read.url, read.body(LIMIT), read.request) == (URL, PAGE, REQUEST)
    assert read.metadata == {}


def test_heritrix_and_its_dns_records(tmp_path: Path) -> None:
    fields = b"via: https://news.example/\r\nhopsFromSeed: LLE\r\nfetchTimeMs: 565\r\n"
    dns = {"WARC_Target_URI": "dns:news.example", "Content_Type": "text/dns"}
    records = [
        record("response", 1, b"20261123180400\nnews.example. 300 IN A 192.0.2.7\n", **dns),
        record("response", 2, http("HTTP/1.1 200 OK", {})),
        record("request", 3, REQUEST, WARC_Concurrent_To=record_id(2)),
        record("metadata", 4, fields, WARC_Concurrent_To=record_id(2)),
    ]
    (read,) = read_exchanges(write(tmp_path, records))
    assert (read.url, read.request, read.provenance.hops) == (URL, REQUEST, 3)


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        b"",
        b"\r\n" + PAGE,
        b"face it\n" + PAGE,
        b"ace\n" + b"x" * 0xACE + b"and more",
        b"-5\r\nx",
    ],
)
def test_a_body_that_is_not_chunked_as_its_field_says_is_whole(tmp_path: Path, body: bytes) -> None:
    response = http("HTTP/1.1 200 OK", {"Transfer-Encoding": "chunked"}, body)
    assert one_response(tmp_path, response).payload == body


@pytest.mark.parametrize(
    "body", [b"5\r\nhel", b"5 ;a=b\r\nhel", b"3\nhel\n0\n\n", b"3\r\nhel\r\nzz\r\n"]
)
def test_a_chunked_body_is_read_as_far_as_it_came(tmp_path: Path, body: bytes) -> None:
    response = http("HTTP/1.1 200 OK", {"Transfer-Encoding": "chunked"}, body)
    assert one_response(tmp_path, response).payload == b"hel"


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "br", "zstd", "gzip, br"])
@pytest.mark.parametrize("body", [PAGE, b"\xef\xbb\xbf\r\n" + PAGE, b"<p>", PAGE * 1000])
def test_a_body_that_is_plain_whatever_its_field_says(
    tmp_path: Path, coding: str, body: bytes
) -> None:
    read = one_response(tmp_path, http("HTTP/1.1 200 OK", {"Content-Encoding": coding}, body))
    assert read.body(LIMIT, lenient=True) == body


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstd.compress(PAGE)),
    ],
)
def test_a_body_that_is_coded_is_decoded_all_the_same(
    tmp_path: Path, coding: str, coded: bytes
) -> None:
    read = one_response(tmp_path, http("HTTP/1.1 200 OK", {"Content-Encoding": coding}, coded))
    assert read.body(LIMIT, lenient=True) == PAGE


def test_a_plain_body_that_calls_itself_coded_is_an_error_in_our_own_files(tmp_path: Path) -> None:
    read = one_response(tmp_path, http("HTTP/1.1 200 OK", {"Content-Encoding": "gzip"}))
    with pytest.raises(DecodingError):
        read.body(LIMIT)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("<https://news.example/a\tb >", "https://news.example/a%09b"),
        ("https://news.example/caf\u00e9", "https://news.example/caf\u00e9"),
    ],
)
def test_what_no_uri_holds_is_quoted(tmp_path: Path, stated: str, expected: str) -> None:
    response = http("HTTP/1.1 200 OK", {})
    assert one_response(tmp_path, response, WARC_Target_URI=stated).url == expected


@pytest.mark.parametrize("field", ["WARC_Target_URI", "WARC_Date"])
@pytest.mark.parametrize("value", [None, "", "<>"])
def test_a_response_that_states_no_uri_or_date_is_passed_over(
    tmp_path: Path, field: str, value: str | None
) -> None:
    whole = record("response", 1, http("HTTP/1.1 200 OK", {}))
    lacking = record("response", 2, http("HTTP/1.1 200 OK", {}), **{field: value})
    assert [one.url for one in read_exchanges(write(tmp_path, [lacking, whole]))] == [URL]


@pytest.mark.parametrize("digits", range(1, 10))
def test_fractions_of_a_second_have_one_to_nine_digits(tmp_path: Path, digits: int) -> None:
    fraction = "123456789"[:digits]
    date = f"2026-11-23T18:04:00.{fraction}Z"
    read = one_response(tmp_path, http("HTTP/1.1 200 OK", {}), WARC_Date=date)
    assert read.date.microsecond == int(fraction[:6].ljust(6, "0"))


def test_a_date_before_the_first_year_is_none(tmp_path: Path) -> None:
    early = {"WARC_Date": "0001-01-01T00:00:00+14:00"}
    path = write(tmp_path, [record("response", 1, http("HTTP/1.1 200 OK", {}), **early)])
    assert list(read_exchanges(path)) == []
