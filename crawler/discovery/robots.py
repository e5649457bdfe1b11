"""The sitemaps that a robots.txt names, as candidates; its rules are the download room's.

Spec: https://www.sitemaps.org/protocol.html#submit_robots
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery.candidate import Candidate, Role, Source, once
from crawler.discovery.hosts import UrlError
from crawler.discovery.urls import clean_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_SITEMAPS = 500  # the largest publishers name about a hundred


def robots_sitemaps(stated: Iterable[str], url: str) -> tuple[Candidate, ...]:
    """`stated` are the values of the file's lines, in their order; `url` is a page of that host.

    The protocol wants absolute addresses; relative ones are common, and taken for what they mean.
    """
    return once(_candidates(stated, url))[:MAX_SITEMAPS]


def _candidates(stated: Iterable[str], url: str) -> Iterator[Candidate]:
    for value in stated:
        try:
            address = clean_url(value, url)
        except UrlError:
            continue
        yield Candidate(address, Role.SITEMAP, source=Source.ROBOTS)
