"""What a crawler reaches from the seed list, by links, feeds and sitemaps."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import html

from crawler.demo import DemoNewspaper, Outcome, expectations
from tests.demo.fetching import fetch_url
from tests.demo.pages import xml_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_every_article_is_reached_from_the_seeds(newspaper: DemoNewspaper) -> None:
    reached = set(_reached(newspaper))
    hoped = expectations(newspaper.hosts)
    wanted = {url for url, each in hoped.items() if each.outcome is not Outcome.NOT_ARTICLE}
    assert wanted - reached == set()


def test_no_single_way_reaches_every_article(newspaper: DemoNewspaper) -> None:
    """Front pages and feeds show the newest only: sections, pages or sitemaps have the others."""
    near = set()
    for host in newspaper.hosts.values():
        near |= set(_links(f"http://{host}/"))
    wanted = {url for url, each in expectations(newspaper.hosts).items() if each.article}
    assert len(wanted - near) > 10


def _reached(newspaper: DemoNewspaper) -> Iterator[str]:
    """Every URL that links, feeds and sitemaps lead to, without query where it is for tracking."""
    lines = (line for line in newspaper.seeds.splitlines() if line and not line.startswith("#"))
    waiting = [line.split("\t")[0] for line in lines]
    seen = set(waiting)
    while waiting:
        url = waiting.pop()
        yield url
        found = {each.partition("?utm")[0].partition("#")[0] for each in _links(url)}
        waiting.extend(found - seen)
        seen |= found


def _links(url: str) -> list[str]:
    response, body = fetch_url(url)
    content_type = response.getheader("Content-Type") or ""
    if url.endswith(".gz"):
        body = gzip.decompress(body)
    if url.endswith((".xml", ".gz")):
        texts = xml_of(body).xpath("//*[local-name()='loc' or local-name()='link']/text()")
        return [str(each) for each in texts] + [e.link for e in feedparser.parse(body).entries]
    if not content_type.startswith("text/html"):
        return []
    page: Any = html.document_fromstring(body)
    return [str(each) for each in page.xpath("//@href")]


def test_the_seed_list_has_a_line_for_each_kind(newspaper: DemoNewspaper) -> None:
    kinds = {
        line.partition("\tkind=")[2]
        for line in newspaper.seeds.splitlines()
        if line.startswith("http")
    }
    assert {"", "site", "feed", "listing", "sitemap", "article"} == kinds
