"""One answer to one URL of the ledger, from its status to what it means.

The same for an answer from the network and for one that is read back from a capture.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
from crawler.submission import Submission
from crawler.verdict import Verdict
from crawler.workers.errors import ReadingError
from crawler.workers.reading import Answer, Reading
from spiders.found import accept_candidates, accept_elsewhere
from spiders.hops import is_endless
from spiders.outcome import holds_article, outcome_of_reading, outcome_of_reading_error

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.extensions.run import Run
    from crawler.fetched import Fetched
    from crawler.ledger import Queued

logger = logging.getLogger(__name__)

REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200


@dataclass(frozen=True, slots=True)
class Onward:
    """The same URL of the ledger is asked for again, at another address."""

    url: str


async def visit(run: Run, queued: Queued, fetched: Fetched) -> Submission | Onward | Verdict:
    """A submission settles its URL at the end of the pipelines, a verdict at once."""
    if fetched.status in REDIRECTS:
        return await _redirected(run, queued, fetched)
    if fetched.status != OK:
        return Verdict(*settled_by_status(fetched.status))
    answer = Answer(fetched.url, fetched.body, fetched.content_type, Role(queued.role))
    try:
        reading = await run.readers.read(answer)
    except ReadingError as error:
        logger.warning("%s: %s", fetched.url, error)
        verdict = outcome_of_reading_error(error)
        run.remark(fetched, reading_failed=verdict.reason)
        return verdict
    return await _read(run, queued, fetched, reading)


async def _redirected(run: Run, queued: Queued, fetched: Fetched) -> Onward | Verdict:
    if not fetched.location:  # an empty address would be the page itself
        return Verdict(State.FAILED, Reason.BAD_REDIRECT)
    try:
        target = clean_url(fetched.location, fetched.url)
    except UrlError:
        return Verdict(State.FAILED, Reason.BAD_REDIRECT)
    return await _elsewhere(run, queued, target, Reason.REDIRECT)


async def _elsewhere(run: Run, queued: Queued, target: str, reason: Reason) -> Onward | Verdict:
    """The answer leads to another URL: that one is visited in its place."""
    if canonical_url(target) == canonical_url(queued.url):
        return Onward(target)
    async with run.gate:
        if is_endless(run, queued, target):
            return Verdict(State.FAILED, Reason.REDIRECT_LOOP)
        goes_on = accept_elsewhere(run, queued, target)
    return Verdict(State.DUPLICATE, reason, of=target, goes_on=goes_on)


async def _read(
    run: Run, queued: Queued, fetched: Fetched, reading: Reading
) -> Submission | Onward | Verdict:
    role = Role(queued.role)
    page = reading.page
    if page is not None and page.amp_of is not None:
        return await _elsewhere(run, queued, page.amp_of, Reason.AMP)
    if page is not None and page.article is not None and holds_article(reading, role):
        return _submitted(run, queued, fetched, page.article)
    await accept_candidates(run, queued, fetched, reading)
    return outcome_of_reading(reading, role)


def _submitted(
    run: Run, queued: Queued, fetched: Fetched, article: Article
) -> Submission | Verdict:
    stated = Candidate(article.url, Role.ARTICLE, source=Source.LINK, published=article.published)
    if queued.hops and too_old(stated, fetched.fetched_at, run.terms.max_age_days):
        return Verdict(State.REFUSED, Reason.AGE)
    kept = replace(
        article,
        capture=fetched.capture,
        fetched_at=fetched.fetched_at,
        seed=queued.seed,
        via=queued.via,
    )
    return Submission(kept, queued, replace(fetched, body=b""), run.terms)
