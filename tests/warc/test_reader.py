"""Exchanges read back, from our files and from those of other writers."""

from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.warc import DecodingError, Provenance, TornWarcError, read_exchanges
from crawler.warc.dates import read_warc_date
from crawler.warc.fields import read_provenance
from crawler.warc.stream import read_records
from tests.warc.samples import BODY, exchange, response_of, writer

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = b"""\
WARC/1.0\r
WARC-Type: response\r
WARC-Record-ID: <urn:uuid:%d>\r
WARC-Date: 2026-11-23T18:04:00Z\r
WARC-Target-URI: <http://example.com/%d>\r
Content-Type: application/http; msgtype=response\r
Content-Length: %d\r
\r
%s\r
\r
"""


def by_hand(number: int, response: bytes) -> bytes:
    return BY_HAND % (number, number, len(response), response)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "theirs.warc.gz"
    path.write_bytes(content)
    return path


def test_the_body_is_decoded_up_to_a_limit(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    coded = response_of(gzip.compress(BODY), b"Content-Encoding: gzip")
    archive.write(exchange(response=coded))
    archive.close()
    (path,) = tmp_path.glob("*.warc.gz")
    (read,) = read_exchanges(path)
    assert read.body(1000) == BODY
    assert read.header("content-encoding") == "gzip"
    with pytest.raises(DecodingError):
        read.body(5)


@pytest.mark.parametrize("shape", ["plain", "member-per-record", "one-member"])
def test_files_of_other_writers_are_read(tmp_path: Path, shape: str) -> None:
    found = [by_hand(number, response_of(b"%d" % number)) for number in range(3)]
    content = {
        "plain": b"".join(found),
        "member-per-record": b"".join(gzip.compress(record) for record in found),
        "one-member": gzip.compress(b"".join(found)),
    }[shape]
    read = list(read_exchanges(write(tmp_path, content)))
    assert [(one.url, one.payload) for one in read] == [
        (f"http://example.com/{number}", b"%d" % number) for number in range(3)
    ]
    assert read[0].date == datetime(2026, 11, 23, 18, 4, tzinfo=UTC)
    assert read[0].provenance == Provenance()


def test_offsets_lead_to_the_record_where_records_can_be_had_alone(tmp_path: Path) -> None:
    found = [gzip.compress(by_hand(number, response_of(b"x"))) for number in range(3)]
    path = write(tmp_path, b"".join(found))
    refs = [one.ref for one in read_exchanges(path)]
    content = path.read_bytes()
    assert [content[ref.offset : ref.offset + ref.length] for ref in refs] == found
    shared = write(tmp_path, gzip.compress(b"".join(map(gzip.decompress, found))))
    assert {one.ref.length for one in read_exchanges(shared)} == {0}


@pytest.mark.parametrize("request_first", [True, False])
def test_a_request_is_found_by_what_it_names(tmp_path: Path, request_first: object) -> None:
    content = b""
    for number in range(2):
        response = by_hand(number, response_of(b"body %d" % number))
        named = b"WARC-Concurrent-To: <urn:uuid:%d>\r\nContent-Length" % number
        asked = by_hand(number + 10, b"GET /%d HTTP/1.1\r\n\r\n" % number)
        asked = asked.replace(b"Content-Length", named).replace(b"Type: response", b"Type: request")
        content += asked + response if request_first else response + asked
    read = list(read_exchanges(write(tmp_path, content)))
    assert [one.payload for one in read] == [b"body 0", b"body 1"]
    assert [one.request.split()[1] for one in read] == [b"/0", b"/1"]


def test_equal_record_ids_do_not_make_one_exchange(tmp_path: Path) -> None:
    content = by_hand(1, response_of(b"a")) + by_hand(1, response_of(b"b"))
    assert [one.payload for one in read_exchanges(write(tmp_path, content))] == [b"a", b"b"]


def test_a_tear_is_an_error_after_everything_before_it(tmp_path: Path) -> None:
    records = [gzip.compress(by_hand(number, response_of(b"x" * 500))) for number in range(3)]
    path = write(tmp_path, b"".join(records)[:-10])
    exchanges = read_exchanges(path)
    assert [next(exchanges).url, next(exchanges).url] == [
        "http://example.com/0",
        "http://example.com/1",
    ]
    with pytest.raises(TornWarcError) as torn:
        next(exchanges)
    assert torn.value.offset == len(records[0] + records[1])


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    large = gzip.compress(by_hand(0, response_of(b"x" * 100_000)))
    path = write(tmp_path, large + gzip.compress(by_hand(1, response_of(b"y"))))
    read = list(read_exchanges(path, max_block_bytes=50_000))
    assert [one.payload for one in read] == [b"y"]


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.1\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: -5\r\n\r\nhello",
        b"WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
        b"WARC/1.1\r\nContent-Length: 10\r\n\r\nhello",
        b"<html>no archive</html>\r\n\r\n",
        b"\x1f\x8b\x08",
        gzip.compress(b"WARC/1.1\r\nContent-Le", mtime=0),
    ],
)
def test_what_is_no_record_is_a_tear_at_the_beginning(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TornWarcError) as torn:
        list(read_exchanges(write(tmp_path, content)))
    assert torn.value.offset == 0


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert list(read_exchanges(write(tmp_path, b""))) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20), st.booleans())
def test_damage_anywhere_gives_records_or_a_tear(
    tmp_path: Path, place: int, damage: bytes, compressed: object
) -> None:
    content = b"".join(by_hand(number, response_of(b"x" * 300)) for number in range(3))
    content = gzip.compress(content) if compressed else content
    path = write(tmp_path, content[:place] + damage + content[place + len(damage) :])
    with suppress(TornWarcError):
        assert len(list(read_records(path))) <= 4
    with suppress(TornWarcError):
        assert len(list(read_exchanges(path))) <= 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T18:04:00Z", datetime(2026, 11, 23, 18, 4, tzinfo=UTC)),
        ("2026-11-23T18:04:00.5Z", datetime(2026, 11, 23, 18, 4, 0, 500_000, tzinfo=UTC)),
        ("2026-11-23T18:04:00.123456789Z", datetime(2026, 11, 23, 18, 4, 0, 123456, tzinfo=UTC)),
        ("2026-11-23T20:04:00+02:00", datetime(2026, 11, 23, 18, 4, tzinfo=UTC)),
        ("20261123180400", None),
        ("2026-11", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_both_versions_are_read(text: str | None, expected: datetime | None) -> None:
    assert read_warc_date(text) == expected


@pytest.mark.parametrize(("hops", "expected"), [("3", 3), ("LLE", 3), ("", 0), ("9" * 5000, 5000)])
def test_hops_are_counted_as_heritrix_writes_them_too(hops: str, expected: int) -> None:
    assert read_provenance({"hopsFromSeed": hops}) == Provenance(hops=expected)
