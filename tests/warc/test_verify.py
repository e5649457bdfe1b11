"""The strict check finds each way in which a file can be wrong, and nothing in a file of ours."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from crawler.warc import verify_warc
from crawler.warc.stream import RawRecord, read_records
from tests.warc.samples import exchange, writer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A closed file of three exchanges, one cut, one without an answer."""
    ours = writer(tmp_path)
    ours.write(exchange(0))
    ours.write(exchange(1, response=b"HTTP/1.1 200 OK\r\nConte", truncated="disconnect"))
    ours.write(exchange(2, response=b""))
    ours.close()
    (path,) = tmp_path.glob("*.warc.gz")
    return path


def found(path: Path) -> str:
    return "\n".join(map(str, verify_warc(path)))


def change(path: Path, old: bytes, new: bytes) -> None:
    """In the records, compressed again one by one."""
    content = path.read_bytes()
    members = [content[one.offset : one.offset + one.length] for one in read_records(path)]
    changed = [gzip.compress(gzip.decompress(member).replace(old, new)) for member in members]
    path.write_bytes(b"".join(changed))


def test_a_file_of_ours_is_whole(archive: Path) -> None:
    assert found(archive) == ""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"A sentence", b"A Sentence", "WARC-Block-Digest is not that of the block"),
        (b"A sentence", b"A Sentence", "WARC-Payload-Digest is not that of the payload"),
        (b"WARC/1.1", b"WARC/1.0", "version WARC/1.0"),
        (b"WARC-Block-Digest: ", b"X: ", "no WARC-Block-Digest"),
        (b"WARC-Date: 2026-", b"WARC-Date: x", "WARC-Date is no date"),
        (b"WARC-Filename: ", b"WARC-Filename: x", "WARC-Filename is not the file's name"),
        (b"WARC-Warcinfo-ID: <", b"WARC-Warcinfo-ID: <x", "WARC-Warcinfo-ID is not that"),
        (b"WARC-Concurrent-To: <", b"WARC-Concurrent-To: <x", "names no record of this file"),
        (b"WARC-Type: request", b"WARC-Type: resource", "unexpected record type 'resource'"),
        (b"msgtype=request", b"msgtype=x", "Content-Type of a request record"),
        (b"WARC-Truncated: disconnect", b"WARC-Truncated: soon", "WARC-Truncated soon"),
        (b"WARC-Truncated: disconnect\r\n", b"", "the header is cut off"),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 103 OK", "does not begin with a final HTTP status"),
        (
            b"\r\n\r\n<p>A sentence.</p>\r\n\r\n",
            b"\r\n\r\n<p>A sentence.</p>\r\n",
            "two empty lines",
        ),
        (b"000000000003>", b"000000000002>", "is there twice"),
    ],
)
def test_what_is_wrong_is_named(archive: Path, old: bytes, new: bytes, problem: str) -> None:
    change(archive, old, new)
    assert problem in found(archive)


def test_records_that_share_a_member_are_found(archive: Path) -> None:
    archive.write_bytes(gzip.compress(gzip.decompress(archive.read_bytes())))
    assert "shares its gzip member" in found(archive)


def test_a_tear_is_found_with_its_place(archive: Path) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-3])
    last = max(record.offset for record in _readable(archive, whole))
    assert f"byte {last}: torn" in found(archive)


def _readable(archive: Path, whole: bytes) -> list[RawRecord]:
    copy = archive.with_name("whole.warc.gz")
    copy.write_bytes(whole)
    return list(read_records(copy))


@pytest.mark.parametrize("bytes_after", [b"\0" * 100, b"junk"])
def test_bytes_after_the_last_record_are_found(archive: Path, bytes_after: bytes) -> None:
    archive.write_bytes(archive.read_bytes() + bytes_after)
    assert "torn" in found(archive)


def test_a_missing_and_a_wrong_index_are_found(archive: Path) -> None:
    index = archive.with_name(archive.name.replace(".warc.gz", ".cdxj"))
    index.write_bytes(index.read_bytes().replace(b'"200"', b'"404"'))
    assert "the .cdxj does not say what the file holds" in found(archive)
    index.unlink()
    assert "no .cdxj beside it" in found(archive)
