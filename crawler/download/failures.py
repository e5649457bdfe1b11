"""What an exception on the way to an answer means for the URL: its state and reason."""

from __future__ import annotations

import gzip
import struct
import zlib

import brotli  # type: ignore[import-untyped] # it ships no types
from backports import zstd
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from crawler.download.addresses import AddressRefused, PortRefused
from crawler.download.causes import causes_of, is_of_tls
from crawler.download.handler import HeadTooLongError, NotHttpError
from crawler.download.robots import Forbidden
from crawler.ledger import Reason, State

# In this order: some are subclasses of those below them.
_OUTCOMES: tuple[tuple[type[BaseException], State, Reason], ...] = (
    (PortRefused, State.REFUSED, Reason.PORT),
    (AddressRefused, State.REFUSED, Reason.ADDRESS),
    (UnsupportedURLSchemeError, State.REFUSED, Reason.SCHEME),
    (CannotResolveHostError, State.FAILED, Reason.DNS),
    (DownloadTimeoutError, State.FAILED, Reason.TIMEOUT),
    (DownloadConnectionRefusedError, State.FAILED, Reason.CONNECTION),
    (ResponseDataLossError, State.FAILED, Reason.TRUNCATED),
    (HeadTooLongError, State.REFUSED, Reason.HEADERS),
    # Ours is the only cancelling: a body over DOWNLOAD_MAXSIZE.
    (DownloadCancelledError, State.REFUSED, Reason.SIZE),
    # Scrapy's decompression raises it for a body that unpacks to more than DOWNLOAD_MAXSIZE.
    (IgnoreRequest, State.REFUSED, Reason.SIZE),
    (DownloadFailedError, State.FAILED, Reason.CONNECTION),
    (gzip.BadGzipFile, State.FAILED, Reason.CONTENT_ENCODING),
    (zlib.error, State.FAILED, Reason.CONTENT_ENCODING),
    (brotli.error, State.FAILED, Reason.CONTENT_ENCODING),
    (zstd.ZstdError, State.FAILED, Reason.CONTENT_ENCODING),
    # A gzip or zstd stream that ends before its first byte.
    (EOFError, State.FAILED, Reason.CONTENT_ENCODING),
    (struct.error, State.FAILED, Reason.CONTENT_ENCODING),
)
# Twisted's names, in a private module, for an answer that is none of HTTP.
_NO_HTTP = frozenset({"ParseError", "BadHeaders"})


def outcome_of_failure(error: BaseException) -> tuple[State, Reason]:
    if isinstance(error, Forbidden):
        return State.FORBIDDEN, Reason(error.reason)
    if _is_no_http(error):
        return State.FAILED, Reason.PROTOCOL
    if is_of_tls(error):
        return State.FAILED, Reason.TLS
    for kind, state, reason in _OUTCOMES:
        if isinstance(error, kind):
            return state, reason
    return State.FAILED, Reason.UNKNOWN


def _is_no_http(error: BaseException) -> bool:
    if isinstance(error, NotHttpError):
        return True
    return any(type(reason).__name__ in _NO_HTTP for reason in causes_of(error))
