"""What a page of links led to is remembered for the day when it says "not modified"."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.ledger import Found, url_key

if TYPE_CHECKING:
    from crawler.ledger import Ledger

NOW = datetime(2026, 11, 26, tzinfo=UTC)
HUB = "https://a.example/"


def found(url: str) -> Found:
    return Found(url=url, key=url_key(url), host="a.example", role="feed", via=HUB, hops=1)


def linked(ledger: Ledger, *urls: str) -> int:
    ledger.urls.accept_all([found(HUB), *map(found, urls)], now=NOW, run=1)
    hub = ledger.urls.by_key(url_key(HUB))
    assert hub is not None
    ledger.hub_links.replace(hub.seq, map(url_key, urls))
    return hub.seq


def test_they_come_back_as_they_were_found(ledger: Ledger) -> None:
    feeds = ("https://a.example/1.xml", "https://a.example/2.xml")
    assert list(map(found, feeds)) == ledger.hub_links.named(linked(ledger, *feeds))


def test_what_is_no_longer_named_is_forgotten(ledger: Ledger) -> None:
    linked(ledger, "https://a.example/1.xml")
    hub = linked(ledger, "https://a.example/2.xml")
    assert [found("https://a.example/2.xml")] == ledger.hub_links.named(hub)


def test_a_page_that_was_not_read_has_none(ledger: Ledger) -> None:
    assert ledger.hub_links.named(1) == []
