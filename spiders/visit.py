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
from crawler.workers.errors import ReadingError
from crawler.workers.reading import Answer, Reading
from spiders.found import accept_candidates, accept_elsewhere
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


async def visit(run: Run, queued: Queued, fetched: Fetched) -> Submission | Onward | None:
    """None once the URL is settled. A submission settles it at the end of the pipelines."""
    if fetched.status in REDIRECTS:
        return await _redirected(run, queued, fetched)
    if fetched.status != OK:
        return await _settle(run, queued, fetched, *settled_by_status(fetched.status))
    answer = Answer(fetched.url, fetched.body, fetched.content_type, Role(queued.role))
    try:
        reading = await run.readers.read(answer)
    except ReadingError as error:
        logger.warning("%s: %s", fetched.url, error)
        return await _settle(run, queued, fetched, *outcome_of_reading_error(error))
    return await _read(run, queued, fetched, reading)


async def _redirected(run: Run, queued: Queued, fetched: Fetched) -> Onward | None:
    try:
        target = clean_url(fetched.location or "", fetched.url)
    except UrlError:
        return await _settle(run, queued, fetched, State.FAILED, Reason.BAD_REDIRECT)
    return await _elsewhere(run, queued, fetched, target, Reason.REDIRECT)


async def _elsewhere(
    run: Run, queued: Queued, fetched: Fetched, target: str, reason: Reason
) -> Onward | None:
    """The answer leads to another URL: that one is visited in its place."""
    if canonical_url(target) == canonical_url(queued.url):
        return Onward(target)
    await accept_elsewhere(run, queued, target)
    return await _settle(run, queued, fetched, State.DUPLICATE, reason, of=target)


async def _read(
    run: Run, queued: Queued, fetched: Fetched, reading: Reading
) -> Submission | Onward | None:
    role = Role(queued.role)
    page = reading.page
    if page is not None and page.amp_of is not None:
        return await _elsewhere(run, queued, fetched, page.amp_of, Reason.AMP)
    if page is not None and page.article is not None and holds_article(reading, role):
        return await _submitted(run, queued, fetched, page.article)
    await accept_candidates(run, queued, fetched, reading)
    return await _settle(run, queued, fetched, *outcome_of_reading(reading, role))


async def _submitted(
    run: Run, queued: Queued, fetched: Fetched, article: Article
) -> Submission | None:
    stated = Candidate(article.url, Role.ARTICLE, source=Source.LINK, published=article.published)
    if queued.hops and too_old(stated, fetched.fetched_at, run.limits.max_age_days):
        return await _settle(run, queued, fetched, State.REFUSED, Reason.AGE)
    kept = replace(
        article,
        capture=fetched.capture,
        fetched_at=fetched.fetched_at,
        seed=queued.seed,
        via=queued.via,
    )
    return Submission(kept, queued, replace(fetched, body=b""))


async def _settle(
    run: Run,
    queued: Queued,
    fetched: Fetched,
    state: State,
    reason: Reason,
    of: str | None = None,
) -> None:
    async with run.gate:
        run.settle(queued, state, reason, fetched=fetched, of=of)
