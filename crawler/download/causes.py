"""What Twisted gathers below an error of Scrapy's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from OpenSSL import SSL
from service_identity import VerificationError

if TYPE_CHECKING:
    from collections.abc import Iterator


def causes_of(error: BaseException) -> Iterator[BaseException]:
    for failure in getattr(error.__cause__, "reasons", ()):
        yield failure.value


def is_of_tls(error: BaseException) -> bool:
    """No secure connection came about: a certificate that does not hold, no common version."""
    return any(isinstance(cause, SSL.Error | VerificationError) for cause in causes_of(error))
