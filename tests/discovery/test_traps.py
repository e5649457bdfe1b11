"""Addresses that a site makes up without end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Candidate, Role, Source
from crawler.discovery.choice import Limits, Place, Refusal, choose
from crawler.discovery.traps import is_trap

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SITE = "https://a.example"


@pytest.mark.parametrize(
    "path",
    [
        "/news/news/news/ferry",
        "/a/b/a/b/a/b/",
        "/" + "/".join(f"s{number}" for number in range(21)),
        "/calendar/2028/01/",
        "/events?month=2031-04&view=list",
        "/list?" + "&".join(f"p{number}=1" for number in range(30)),
    ],
)
def test_what_has_no_end_is_a_trap(path: str) -> None:
    assert is_trap(SITE + path, NOW)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/uk/news/ferry-sails",
        "/2026/11/11/11-people-saw-the-ferry",
        "/11/11/11/11/ferry",
        "/2027/01/01/what-comes",
        "/politics/election-2040-01-what-if",
        "/story?id=2099&page=2",
        "/world/asia/japan/tokyo/2026/11/26/the-cat",
    ],
)
def test_what_newspapers_have_is_none(path: str) -> None:
    assert not is_trap(SITE + path, NOW)


@given(st.text(max_size=200))
def test_no_address_raises(path: str) -> None:
    assert is_trap(f"{SITE}/{path.replace('[', '').replace(']', '')}", NOW) in {True, False}


def test_a_link_into_a_trap_is_refused_and_a_feeds_entry_is_not() -> None:
    url = f"{SITE}/news/news/news/ferry"
    limits = Limits(max_age_days=30, listing_max_pages=3, sitemaps_per_index=5)
    place = Place(SITE, SITE, Role.SITE, 0)
    found = {
        source: refusal
        for source in (Source.LINK, Source.FEED)
        for _, refusal in choose([Candidate(url, Role.ARTICLE, source=source)], place, limits, NOW)
    }
    assert found == {Source.LINK: Refusal.TRAP, Source.FEED: None}
