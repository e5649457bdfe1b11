"""One capture read back from its place in a WARC file, a revisit with its original's payload."""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from crawler.warc.reader import ReadExchange, exchange_of
from crawler.warc.stream import records_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc.revisits import Reference
    from crawler.warc.stream import RawRecord


class CaptureMissingError(LookupError):
    """There is no such answer at the place that the reference names."""


def read_capture(folder: Path, ref: CaptureRef) -> ReadExchange:
    """Without request and metadata, which are records of their own. Raises CaptureMissingError.

    A revisit comes with the payload of its original; one that only says that nothing was modified
    stays without.
    """
    found = _answer_at(folder, ref.warc, ref.offset, ref.record_id)
    if found.ref.length != ref.length:
        raise CaptureMissingError(f"{ref.warc}: byte {ref.offset}: another record")
    if found.refers_to is None or found.refers_to.is_not_modified:
        return found
    return found.with_payload_of(read_original(folder, found.refers_to))


def read_original(folder: Path, reference: Reference) -> ReadExchange:
    """What a revisit of ours names, which is in the same folder. Raises CaptureMissingError."""
    warc, offset, record_id = reference.warc, reference.offset, reference.record_id
    if warc is None or offset is None or record_id is None or "/" in warc:
        raise CaptureMissingError(
            f"{reference.url}: the revisit does not say where its original is"
        )
    original = _answer_at(folder, warc, offset, record_id)
    if original.refers_to is not None:
        raise CaptureMissingError(f"{warc}: byte {offset}: a revisit where an original should be")
    return original


def _answer_at(folder: Path, warc: str, offset: int, record_id: str) -> ReadExchange:
    try:
        with (folder / warc).open("rb") as file:
            file.seek(offset)
            record = _record_here(records_from(file), record_id)
    except (OSError, ValueError, zlib.error) as error:
        raise CaptureMissingError(f"{warc}: byte {offset}: {error}") from error
    found = exchange_of(warc, [replace(record, offset=offset)]) if record else None
    if found is None:
        raise CaptureMissingError(f"{warc}: byte {offset}: another record")
    return found


def _record_here(records: Iterator[RawRecord], record_id: str) -> RawRecord | None:
    """In someone else's file several records may share a place, which is that of their member."""
    here = takewhile(lambda record: record.offset == 0, records)
    return next((record for record in here if record.id == record_id), None)
