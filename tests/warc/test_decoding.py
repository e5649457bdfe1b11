"""Content-codings removed, with the same bytes as in Scrapy's own middleware."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli  # type: ignore[import-untyped] # it ships no types
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from crawler.download.decoding import DecodingMiddleware
from crawler.warc.decoding import DecodingError, decode_content, whole_gzip

TEXT = b"A sentence of the article. " * 500
LIMIT = 10_000_000
RAW_DEFLATE = zlib.compress(TEXT)[2:-4]
CODED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
}


def as_scrapy_does(body: bytes, coding: str) -> bytes:
    return HttpCompressionMiddleware._decode(body, coding.encode(), 0)


@pytest.mark.parametrize("coding", CODED)
def test_each_coding_is_removed(coding: str) -> None:
    assert decode_content(CODED[coding], [coding.upper()], LIMIT) == TEXT


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 1.0])
def test_a_torn_or_padded_stream_gives_what_scrapy_gives(coding: str, share: float) -> None:
    for body in (CODED[coding][: int(len(CODED[coding]) * share)], CODED[coding] + b"padding"):
        try:
            expected: bytes | None = as_scrapy_does(body, coding)
        except Exception:  # noqa: BLE001 - whatever it is, then ours must be an error too
            expected = None
        try:
            ours: bytes | None = decode_content(body, [coding], LIMIT)
        except DecodingError:
            ours = None
        assert ours == expected


@pytest.mark.parametrize("coding", CODED)
def test_a_live_run_gets_what_scrapy_gives(coding: str) -> None:
    body = CODED[coding]
    assert as_scrapy_does(body, coding) == DecodingMiddleware._decode(body, coding.encode(), 0)


@pytest.mark.parametrize("more", [gzip.compress(b"more", mtime=0), b"padding", b"\0\0"])
def test_a_live_run_gets_what_scrapy_gives_of_more_than_one_member(more: bytes) -> None:
    body = CODED["gzip"] + more
    assert as_scrapy_does(body, "gzip") == DecodingMiddleware._decode(body, b"gzip", 0)


def test_a_live_run_refuses_what_grows_beyond_the_limit_as_scrapy_does() -> None:
    with pytest.raises(_DecompressionMaxSizeExceeded):
        DecodingMiddleware._decode(CODED["gzip"], b"gzip", len(TEXT) - 1)


def test_a_page_of_many_megabytes_is_unpacked_in_pieces() -> None:
    page = TEXT * 500
    assert page == decode_content(gzip.compress(page), ["gzip"], 2 * len(page))
    assert whole_gzip(gzip.compress(page)) is None


def test_a_bare_deflate_stream_is_read() -> None:
    assert decode_content(RAW_DEFLATE, ["deflate"], LIMIT) == TEXT


def test_stacked_codings_are_removed_from_the_last_to_the_first() -> None:
    body = brotli.compress(gzip.compress(TEXT))
    assert decode_content(body, ["gzip, br"], LIMIT) == TEXT
    assert decode_content(body, ["gzip", "br"], LIMIT) == TEXT


def test_an_unknown_coding_ends_the_decoding() -> None:
    assert decode_content(TEXT, ["identity"], LIMIT) == TEXT
    assert decode_content(gzip.compress(TEXT), ["rot13, gzip"], LIMIT) == TEXT
    assert decode_content(TEXT, [], LIMIT) == TEXT


@pytest.mark.parametrize("coding", CODED)
def test_a_bomb_is_stopped_at_the_limit(coding: str) -> None:
    with pytest.raises(DecodingError, match="more than 1000 bytes"):
        decode_content(CODED[coding], [coding], 1000)


def test_a_stack_of_codings_is_refused() -> None:
    with pytest.raises(DecodingError, match="2000 content-codings"):
        decode_content(TEXT, ["gzip"] * 2000, LIMIT)


@given(st.sampled_from(sorted(CODED)), st.binary(max_size=200))
def test_nonsense_gives_bytes_or_a_decoding_error(coding: str, junk: bytes) -> None:
    with suppress(DecodingError):
        assert isinstance(decode_content(junk, [coding], LIMIT), bytes)
