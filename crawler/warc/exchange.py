"""One HTTP exchange as it went over the wire, and where its URL came from. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import CaptureRef

# The reasons of WARC/1.1, section 5.13.
Truncation = Literal["time", "length", "disconnect", "unspecified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Why a URL was fetched: what the metadata record says, and a rebuild needs back.

    `role` is what the URL was taken for (article, feed, robots, image …), `hops` the number of
    links from the seed. Values are single lines: the record turns control characters into spaces.
    """

    seed: str | None = None
    via: str | None = None
    hops: int | None = None
    role: str | None = None
    feed_title: str | None = None
    feed_published: str | None = None


# What is fetched for an article that is being archived: no decision waits for it by itself.
IMAGE_ROLE = "image"
PAGE_ROLE = "article-page"
SITE_FILE_ROLE = "site-file"
ROBOTS_ROLE = "robots"
PART_ROLES = frozenset({IMAGE_ROLE, PAGE_ROLE, SITE_FILE_ROLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A response that is safe in a closed file; a revisit names it instead of holding it again.

    `url` and `date` are its WARC-Target-URI and WARC-Date, by which replay tools look for it.
    """

    url: str
    date: datetime
    capture: CaptureRef
    is_chunked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """`request` and `response` are the bytes on the wire, without those after the response.

    `response` begins with any 1xx answers. An empty `request` was never sent (the TLS handshake
    failed). `url` has no fragment; times are aware and UTC; `truncated` is None for a whole one.
    `tls_version` is spelled as WARC-Protocol has it (tls/1.3), `tls_cipher` as IANA does.
    `is_certificate_verified` is False where the other end may have been anybody.
    `asked_about` is what a conditional request holds against the server's: a 304 speaks of it.
    """

    url: str
    request: bytes
    response: bytes
    started: datetime
    ended: datetime
    remote_ip: str | None = None
    tls_version: str | None = None
    tls_cipher: str | None = None
    is_certificate_verified: bool = True
    truncated: Truncation | None = None
    attempt: int = 1
    provenance: Provenance | None = None
    asked_about: Original | None = None
