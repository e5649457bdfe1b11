"""SURT keys are those of the field's own library, which cdxj-indexer and pywb use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.warc.surt import surt

theirs = pytest.importorskip("surt", reason="surt comes with cdxj-indexer (extra: test)").surt
WORD = st.text("abcXYZ019-_.~", min_size=1, max_size=8)
ESCAPED = st.sampled_from(["%20", "%C3%BC", "%2F", "%3F", "%25", "%7e", "ü", "+", "'", "(", "|"])
SEGMENT = st.lists(WORD | ESCAPED, max_size=3).map("".join)
HOST = st.sampled_from(
    ["example.com", "WWW.Example.co.uk", "www2.a.org", "xn--mnchen-3ya.de", "10.0.0.1", "localhost"]
)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Example.com/", "com,example)/"),
        ("https://example.com:443/A/B/?b=2&a=1", "com,example)/a/b?a=1&b=2"),
        ("http://example.com:8080/x/", "com,example:8080)/x"),
        ("http://127.0.0.1:8080/x?", "1,0,0,127:8080)/x"),
        ("http://[::1]:80/", "::1)/"),
        ("http://example.com/a//b/../c/./d", "com,example)/a/c/d"),
        ("http://example.com/?PHPSESSID=0123456789ABCDEF0123456789ABCDEF&b=1", "com,example)/?b=1"),
        ("http://example.com/%2F%3f%23", "com,example)/?%23"),
        ("http://example.com/a?b=1#part", "com,example)/a?b=1"),
    ],
)
def test_a_url_has_this_key(url: str, key: str) -> None:
    assert surt(url) == key == theirs(url)


@given(
    st.sampled_from(["http", "https"]),
    HOST,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(SEGMENT, max_size=4),
    st.lists(st.tuples(SEGMENT, st.sampled_from(["", "="]), SEGMENT), max_size=4),
)
def test_the_key_is_the_librarys(
    scheme: str, host: str, port: str, path: list[str], query: list[tuple[str, str, str]]
) -> None:
    arguments = "&".join("".join(parts) for parts in query)
    url = f"{scheme}://{host}{port}/{'/'.join(path)}{'?' if arguments else ''}{arguments}"
    assert surt(url) == theirs(url)
