"""An article's two files against each other, their place and the ledger's row. Pure.

Bytes and values in, complaints out: each is what follows the file's name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.formats import plaintext, record
from crawler.formats.moments import moment_text
from crawler.paths import article_id, image_path, record_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article, CaptureRef, Image
    from crawler.verification.ledger_copy import NamedArticle

# The zone in which a text states its time was that run's own: between 12 hours behind UTC and 14
# ahead of it (https://data.iana.org/time-zones/), and up to 16 in the local times of the 1800s.
_WIDEST_ZONE = timedelta(hours=16)


class NotAnArticleError(ValueError):
    """The message says why not, as what follows the file's name."""


def read_record(content: bytes) -> Article:
    """Raises NotAnArticleError."""
    try:
        return record.parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotAnArticleError("is not UTF-8") from error
    except record.RecordError as error:
        raise NotAnArticleError(f"is no record: {error}") from error


def record_complaints(article: Article, place: str, row: NamedArticle | None) -> Iterator[str]:
    """`place` is the record's path in the archive; `row` is None where no ledger can be asked."""
    try:
        belongs = str(record_path(article))
    except ValueError:
        yield "lacks id, version or fetched_at"
        return
    if belongs != place:
        yield f"belongs at {belongs} by its id, version and fetched_at"
    if article.id != article_id(article.canonical_url):
        yield "id is not that of its canonical_url"
    if article.capture is None:
        yield "names no capture"
    if row is not None:
        yield from (f"{name} is not the ledger's" for name in _unlike(article, row))


def text_complaints(content: bytes, article: Article) -> Iterator[str]:
    """Whether it is the record's text; the time that it states may be in any zone."""
    try:
        found = plaintext.parse(content.decode("utf-8"), UTC)
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    except plaintext.PlainTextError as error:
        yield f"is no article's text: {error}"
        return
    expected = plaintext.text_article(article)
    for name in ("title", "lead_image", "publisher", "section", "paragraphs"):
        if getattr(found, name) != getattr(expected, name):
            yield f"{name} is not the record's"
    if not _may_be_same_time(found.published, expected.published):
        yield "published is not the record's in any time zone"


def image_complaints(image: Image) -> Iterator[str]:
    """Whether the path of an image that was kept is that of its digest."""
    if image.path is None or image.sha256 is None:
        if image.path is not image.sha256:
            yield f"image {image.url} has a path without sha256, or sha256 without a path"
        return
    try:
        belongs = str(image_path(image.sha256, image.path.rpartition(".")[2]))
    except ValueError:
        belongs = None
    if belongs != image.path:
        yield f"image {image.path} is not named by its sha256"


def _unlike(article: Article, row: NamedArticle) -> Iterator[str]:
    """Names of the members that differ."""
    for name in (
        *("id", "version", "canonical_url", "title", "publisher", "section", "language", "seed"),
    ):
        if getattr(article, name) != getattr(row, name):
            yield name
    for name in ("published", "fetched_at"):
        moment: datetime | date | None = getattr(article, name)
        if (moment_text(moment) if moment else None) != getattr(row, name):
            yield name
    if _columns(article.capture) != (
        *(row.warc, row.warc_offset, row.warc_length, row.record_id, row.payload_digest),
    ):
        yield "capture"


def _columns(capture: CaptureRef | None) -> tuple[object, ...]:
    if capture is None:
        return (None,) * 5
    return (
        *(capture.warc, capture.offset, capture.length),
        *(capture.record_id, capture.payload_digest),
    )


def _may_be_same_time(text: datetime | date | None, stated: datetime | date | None) -> bool:
    if isinstance(text, datetime) and isinstance(stated, datetime):
        return abs(text - stated) <= _WIDEST_ZONE
    return text == stated and type(text) is type(stated)
