"""One answer to one URL of the ledger, from its status to what it means.

The same for an answer from the network and for one that is read back from a capture.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import stats_keys as keys
from crawler.discovery import (
    Candidate,
    Role,
    Source,
    UrlError,
    canonical_url,
    clean_url,
    too_old,
)
from crawler.ledger import Reason, State, settled_by_status
from crawler.reading_outcome import holds_article, outcome_of_reading, outcome_of_reading_error
from crawler.statuses import OK, REDIRECTS
from crawler.submission import Submission
from crawler.verdict import Verdict
from crawler.workers.errors import ReadingError
from crawler.workers.orders import Answer, Reading
from spiders.conditional import is_hub, reading_of, unchanged
from spiders.onward import Onward

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.extensions.run import Run
    from crawler.extraction.page import Page
    from crawler.fetched import Fetched
    from crawler.led import Led
    from crawler.ledger import Queued
    from crawler.terms import Terms
    from spiders.leads import Leads

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Way:
    """How the answers of a run are taken: what becomes of the URLs that they lead to, and under
    which terms an article is kept.
    """

    run: Run
    leads: Leads
    terms: Terms


async def visit(
    way: Way, queued: Queued, fetched: Fetched, led: Led
) -> Submission | Onward | Verdict:
    """A submission settles its URL at the end of the pipelines, a verdict at once."""
    if (verdict := unchanged(way.run, queued, fetched)) is not None:
        if is_hub(queued):
            await way.leads.named_before(queued)
            return replace(verdict, read_as=queued.read_as)
        return verdict
    if fetched.status in REDIRECTS:
        return await _redirected(way, queued, fetched)
    if fetched.status != OK:
        return Verdict(*settled_by_status(fetched.status))
    answer = Answer(
        fetched.url,
        fetched.body,
        fetched.content_type,
        Role(led.role),
        fetched.headers,
        fetched.fetched_at,
        way.run.limits.reading,
    )
    try:
        reading = await way.run.readers.page(answer)
    except ReadingError as error:
        logger.warning("%s: %s", fetched.url, error)
        verdict = outcome_of_reading_error(error)
        way.run.remark(fetched, reading_failed=verdict.reason)
        return verdict
    return await _read(way, queued, fetched, reading, led)


async def _redirected(way: Way, queued: Queued, fetched: Fetched) -> Onward | Verdict:
    if not fetched.location:  # an empty address would be the page itself
        return Verdict(State.FAILED, Reason.BAD_REDIRECT)
    try:
        target = clean_url(fetched.location, fetched.url)
    except UrlError:
        return Verdict(State.FAILED, Reason.BAD_REDIRECT)
    if len(target) > way.run.limits.url_length:
        return Verdict(State.REFUSED, Reason.URL_LENGTH)
    if queued.hops and _is_front(target) and not _is_front(queued.url):
        # Many sites say so where a page is gone; the front page is no copy of it.
        return Verdict(State.GONE, Reason.SOFT_404)
    return await _elsewhere(way, queued, target, Reason.REDIRECT)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


async def _elsewhere(way: Way, queued: Queued, target: str, reason: Reason) -> Onward | Verdict:
    """The answer leads to another URL: that one is visited in its place."""
    if canonical_url(target) == canonical_url(queued.url):
        return Onward(target)
    return await way.leads.elsewhere(queued, target, reason)


async def _read(
    way: Way, queued: Queued, fetched: Fetched, reading: Reading, led: Led
) -> Submission | Onward | Verdict:
    role = Role(led.role)
    page = reading.page
    if page is not None and page.amp_of is not None:
        return await _elsewhere(way, queued, page.amp_of, Reason.AMP)
    if page is not None and page.article is not None and holds_article(reading, role):
        if page.first_page is not None:
            return await _part_of(way, queued, page.first_page)
        _count_rule(way, page)
        kept = _kept(page.article, fetched, led)
        is_new = queued.article is None
        if led.hops and is_new and _is_too_old(kept, fetched, way.terms):
            return Verdict(State.REFUSED, Reason.AGE)
        unread = replace(fetched, body=b"")
        return Submission(kept, queued, unread, way.terms, next_page=page.next_page)
    is_complete = await way.leads.named(queued, fetched, reading)
    verdict = outcome_of_reading(reading, role)
    if way.run.is_offline or not is_complete:
        return verdict
    return replace(verdict, read_as=_read_as(way, queued))


async def _part_of(way: Way, queued: Queued, first: str) -> Onward | Verdict:
    """A later page of an article, met by itself: the first page will come to it."""
    led_on = await _elsewhere(way, queued, first, Reason.AMP)
    if isinstance(led_on, Verdict) and led_on.state is State.DUPLICATE:
        return replace(led_on, state=State.NOT_ARTICLE, reason=Reason.ARTICLE_PART)
    return led_on


def _count_rule(way: Way, page: Page) -> None:
    if page.ruled.site:
        outcome = keys.FITS if page.ruled.fits else keys.UNMATCHED
        way.run.count(f"{keys.SITE_RULES}{page.ruled.site}/{outcome}")


def _read_as(way: Way, queued: Queued) -> str:
    return reading_of(way.run.limits, queued)


def _kept(article: Article, fetched: Fetched, led: Led) -> Article:
    return replace(
        article,
        capture=fetched.capture,
        fetched_at=fetched.fetched_at,
        seed=led.seed,
        via=led.via,
    )


def _is_too_old(article: Article, fetched: Fetched, terms: Terms) -> bool:
    stated = Candidate(article.url, Role.ARTICLE, source=Source.LINK, published=article.published)
    return too_old(stated, fetched.fetched_at, terms.max_age_days)
