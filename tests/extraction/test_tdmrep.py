"""What a site says of text and data mining in a file of its own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.tdmrep import site_rights

URL = "https://a.example/news/2026/story.html?id=7"


def said(location: str) -> bool:
    rule = [{"location": location, "tdm-reservation": 1}]
    return site_rights(json.dumps(rule).encode(), URL) == ("tdm-reservation=1",)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/", True),
        ("/news", True),
        ("/news/", True),
        ("/sport/", False),
        ("news", False),
        ("*", True),
        ("/*/story", True),
        ("/*story*id=7$", True),
        ("/*story.html$", False),
        ("/news/2026/story.html?id=7$", True),
        ("/news$", False),
        ("/*2026*2026", False),
        ("*" * 400, True),
        ("*a" * 200, False),
    ],
)
def test_a_rule_is_for_the_paths_that_its_location_fits(location: str, expected: bool) -> None:  # noqa: FBT001
    assert expected == said(location)


def test_all_rules_that_fit_are_told_in_the_order_of_the_file() -> None:
    rules = [
        {"location": "/news", "tdm-reservation": 1, "tdm-policy": "https://a.example/policy"},
        {"location": "/sport", "tdm-reservation": 1},
        {"location": "/", "tdm-reservation": 0},
    ]
    assert site_rights(json.dumps(rules).encode(), URL) == (
        "tdm-reservation=1",
        "tdm-policy=https://a.example/policy",
        "tdm-reservation=0",
    )


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"7", b"[7, {}]", b'{"location": 3}', b"[" * 100_000]
)
def test_what_is_no_such_file_says_nothing(body: bytes) -> None:
    assert site_rights(body, URL) == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_rule_and_no_address_raise(location: str, url: str) -> None:
    rule = json.dumps([{"location": location, "tdm-reservation": 1}]).encode()
    assert len(site_rights(rule, url)) <= 1
