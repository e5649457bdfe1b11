"""The seed list on its way into the ledger, in batches: a million lines are no million objects."""

from __future__ import annotations

import asyncio
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import signals

from crawler.demo import serve
from crawler.discovery import Role, canonical_url, host_of
from crawler.ledger import Found, url_key
from crawler.seeds import Seed, SeedKind, read_seeds, seed_of_url
from spiders.found import FRONT_PAGES, PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extensions.run import Run
    from spiders.news import NewsSpider

DEMO = "demo"
# 35 microseconds each in the ledger: no batch holds the event loop for longer than 10 ms.
BATCH = 250
ROLES = {
    SeedKind.ARTICLE: Role.ARTICLE,
    SeedKind.LISTING: Role.LISTING,
    SeedKind.FEED: Role.FEED,
    SeedKind.SITEMAP: Role.SITEMAP,
    SeedKind.SITE: Role.SITE,
}


async def accept_seeds(spider: NewsSpider, run: Run) -> None:
    seeds = seeds_of(spider)
    while batch := [_found(seed) for seed in islice(seeds, BATCH)]:
        if run.is_ending:
            return
        async with run.gate:
            run.decisions.accept_seeds(batch)
        await asyncio.sleep(0)


def seeds_of(spider: NewsSpider) -> Iterator[Seed]:
    """The command has read the list through once, so that a bad line is not met here."""
    if spider.url is not None:
        return iter([seed_of_url(spider.url)])
    if spider.seeds == DEMO:
        newspaper = serve()
        spider.crawler.signals.connect(newspaper.close, signals.spider_closed, weak=False)
        return read_seeds(newspaper.seeds.encode(), DEMO)
    path = Path(spider.seeds or "")
    return read_seeds(path.read_bytes(), path.name)


def _found(seed: Seed) -> Found:
    role = _role(seed)
    return Found(
        url=seed.url,
        key=url_key(canonical_url(seed.url)),
        host=host_of(seed.url),
        role=role,
        seed=seed.url,
        priority=PRIORITIES[role],
    )


def _role(seed: Seed) -> Role:
    """A front page stands for its site; what another URL is, its answer tells."""
    if seed.kind is not None:
        return ROLES[seed.kind]
    return Role.SITE if urlsplit(seed.url).path in FRONT_PAGES else Role.PAGE
