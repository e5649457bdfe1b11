"""One capture read back from its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crawler.warc import read_exchanges
from crawler.warc.lookup import CaptureMissingError, read_capture
from tests.warc.samples import BODY, STARTED, exchange, response_of, writer

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import CaptureRef


def written(folder: Path, count: int = 3) -> list[CaptureRef]:
    warc = writer(folder)
    bodies = (response_of(BODY + b"%d" % n, b"ETag: %d" % n) for n in range(count))
    refs = [warc.write(exchange(n, response=body)) for n, body in enumerate(bodies)]
    warc.close()
    return [ref for ref in refs if ref is not None]


def test_every_capture_is_found_at_its_place(tmp_path: Path) -> None:
    for number, ref in enumerate(written(tmp_path)):
        found = read_capture(tmp_path, ref)
        assert ref == found.ref
        assert exchange(number).url == found.url
        assert (200, BODY + b"%d" % number) == (found.status, found.body(1000))
        assert found.header("etag") == str(number)


def test_it_is_what_reading_the_whole_file_gives(tmp_path: Path) -> None:
    refs = written(tmp_path)
    whole = list(read_exchanges(tmp_path / refs[0].warc))
    for ref, other in zip(refs, whole, strict=True):
        found = read_capture(tmp_path, ref)
        assert (other.url, other.date, other.headers, other.payload) == (
            found.url,
            found.date,
            found.headers,
            found.payload,
        )
    assert [STARTED, exchange(1).started] == [other.date for other in whole[:2]]


def test_it_is_there_while_the_file_is_still_written(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    ref = warc.write(exchange())
    assert ref is not None
    open_ref = replace(ref, warc=f"{ref.warc}.open")
    assert read_capture(tmp_path, open_ref).payload == BODY
    warc.close()


@pytest.mark.parametrize(
    "change",
    [
        {"warc": "presskeep-none.warc.gz"},
        {"offset": 7},
        {"offset": 10_000_000},
        {"length": 20},
        {"length": 0},
        {"record_id": "urn:uuid:another"},
    ],
    ids=str,
)
def test_a_reference_that_leads_elsewhere_is_told(
    tmp_path: Path, change: dict[str, object]
) -> None:
    ref = replace(written(tmp_path)[1], **change)  # type: ignore[arg-type]  # fields of its own
    with pytest.raises(CaptureMissingError):
        read_capture(tmp_path, ref)


def test_bytes_that_were_damaged_are_told(tmp_path: Path) -> None:
    ref = written(tmp_path)[1]
    path = tmp_path / ref.warc
    content = bytearray(path.read_bytes())
    content[ref.offset + ref.length // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(CaptureMissingError):
        read_capture(tmp_path, ref)


def test_a_reference_to_another_record_of_the_exchange_is_told(tmp_path: Path) -> None:
    first, second, _ = written(tmp_path)
    between = replace(second, offset=first.offset + first.length)
    with pytest.raises(CaptureMissingError):
        read_capture(tmp_path, between)
