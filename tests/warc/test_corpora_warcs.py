"""WARC and ARC files of warcio's and jwarc's own tests, and what is known of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.warc import TornWarcError, read_exchanges
from crawler.warc.record import digest
from crawler.warc.stream import NotWarcError, RawRecord, read_records

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "warc"
LISTED = CORPUS / "expect.jsonl"
ROWS = {
    Path(row["file"]).name: row
    for row in map(json.loads, LISTED.read_text().splitlines() if LISTED.exists() else [])
}
pytestmark = pytest.mark.skipif(not ROWS, reason="the shared corpora are not beside the project")

# Whole gzip streams of several records. Others refuse them, as no record can be had alone; we read
# them from the beginning and give their records no length.
ONE_MEMBER = ("example-bad.warc.gz.bad", "example-bad-non-chunked.warc.gz")
# Its records are framed rightly; only a check of its digests finds the wrong one.
DIGESTS_ONLY = "example-digest.warc"
# A response's Content-Length is too short. Others search for the next record, and find one; we read
# nothing behind such a place, for a page may hold what looks like a record.
TOO_SHORT = "example-trunc.warc"
# It ends three bytes before its Content-Length says. jwarc reads its fields alone.
NO_LINE_ENDS = "jwarc-revisit-no-body.warc"
DISAGREEMENTS = {*ONE_MEMBER, DIGESTS_ONLY, TOO_SHORT, NO_LINE_ENDS}


def read(name: str) -> tuple[list[RawRecord], TornWarcError | None]:
    records: list[RawRecord] = []
    stream = read_records(CORPUS / ROWS[name]["file"])
    while True:
        try:
            records.append(next(stream))
        except StopIteration:
            return records, None
        except TornWarcError as error:
            return records, error


def names(*, ok: bool, arc: bool) -> list[Any]:
    return sorted(
        name
        for name, row in ROWS.items()
        if row["ok"] is ok and (".arc" in name) is arc and name not in DISAGREEMENTS
    )


def test_every_file_of_the_list_is_tested_here() -> None:
    tested = [
        name for ok in (True, False) for arc in (True, False) for name in names(ok=ok, arc=arc)
    ]
    assert len(ROWS) == 34
    assert set(ROWS) == {*tested, *DISAGREEMENTS}


@pytest.mark.parametrize("name", names(ok=True, arc=False))
def test_a_good_file_gives_its_records(name: str) -> None:
    records, error = read(name)
    assert error is None
    assert len(records) == ROWS[name]["records"]
    assert [record.type for record in records] == ROWS[name]["types"]
    assert all(record.framed and record.length for record in records)


@pytest.mark.parametrize("name", names(ok=False, arc=False))
def test_a_bad_file_is_a_tear(name: str) -> None:
    records, error = read(name)
    assert error is not None
    assert len(records) <= 1
    assert not isinstance(error, NotWarcError)


@pytest.mark.parametrize("name", names(ok=True, arc=True))
def test_an_arc_file_is_refused_by_name(name: str) -> None:
    records, error = read(name)
    assert (records, type(error)) == ([], NotWarcError)
    assert "an ARC file, which is not read" in str(error)


@pytest.mark.parametrize("name", ONE_MEMBER)
def test_one_gzip_member_for_all_records_is_read_without_lengths(name: str) -> None:
    records, error = read(name)
    assert error is None
    assert [record.length for record in records] == [0] * 6


def test_a_wrong_digest_is_not_the_readers_concern() -> None:
    records, error = read(DIGESTS_ONLY)
    assert (len(records), error) == (4, None)
    assert [digest(record.block or b"") for record in records] != [
        record.header("WARC-Block-Digest") for record in records
    ]


def test_a_content_length_that_is_too_short_is_a_tear_after_its_record() -> None:
    records, error = read(TOO_SHORT)
    assert [(record.type, record.framed) for record in records] == [
        ("warcinfo", True),
        ("warcinfo", True),
        ("response", False),
    ]
    assert error is not None
    assert error.offset == records[-1].offset + records[-1].length


def test_a_record_without_its_last_bytes_is_a_tear() -> None:
    records, error = read(NO_LINE_ENDS)
    assert records == []
    assert "ends within a record" in str(error)


def test_common_crawls_page_is_whole() -> None:
    (page,) = read_exchanges(CORPUS / "files/cc.warc.gz")
    assert len(page.body(100_000)) == 20_289
    assert page.ref.record_id == "urn:uuid:ececb7b0-ed4d-4d27-9ae8-2676df51cf7d"


def test_every_cut_of_common_crawls_file_is_a_tear(tmp_path: Path) -> None:
    whole = (CORPUS / "files/cc.warc.gz").read_bytes()
    path = tmp_path / "cut.warc.gz"
    for size in range(1, len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(TornWarcError) as torn:
            list(read_records(path))
        assert torn.value.offset == 0


def test_every_cut_of_many_records_gives_all_before_it(tmp_path: Path) -> None:
    records, _ = read("example.warc.gz")
    whole = (CORPUS / "files/example.warc.gz").read_bytes()
    ends = [record.offset + record.length for record in records]
    path = tmp_path / "cut.warc.gz"
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        stream = read_records(path)
        before = [next(stream) for end in ends if end <= size]
        assert before == records[: len(before)]
        if size in {0, *ends}:
            assert next(stream, None) is None
        else:
            with pytest.raises(TornWarcError) as torn:
                next(stream)
            assert torn.value.offset == max([0, *(end for end in ends if end <= size)])


def test_the_angle_brackets_of_wget_are_taken_off() -> None:
    (page,) = read_exchanges(CORPUS / "files/example-wget-bad-target-uri.warc.gz")
    assert page.url == "http://example.com/"
