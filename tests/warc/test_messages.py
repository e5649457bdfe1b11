"""HTTP messages taken apart as leniently as clients take them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.warc.messages import dechunked, is_http, payload, read_head, split_interim

EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"


def payload_of(response: bytes) -> bytes:
    head = read_head(response)
    assert head is not None
    return payload(response, head)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\n", True),
        (b"HTTP/1.0 404\r\n", True),
        (b"HTTP/1.1 200", True),
        (b"HTTP/1.1 200\n", True),
        (b"HTTP/1.1 20", False),
        (b"HTTP/1.1 2000 OK\r\n", False),
        (b"HTTP/1.1\r\n", False),
        (b"ICY 200 OK\r\n", False),
        (b" HTTP/1.1 200 OK\r\n", False),
        (b"", False),
    ],
)
def test_a_status_line_makes_it_http(line: bytes, expected: object) -> None:
    assert is_http(line) is expected


def test_interim_answers_are_split_off() -> None:
    final = b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    assert split_interim(EARLY + EARLY + final) == (EARLY + EARLY, final)
    assert split_interim(final) == (b"", final)
    assert split_interim(EARLY[:-3]) == (EARLY[:-3], b"")


def test_the_head_keeps_order_case_and_every_byte() -> None:
    head = read_head(
        b"HTTP/1.1 200 OK\r\nX-b:  1 \r\nx-A: M\xfcnchen\r\nX-b: 2\r\nnonsense\r\n\r\nbody"
    )
    assert head is not None
    assert head.fields == (("X-b", "1"), ("x-A", "M\xfcnchen"), ("X-b", "2"))
    assert head.values("x-B") == ["1", "2"]
    assert (head.version, head.status) == ("1.1", 200)


def test_folded_lines_and_bare_line_feeds_are_understood() -> None:
    head = read_head(b"HTTP/1.1 200 OK\nX: a\n\tb\r\n  c\n\nbody")
    assert head is not None
    assert head.value("X") == "a b c"


def test_a_cut_head_has_no_body() -> None:
    head = read_head(b"HTTP/1.1 200 OK\r\nX: a\r\n")
    assert head is not None
    assert head.body_start is None
    assert payload(b"HTTP/1.1 200 OK\r\nX: a\r\n", head) == b""


@pytest.mark.parametrize(
    ("coding", "expected"),
    [
        (b"Transfer-Encoding: chunked", b"hi"),
        (b"transfer-encoding:  Chunked ", b"hi"),
        (b"Transfer-Encoding: gzip, chunked", b"hi"),
        (b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", b"hi"),
        (b"Transfer-Encoding: chunked, gzip", b"2\r\nhi\r\n0\r\n\r\n"),
        (b"X: y", b"2\r\nhi\r\n0\r\n\r\n"),
    ],
)
def test_chunking_is_removed_where_it_is_the_last_coding(coding: bytes, expected: bytes) -> None:
    response = b"HTTP/1.1 200 OK\r\n" + coding + b"\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
    assert payload_of(response) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n", b"hello"),
        (b"A\r\nhello worl\r\n1\r\nd\r\n00\r\n\r\n", b"hello world"),
        (b"5\r\nhel", b"hel"),
        (b"5\r\nhello\r\nzz\r\nmore", b"hello"),
        (b"", b""),
        (b"-5\r\nhello", b""),
    ],
)
def test_chunks_are_joined_as_far_as_they_came(body: bytes, expected: bytes) -> None:
    assert dechunked(body) == expected


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=10))
def test_what_was_chunked_comes_back(parts: list[bytes]) -> None:
    framed = b"".join(b"%X\r\n%s\r\n" % (len(part), part) for part in parts)
    assert dechunked(framed + b"0\r\n\r\n") == b"".join(parts)


@given(st.binary(max_size=300))
def test_no_bytes_raise(junk: bytes) -> None:
    for response in (junk, b"HTTP/1.1 200 OK\r\n" + junk, b"HTTP/1.1 100 C\r\n\r\n" + junk):
        interim, final = split_interim(response)
        assert interim + final == response
        if (head := read_head(final)) is not None:
            assert len(payload(final, head)) <= len(final)
