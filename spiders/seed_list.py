"""The seed list on its way into the ledger, in batches: a million lines are no million objects."""

from __future__ import annotations

import asyncio
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals

from crawler.discovery import canonical_url, host_of, registrable_domain
from crawler.ledger import Found, url_key
from crawler.seeds import is_excused, read_seeds, role_of_seed, seed_of_url
from spiders.found import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extensions.run import Run
    from crawler.seeds import Seed
    from spiders.news import NewsSpider

DEMO = "demo"
# 35 microseconds each in the ledger: no batch holds the event loop for longer than 10 ms.
BATCH = 250


async def accept_seeds(spider: NewsSpider, run: Run) -> None:
    seeds = seeds_of(spider)
    while batch := list(islice(seeds, BATCH)):
        if run.is_ending:
            return
        run.excused_domains.update(
            registrable_domain(seed.url) for seed in batch if is_excused(seed.options)
        )
        async with run.gate:
            run.decisions.accept_seeds(map(_found, batch))
        await asyncio.sleep(0)


def seeds_of(spider: NewsSpider) -> Iterator[Seed]:
    """The command has read the list through once, so that a bad line is not met here."""
    if spider.url is not None:
        return iter([seed_of_url(spider.url)])
    if spider.seeds == DEMO:
        from crawler.demo import serve  # noqa: PLC0415 - 50 ms that no other crawl needs

        newspaper = serve()
        spider.crawler.signals.connect(newspaper.close, signals.spider_closed, weak=False)
        return read_seeds(newspaper.seeds.encode(), DEMO)
    path = Path(spider.seeds or "")
    return read_seeds(path.read_bytes(), path.name)


def _found(seed: Seed) -> Found:
    role = role_of_seed(seed)
    return Found(
        url=seed.url,
        key=url_key(canonical_url(seed.url)),
        host=host_of(seed.url),
        role=role,
        seed=seed.url,
        priority=PRIORITIES[role],
    )
