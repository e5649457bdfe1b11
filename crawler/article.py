"""The words that every room speaks: an article, its images and links, and the capture it came from.

None means that the page does not state the value; nothing is invented. Times are aware (those
that a page states keep its offset, the archive's own are in UTC), or a plain date where the page
states no time. Text is NFC, without control characters, with single spaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class Access(StrEnum):
    FREE = "free"
    PAYWALLED = "paywalled"
    UNKNOWN = "unknown"


class ImageRole(StrEnum):
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRef:
    """Where the raw bytes are: a record of a WARC file in output/warc.

    `warc` is the file's final name, `offset` and `length` are bytes of the compressed file,
    `record_id` is the WARC-Record-ID without angle brackets, `payload_digest` is
    `sha256:` and hex digits over the body without transfer-coding, with content-coding.
    """

    warc: str
    offset: int
    length: int
    record_id: str
    payload_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """`path` is relative to the archive and None for an image that was not kept.

    `type` is the media type that the bytes have, whatever the server said. `perceptual_hash` are
    64 hex digits: pictures that look alike differ in 16 of its 256 bits at most. None where the
    picture could not be decoded.
    """

    url: str
    role: ImageRole = ImageRole.BODY
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    path: str | None = None
    sha256: str | None = None
    type: str | None = None
    width: int | None = None
    height: int | None = None
    perceptual_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLink:
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveEntry:
    """One post of a live blog."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    published: datetime | date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """A further page of an article that stands on several."""

    url: str
    capture: CaptureRef


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """`of` is the id of the article that this one resembles, `resemblance` runs from 0 to 1,
    `cluster` is the id of the first article that the archive had of those alike.
    """

    of: str
    resemblance: float
    cluster: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The upper half is what the page says; the lower half is what the archive adds, step by step.

    `url` is the address that was fetched, `canonical_url` the one that names the article.
    `published` and `modified` are plain dates where the page states no time of day.
    `capture` is that of the first page, `pages` are the further ones.
    `entries` are a live blog's, newest first as a rule; their text is in `paragraphs`, too.
    `lead_image` is the URL of one of `images`. `rights` are the signals found, in page order.
    """

    url: str
    canonical_url: str
    title: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    modified: datetime | date | None = None
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    access: Access = Access.UNKNOWN
    lead_image: str | None = None
    images: tuple[Image, ...] = ()
    related: tuple[RelatedLink, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    flags: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()

    id: str | None = None
    version: int | None = None
    capture: CaptureRef | None = None
    pages: tuple[ArticlePage, ...] = ()
    fetched_at: datetime | None = None
    seed: str | None = None
    via: str | None = None
    near_duplicate: NearDuplicate | None = None
