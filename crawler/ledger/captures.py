"""A capture's place in the columns that urls, articles and images have for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.article import CaptureRef

if TYPE_CHECKING:
    from collections.abc import Sequence

Columns = tuple[str | None, int | None, int | None, str | None, str | None]


def columns_of(capture: CaptureRef | None) -> Columns:
    """For warc, warc_offset, warc_length, record_id, payload_digest."""
    if capture is None:
        return None, None, None, None, None
    return (
        capture.warc,
        capture.offset,
        capture.length,
        capture.record_id,
        capture.payload_digest,
    )


def capture_from(columns: Sequence[Any]) -> CaptureRef | None:
    warc, offset, length, record_id, payload_digest = columns
    if warc is None:
        return None
    return CaptureRef(
        warc=warc,
        offset=offset,
        length=length,
        record_id=record_id,
        payload_digest=payload_digest,
    )
