"""URLs that an answer named, on their way into the ledger: followed, or refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery import Candidate, Role, Source, canonical_url, host_of, robots_sitemaps
from crawler.discovery.choice import Place, Refusal, choose
from crawler.ledger import Found, Reason, url_key
from crawler.reading_outcome import role_shown

if TYPE_CHECKING:
    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued
    from crawler.workers.orders import Reading

# Higher is sooner, as in Scrapy: first what may name more, so that hosts come up early.
PRIORITIES = {
    Role.SITE: 30,
    Role.FEED: 20,
    Role.SITEMAP: 20,
    Role.LISTING: 20,
    Role.PAGE: 15,
    Role.ARTICLE: 10,
}
# What the others date is the last change, or a day in a path.
DATES_PUBLICATION = frozenset({Source.FEED, Source.NEWS_SITEMAP})
GOES_A_PAGE_DEEPER = frozenset({Source.PAGINATION, Source.SITEMAP, Source.NEWS_SITEMAP})


async def accept_candidates(run: Run, queued: Queued, fetched: Fetched, reading: Reading) -> bool:
    """False where a host's budget did not allow all: the answer is to be read again."""
    role = role_shown(reading, Role(queued.role))
    place = Place(queued.seed or queued.url, fetched.url, role, queued.depth)
    candidates = reading.discovered.candidates + await _of_robots(run, place, fetched.url)
    accepted, refused = [], []
    run.count("discovery/bad-url", reading.discovered.unusable)
    for candidate, refusal in choose(candidates, place, run.limits, fetched.fetched_at):
        found = _found(candidate, queued, fetched.url)
        if refusal is None:
            accepted.append(found)
        elif refusal is Refusal.DEPTH:
            run.count("discovery/depth")
        else:
            refused.append((found, Reason(refusal)))
    async with run.gate:
        is_all = run.decisions.accept_named(accepted)
        run.decisions.refuse(refused)
        hubs = (found.key for found in accepted if found.role != Role.ARTICLE)
        run.ledger.hub_links.replace(queued.seq, hubs)
        return is_all


def accept_elsewhere(run: Run, queued: Queued, target: str) -> bool:
    """The URL to which another one leads takes over what that one was taken for.

    False when it is known already, and need not be visited for this.
    """
    found = Found(
        url=target,
        key=url_key(canonical_url(target)),
        host=host_of(target),
        role=queued.role,
        seed=queued.seed,
        via=queued.url,
        hops=queued.hops,
        depth=queued.depth,
        priority=PRIORITIES[Role(queued.role)],
        title=queued.title,
    )
    return run.decisions.accept([found]) > 0


async def _of_robots(run: Run, place: Place, url: str) -> tuple[Candidate, ...]:
    """Sitemaps that the site's robots.txt names; only a whole site is searched that way."""
    if place.role is not Role.SITE:
        return ()
    return robots_sitemaps(await run.sitemaps_in_robots(url), url)


def _found(candidate: Candidate, queued: Queued, via: str) -> Found:
    deeper = candidate.source in GOES_A_PAGE_DEEPER and candidate.role is not Role.ARTICLE
    return Found(
        url=candidate.url,
        key=url_key(canonical_url(candidate.url)),
        host=host_of(candidate.url),
        role=candidate.role,
        seed=queued.seed,
        via=via,
        hops=queued.hops + 1,
        depth=queued.depth + 1 if deeper else 0,
        priority=PRIORITIES[candidate.role],
        title=candidate.title,
        published=candidate.published if candidate.source in DATES_PUBLICATION else None,
    )
