"""The key under which a URL is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import UrlError, canonical_url, clean_url
from crawler.discovery.urls import MAX_URL_LENGTH

URLISH = st.one_of(
    st.text("abA.%2eE/\\?#&=:@é中;utm_[]0127.amp-", max_size=60).map("https://{}".format),
    st.text("abAMP.%2eE/\\?#&=:é;html", max_size=40).map("https://example.org/{}".format),
    st.text("abs.%/?&=amp", max_size=40).map("https://www.google.com/amp/s/{}".format),
    st.text("abs.%/?&=amp", max_size=40).map("https://x.cdn.ampproject.org/c/s/{}".format),
    st.lists(
        st.sampled_from(
            [
                "/amp",
                ".amp",
                ".html",
                "/",
                "//",
                "/..",
                "/.",
                "%2e",
                "%41",
                "?amp",
                "&a=1",
                "a:",
                "s",
            ]
        ),
        max_size=10,
    ).map(lambda parts: "https://www.google.com" + "".join(parts)),
)


@pytest.mark.parametrize(
    "variant",
    [
        "https://example.org/2026/11/23/story",
        "https://EXAMPLE.org:443/2026/11/23/story/",
        "https://example.org/2026/11/23/story#comments",
        "https://example.org/2026/11/23/story?utm_source=x&fbclid=y",
        "https://example.org/2026//11/./23/x/../stor%79",
        "https://example.org/2026/11/23/story?",
        "https://example.org/2026/11/23/story/amp/",
        "https://example.org/2026/11/23/story.amp",
        "https://example.org/2026/11/23/story?amp=1",
        "https://example.org/2026/11/23/story?outputType=amp&",
        "https://www.google.com/amp/s/example.org/2026/11/23/story/amp",
        "https://www.google.co.uk/amp/s/example.org/2026/11/23/story",
        "https://example-org.cdn.ampproject.org/c/s/example.org/2026/11/23/story?usqp=mq331",
        "https://example-org.cdn.ampproject.org/v/s/example.org/2026/11/23/story?amp_js_v=0.1",
    ],
)
def test_variants_of_one_page_have_one_key(variant: str) -> None:
    assert canonical_url(variant) == "https://example.org/2026/11/23/story"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/story",
        "https://www.example.org/story",
        "https://m.example.org/story",
        "https://amp.example.org/story",
        "https://example.org/amp/story",
        "https://example.org/Story",
        "https://example.org/story?sid=1",
        "https://example.org/story?page=2",
        "https://example.org/story%2Famp",
        "https://example.org:8443/story",
    ],
)
def test_what_only_the_pages_can_tell_to_be_one_stays_apart(other: str) -> None:
    assert canonical_url(other) != canonical_url("https://example.org/story")
    assert canonical_url(other) == other


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/story.amp.html", "https://example.org/story.html"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://example.org/x?b=2&a=1", "https://example.org/x?b=2&a=1"),
        ("https://example.org/%e4%bd%a0%7E", "https://example.org/%E4%BD%A0~"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
        (
            "https://a.example/web/2020/https://b.example/x",
            "https://a.example/web/2020/https://b.example/x",
        ),
        ("https://www.google.com/amp/s/", "https://www.google.com/amp/s"),
        (
            "https://www.google.com/amp/s/user@a.example:99999/",
            "https://www.google.com/amp/s/user@a.example:99999",
        ),
    ],
)
def test_forms_of_the_key(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(URLISH)
def test_the_key_of_a_key_is_itself(url: str) -> None:
    try:
        key = canonical_url(url)
    except UrlError:
        return
    assert canonical_url(key) == key


@given(URLISH)
def test_a_clean_url_has_the_key_of_what_it_was_cleaned_from(url: str) -> None:
    try:
        clean = clean_url(url)
    except UrlError:
        return
    assert canonical_url(clean) == canonical_url(url)


def test_the_longest_clean_url_has_a_key() -> None:
    clean = clean_url("https://example.org/".ljust(MAX_URL_LENGTH, "%"))
    assert canonical_url(canonical_url(clean)) == canonical_url(clean)
