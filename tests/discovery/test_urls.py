"""URLs to fetch: joined, encoded, freed of what only tracks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.discovery import (
    UrlError,
    clean_url,
    host_of,
    in_scope,
    registrable_domain,
)
from crawler.discovery.urls import MAX_RAW_LENGTH, MAX_URL_LENGTH

BASE = "https://example.org/news/today.html?page=2"
URLISH = st.one_of(
    st.text(max_size=60),
    st.text("abA.%2eE/\\?#&=:@é中 \t;utm_source[]0127.amp-", max_size=60),
    st.text("abA.%2eE/\\?#&=:@é中 \t;amp[]", max_size=40).map("https://example.org/{}".format),
)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("story", "https://example.org/news/story"),
        ("./story", "https://example.org/news/story"),
        ("../story", "https://example.org/story"),
        ("../../../story", "https://example.org/story"),
        ("/story", "https://example.org/story"),
        ("//cdn.example.net/x", "https://cdn.example.net/x"),
        ("?page=3", "https://example.org/news/today.html?page=3"),
        ("#top", "https://example.org/news/today.html?page=2"),
        ("", "https://example.org/news/today.html?page=2"),
        ("http://other.example", "http://other.example/"),
        ("https:story", "https://example.org/news/story"),
        ("\\story", "https://example.org/story"),
        (" \n/a\tb\u00a0", "https://example.org/ab"),
        ("%2e%2E/story", "https://example.org/story"),
    ],
)
def test_links_are_joined_as_browsers_do(link: str, expected: str) -> None:
    assert clean_url(link, BASE) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://EXAMPLE.org:443/Path", "https://example.org/Path"),
        ("http://example.org.:080/", "http://example.org/"),
        ("https://example.org/über uns?q=ä b", "https://example.org/%C3%BCber%20uns?q=%C3%A4%20b"),
        ("https://example.org/a%2fb%7e100%", "https://example.org/a%2fb%7e100%"),
        ("https://example.org/x?b=2&a=1&b", "https://example.org/x?b=2&a=1&b"),
        ("https://example.org/x/?", "https://example.org/x/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://user:pw@example.org/", "https://example.org/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:127.0.0.2]:8080/", "http://[::ffff:7f00:2]:8080/"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_urls_are_encoded_and_else_left_as_found(url: str, expected: str) -> None:
    assert clean_url(url) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("utm_source=x&id=7&UTM_Medium=y", "?id=7"),
        ("id=7&fbclid=abc", "?id=7"),
        ("id=7&amp;utm_source=x", "?id=7"),
        ("xtor=RSS-1&CMP=share_btn", ""),
        ("ref=front&source=a&from=b", "?ref=front&source=a&from=b"),
        ("utmost=1", "?utmost=1"),
    ],
)
def test_parameters_that_only_track_are_removed(query: str, expected: str) -> None:
    assert clean_url(f"https://example.org/a?{query}") == f"https://example.org/a{expected}"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "story",
        "/story",
        "mailto:a@example.org",
        "javascript:void(0)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "https://?x",
        "http://exa mple.org/",
        "http://example..org/",
        "http://example.org:99999/",
        "http://example.org:x/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://1.2.3.256/",
        "http://1.2.3.4.5/",
        "http://09.1/",
        "http://a%00b.example/",
        "http://a%FEb.example/",
        "http://a%41\ud800.example/",
        "http://\ud800.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "https://example.org/" + "a" * MAX_URL_LENGTH,
    ],
)
def test_what_cannot_be_fetched_is_refused(url: str) -> None:
    with pytest.raises(UrlError):
        clean_url(url)


def test_a_refusal_never_repeats_the_url() -> None:
    with pytest.raises(UrlError) as caught:
        clean_url("gopher://user:geheim@example.org/")
    assert "geheim" not in str(caught.value)


def test_tracking_parameters_do_not_count_for_the_length() -> None:
    url = f"https://example.org/a?utm_content={'x' * MAX_URL_LENGTH}"
    assert clean_url(url) == "https://example.org/a"


def test_a_url_of_any_length_is_refused_at_once() -> None:
    with pytest.raises(UrlError):
        clean_url("https://example.org/" + "../" * MAX_RAW_LENGTH)


@given(URLISH)
def test_cleaning_twice_changes_nothing(url: str) -> None:
    try:
        once = clean_url(url, BASE)
    except UrlError:
        return
    assert clean_url(once) == once
    assert once.isascii()


@given(URLISH)
def test_scrapy_requests_the_very_url(url: str) -> None:
    try:
        clean = clean_url(url, BASE)
    except UrlError:
        return
    assert Request(clean).url == clean


@pytest.mark.parametrize(
    ("url", "host", "domain"),
    [
        ("https://www.example.co.uk/a", "www.example.co.uk", "example.co.uk"),
        ("https://paper.blogspot.com/a", "paper.blogspot.com", "paper.blogspot.com"),
        ("http://localhost:8080/", "localhost:8080", "localhost:8080"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080/", "[::1]:8080", "[::1]:8080"),
        ("https://co.uk/", "co.uk", "co.uk"),
        ("https://news.example.org:8443/", "news.example.org:8443", "example.org"),
        ("https://www.例え.jp/", "www.xn--r8jz45g.jp", "xn--r8jz45g.jp"),
    ],
)
def test_hosts_and_registrable_domains(url: str, host: str, domain: str) -> None:
    assert (host_of(url), registrable_domain(url)) == (host, domain)


@pytest.mark.parametrize(
    ("url", "seed", "expected"),
    [
        ("https://sport.example.org/a", "https://www.example.org/", True),
        ("http://example.org/", "https://example.org:8443/", True),
        ("https://example.net/", "https://example.org/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
        ("mailto:a@example.org", "https://example.org/", False),
    ],
)
def test_scope_is_the_registrable_domain(url: str, seed: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert in_scope(url, seed) is expected
