"""Bytes of a message as one line of a metadata record, and back."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.warc.fields import quoted, read_warc_fields, unquoted, warc_fields


@given(st.binary(max_size=200) | st.text(" \t\r\n%ab", max_size=20).map(str.encode))
@example(b"  HTTP/1.1  200 OK \r\n ")
def test_quoted_bytes_come_back_as_they_were(received: bytes) -> None:
    fields = read_warc_fields(warc_fields({"received": quoted(received)}))
    assert unquoted(fields["received"]) == received
