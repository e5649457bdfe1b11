"""Scrapy's HTTP/1.1 download handler, with every exchange written to the run's captures.

A request in: its answer out, and in `request.meta` where its bytes are (`capture`) and when the
exchange began (`fetched_at`). No answer reaches a spider whose bytes are not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    NotSupported,
)
from scrapy.utils.asyncio import is_asyncio_available

from crawler.download.addresses import check_literal, check_port
from crawler.download.attempt import Attempt, Fetch, HeadLimits
from crawler.download.certificates import Certificates
from crawler.download.ending import EndsInTime, RunEndingError, under_way
from crawler.download.sink import CaptureError, CaptureSink, find_sink
from crawler.download.wire import CURRENT_FETCH, tee
from crawler.warc import Exchange, Truncation
from crawler.warc.messages import is_http, split_interim

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class NotHttpError(DownloadFailedError):
    """The answer's status line is that of another protocol."""


class HeadTooLongError(DownloadCancelledError):
    """Of the answer; it is not asked for again."""


class CapturingHandler(HTTP11DownloadHandler):
    """Every attempt is an exchange of its own, answered or not; proxies are refused, as what they
    are told (CONNECT) would be missing.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not is_asyncio_available():
            # An answer must not come back before the connection has been told that it is over.
            raise NotConfigured("captures need Scrapy's default reactor, asyncio's")
        super().__init__(crawler)
        allows_private = crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        ports = () if allows_private else crawler.settings.getlist("ALLOWED_PORTS")
        self._ports = frozenset(map(int, ports))
        self._head = HeadLimits(
            crawler.settings.getint("HEADERS_MAX_BYTES", HeadLimits().size),
            crawler.settings.getint("HEADERS_MAX_COUNT", HeadLimits().lines),
        )
        tee(self, allow_private_addresses=allows_private)
        self._certificates = Certificates(self._contextFactory)
        self._contextFactory = self._certificates  # type: ignore[assignment] # by its interface
        self._sink: CaptureSink | None = None
        # The sink, if it ends in time: to ask that of it takes longer than all else here.
        self._ending: EndsInTime | None = None

    async def download_request(self, request: Request) -> Response:
        """Raises CaptureError where the exchange could not be written, whatever the answer was;
        PortRefused.
        """
        if self._sink is None:
            self._sink = find_sink(self.crawler)
            self._ending = self._sink if isinstance(self._sink, EndsInTime) else None
        self._certificates.excused = self._sink.excused_domains
        if self._sink.is_ending:
            raise RunEndingError("the run is ending")
        if self._ports:
            check_port(request.url, self._ports)
            check_literal(request.url)
        if request.meta.get("proxy"):
            raise NotSupported("only direct connections are captured, not those of a proxy")
        # A retry or a redirect brings the meta of the request before it.
        request.meta.pop("capture", None)
        request.meta.pop("fetched_at", None)
        fetch = Fetch(request.meta.get("download_maxsize", self._default_maxsize), self._head)
        token = CURRENT_FETCH.set(fetch)
        try:
            with under_way(self._ending):
                response = await super().download_request(request)
        except Exception as error:
            self._capture(request, fetch, _truncation(error), self._sink)
            _raise_if_flooded(fetch, error)
            raise
        finally:
            CURRENT_FETCH.reset(token)
        # Only a download that was stopped (StopDownload) is not over by itself.
        self._capture(request, fetch, "unspecified", self._sink)
        if not is_http(split_interim(bytes(fetch.attempts[-1].received))[1]):
            # Twisted takes any protocol's name in the status line, WARC readers only HTTP's.
            raise NotHttpError("the answer's status line is not HTTP's")
        return response

    def _capture(self, request: Request, fetch: Fetch, why: Truncation, sink: CaptureSink) -> None:
        fetch.settle(why)
        for attempt in fetch.attempts:
            try:
                request.meta["capture"] = sink.captured(self._exchange(request, attempt))
            except OSError as error:
                sink.capture_failed(error)
                raise CaptureError(
                    f"the capture of {request.url} was not written: {error}"
                ) from error
            request.meta["fetched_at"] = attempt.started

    def _exchange(self, request: Request, attempt: Attempt) -> Exchange:
        facts = attempt.facts
        return Exchange(
            url=request.url.partition("#")[0],
            request=bytes(attempt.sent) if facts.is_ready else b"",
            response=bytes(attempt.received),
            started=attempt.started,
            ended=attempt.ended or attempt.started,
            remote_ip=facts.remote_ip,
            tls_version=facts.tls_version,
            tls_cipher=facts.tls_cipher,
            is_certificate_verified=self._certificates.are_verified_for(request.url),
            truncated=attempt.truncated,
            attempt=request.meta.get("retry_times", 0) + 1,
            provenance=request.meta.get("provenance"),
            asked_about=request.meta.get("asked_about"),
        )


def _truncation(error: Exception) -> Truncation:
    if isinstance(error, DownloadTimeoutError):
        return "time"
    # Scrapy cancels for DOWNLOAD_MAXSIZE only.
    return "length" if isinstance(error, DownloadCancelledError) else "disconnect"


def _raise_if_flooded(fetch: Fetch, error: Exception) -> None:
    """More bytes than any allowed body needs are a body over the limit: not to be tried again."""
    if fetch.attempts and fetch.attempts[-1].is_head_too_long:
        raise HeadTooLongError("the head of the answer has no end") from error
    flooded = bool(fetch.attempts) and fetch.attempts[-1].truncated == "length"
    if flooded and not isinstance(error, DownloadCancelledError):
        raise DownloadCancelledError(str(error)) from error
