"""A real run on an archive of the test's, without a spider and without a network."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.utils.test import get_crawler

from crawler import settings as project
from crawler.article import Article
from crawler.discovery import canonical_url, host_of
from crawler.extensions.part_source import LiveParts
from crawler.extensions.run import Run, run_of
from crawler.fetched import Fetched
from crawler.ledger import Found, url_key
from crawler.submission import Submission
from crawler.warc import Exchange, Provenance
from tests.warc.samples import BODY, response_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.ledger import Queued

NOW = datetime(2026, 11, 23, 18, 4, tzinfo=UTC)
SEED = "https://a.example/"
# Longer than any test: checkpoints are made where a test says so, and at the end.
NEVER_S = 600
OURS = {name: getattr(project, name) for name in dir(project) if name.isupper()}
SETTINGS: dict[str, Any] = {
    "RUN_ID": "20261123T180400Z",
    "RUN_STARTED": NOW,
    "EXTENSIONS": {"crawler.extensions.run.Run": 10},
    "EXTRACT_WORKERS": 0,
    "CHECKPOINT_INTERVAL_S": NEVER_S,
    # The frontier hands out all that a test queues.
    "CONCURRENT_REQUESTS_PER_DOMAIN": 50,
}


@asynccontextmanager
async def opened_run(archive: Path, **settings: Any) -> AsyncIterator[Run]:
    """Ended as after a good crawl; if the test raises, as if it had been killed."""
    given = {**OURS, **SETTINGS, "ARCHIVE_DIR": str(archive), **settings}
    run = run_of(get_crawler(settings_dict=given))
    await run.spider_opened()
    # A crawl goes around the event loop before it has anything to archive.
    await asyncio.sleep(0)
    try:
        yield run
    except BaseException:
        _die(run)
        raise
    await run.spider_closed("finished")


def captured_images(run: Run) -> dict[str, CaptureRef]:
    """What a killed run had fetched and perhaps not archived."""
    assert isinstance(run.parts, LiveParts)
    return run.parts._captured


def _die(run: Run) -> None:
    """What the kernel does for a killed process: its files are closed as they are."""
    if (file := run.captures._writer._file) is not None:
        file.abandon()
    run.ledger.close()


async def queue(run: Run, url: str, role: str = "article", **known: Any) -> Queued:
    """The URL as the frontier hands it out."""
    known = {"hops": 1, "seed": SEED, "via": SEED, **known}
    key = url_key(canonical_url(url))
    async with run.gate:
        run.decisions.accept([Found(url=url, key=key, host=host_of(url), role=role, **known)])
    return next(queued for queued in run.frontier.take() if queued.url == url)


def captured(run: Run, url: str, body: bytes = BODY, role: str = "article") -> Fetched:
    """An answer with its capture in the run's WARC file."""
    exchange = Exchange(
        url=url,
        request=b"GET / HTTP/1.1\r\n\r\n",
        response=response_of(body, b"Content-Type: text/html"),
        started=NOW,
        ended=NOW,
        remote_ip="192.0.2.7",
        provenance=Provenance(seed=SEED, via=SEED, hops=1, role=role),
    )
    capture = run.captured(exchange)
    assert capture is not None
    return Fetched(
        url=url, status=200, body=body, capture=capture, fetched_at=NOW, content_type="text/html"
    )


async def submitted(run: Run, url: str, **stated: Any) -> Submission:
    """An article on its way into the pipelines: queued, fetched, read."""
    queued, fetched = await queue(run, url), captured(run, url)
    return Submission(article_of(fetched, **stated), queued, fetched, run.terms)


def article_of(fetched: Fetched, **stated: Any) -> Article:
    article = Article(
        url=fetched.url,
        canonical_url=canonical_url(fetched.url),
        title="Headline",
        paragraphs=("A sentence.",),
        capture=fetched.capture,
        fetched_at=fetched.fetched_at,
        seed=SEED,
        via=SEED,
    )
    return replace(article, **stated)
