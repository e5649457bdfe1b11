"""What came of a capture that its bytes cannot tell: a metadata record of its own. Pure.

A page that took too long to read, or a picture that could not be had, might come out otherwise when
the archive is built again from its captures. So what the run saw is kept beside them. Of several
remarks on one capture the last one counts: a killed run's decision is made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.warc.fields import warc_fields_of
from crawler.warc.messages import read_fields
from crawler.warc.record import Record, record_content, target_uri, unbracketed

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.warc.stream import RawRecord

_READING_FAILED = "readingFailed"
_IMAGES_NOT_KEPT = "imagesNotKept"
_IMAGE_NOT_KEPT = "imageNotKept"
_PAGE_MISSING = "pageMissing"
_SITE_RIGHTS = "siteRights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """`of` is the id of the response or revisit that it speaks of, `url` its target URI.

    `reading_failed` is the ledger's reason; `images_not_kept` are URLs as the page has them,
    `pages_missing` those of further pages that could not be had. `site_rights` are signals of reuse
    that the site gave elsewhere.
    """

    of: str
    url: str
    reading_failed: str | None = None
    images_not_kept: tuple[str, ...] = ()
    pages_missing: tuple[str, ...] = ()
    site_rights: tuple[str, ...] = ()


def remark_record(remark: Remark, *, record_id: str, warcinfo_id: str, now: datetime) -> Record:
    headers = [
        ("WARC-Target-URI", target_uri(remark.url)),
        ("WARC-Warcinfo-ID", f"<{warcinfo_id}>"),
        ("WARC-Refers-To", f"<{remark.of}>"),
        ("Content-Type", "application/warc-fields"),
    ]
    content = record_content("metadata", record_id, now, headers, _block(remark))
    return Record("metadata", record_id, content)


def _block(remark: Remark) -> bytes:
    if remark.reading_failed is not None:
        return warc_fields_of([(_READING_FAILED, remark.reading_failed)])
    images = [(_IMAGE_NOT_KEPT, image) for image in remark.images_not_kept]
    pages = [(_PAGE_MISSING, page) for page in remark.pages_missing]
    rights = [(_SITE_RIGHTS, signal) for signal in remark.site_rights]
    return warc_fields_of([(_IMAGES_NOT_KEPT, len(images)), *images, *pages, *rights])


def read_remark(record: RawRecord) -> Remark | None:
    """None for a record that is no remark of ours."""
    of = record.header("WARC-Refers-To")
    if record.type != "metadata" or of is None:
        return None
    fields = [(name, _utf8(value)) for name, value in read_fields(record.block or b"")]
    if not any(name in {_READING_FAILED, _IMAGES_NOT_KEPT} for name, _ in fields):
        return None
    return Remark(
        of=unbracketed(of),
        url=unbracketed(record.header("WARC-Target-URI") or ""),
        reading_failed=next((value for name, value in fields if name == _READING_FAILED), None),
        images_not_kept=tuple(value for name, value in fields if name == _IMAGE_NOT_KEPT),
        pages_missing=tuple(value for name, value in fields if name == _PAGE_MISSING),
        site_rights=tuple(value for name, value in fields if name == _SITE_RIGHTS),
    )


def _utf8(value: str) -> str:
    return value.encode("latin-1").decode("utf-8", "replace")
