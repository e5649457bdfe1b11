"""A part of an article from its URL, over redirects, by the same captured and polite way as pages:
one of its images, a further page, or a file that its site keeps about itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request

from crawler.discovery import UrlError, clean_url, origin_of
from crawler.download.answers import fetched_now
from crawler.download.ending import RunEndingError
from crawler.download.failures import outcome_of_failure
from crawler.download.resting import HostRestsError
from crawler.download.sink import CaptureError
from crawler.ledger import Reason, State, settled_by_status
from crawler.statuses import MAX_IMAGE_REDIRECTS, OK, REDIRECTS
from crawler.warc import IMAGE_ROLE, PAGE_ROLE, SITE_FILE_ROLE, Provenance

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.article import Article
    from crawler.fetched import Fetched

# What a browser says of each.
_ACCEPT = {
    IMAGE_ROLE: "image/avif,image/webp,image/*;q=0.8",
    PAGE_ROLE: "text/html,*/*;q=0.8",
    SITE_FILE_ROLE: "application/json",
}


class PartUnavailableError(Exception):
    def __init__(self, url: str, state: State, reason: Reason) -> None:
        super().__init__(f"{url}: {state} ({reason})")
        self.state = state
        self.reason = reason


async def fetch_part(crawler: Crawler, url: str, article: Article, role: str) -> Fetched:
    """Raises PartUnavailableError for all but status 200, CaptureError and RunEndingError."""
    target = url
    for _ in range(MAX_IMAGE_REDIRECTS + 1):
        request = _request(target, article, role)
        if role == IMAGE_ROLE:
            request.meta["download_maxsize"] = crawler.settings.getint("IMAGE_MAX_BYTES")
        fetched = await _answer(crawler, request)
        if fetched.status == OK:
            return fetched
        if fetched.status not in REDIRECTS:
            raise PartUnavailableError(url, *settled_by_status(fetched.status))
        target = _target(fetched)
    raise PartUnavailableError(url, State.FAILED, Reason.REDIRECT_LOOP)


async def _answer(crawler: Crawler, request: Request) -> Fetched:
    assert crawler.engine is not None  # noqa: S101 - pipelines work only while it runs
    try:
        return fetched_now(await crawler.engine.download_async(request))
    except HostRestsError as error:
        raise PartUnavailableError(request.url, State.FAILED, Reason.HTTP_429) from error
    except (CaptureError, RunEndingError):
        raise
    except Exception as error:
        # Whatever the network does, it costs one part.
        raise PartUnavailableError(request.url, *outcome_of_failure(error)) from error


def _request(url: str, article: Article, role: str) -> Request:
    headers = {"Accept": _ACCEPT[role]}
    if origin_of(url) == origin_of(article.url):
        # As browsers do; to a stranger's server it would say what is read.
        headers["Referer"] = article.url
    provenance = Provenance(seed=article.seed, via=article.url, role=role)
    return Request(url, headers=headers, meta={"provenance": provenance}, dont_filter=True)


def _target(fetched: Fetched) -> str:
    if not fetched.location:
        raise PartUnavailableError(fetched.url, State.FAILED, Reason.BAD_REDIRECT)
    try:
        return clean_url(fetched.location, fetched.url)
    except UrlError as error:
        raise PartUnavailableError(fetched.url, State.FAILED, Reason.BAD_REDIRECT) from error
