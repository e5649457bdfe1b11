"""What an exception on the way to an answer means for the URL: its state and reason."""

from __future__ import annotations

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

from crawler.download.addresses import AddressRefused
from crawler.download.robots import Forbidden
from crawler.ledger import Reason, State

# In this order: some are subclasses of those below them.
_OUTCOMES: tuple[tuple[type[BaseException], State, Reason], ...] = (
    (AddressRefused, State.REFUSED, Reason.ADDRESS),
    (UnsupportedURLSchemeError, State.REFUSED, Reason.SCHEME),
    (CannotResolveHostError, State.FAILED, Reason.DNS),
    (DownloadTimeoutError, State.FAILED, Reason.TIMEOUT),
    (DownloadConnectionRefusedError, State.FAILED, Reason.CONNECTION),
    (ResponseDataLossError, State.FAILED, Reason.TRUNCATED),
    # Ours is the only cancelling: a body over DOWNLOAD_MAXSIZE.
    (DownloadCancelledError, State.REFUSED, Reason.SIZE),
    # Scrapy's decompression raises it for a body that unpacks to more than DOWNLOAD_MAXSIZE.
    (IgnoreRequest, State.REFUSED, Reason.SIZE),
    (DownloadFailedError, State.FAILED, Reason.CONNECTION),
)


def outcome_of_failure(error: BaseException) -> tuple[State, Reason]:
    if isinstance(error, Forbidden):
        return State.FORBIDDEN, Reason(error.reason)
    for kind, state, reason in _OUTCOMES:
        if isinstance(error, kind):
            return state, reason
    return State.FAILED, Reason.UNKNOWN
