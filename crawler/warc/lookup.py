"""One capture read back from its place in a WARC file."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.warc.reader import ReadExchange, exchange_of
from crawler.warc.stream import gzip_records

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import CaptureRef


class CaptureMissingError(LookupError):
    """There is no such response at the place that the reference names."""


def read_capture(folder: Path, ref: CaptureRef) -> ReadExchange:
    """Without request and metadata, which are records of their own. Raises CaptureMissingError."""
    try:
        with (folder / ref.warc).open("rb") as file:
            file.seek(ref.offset)
            member = file.read(ref.length)
        records = list(gzip_records(io.BytesIO(member)))
    except (OSError, ValueError, zlib.error) as error:
        raise CaptureMissingError(f"{ref.warc}: byte {ref.offset}: {error}") from error
    found = exchange_of(ref.warc, records)
    if found is None or found.ref.record_id != ref.record_id:
        raise CaptureMissingError(f"{ref.warc}: byte {ref.offset}: another record")
    return replace(found, ref=ref)
