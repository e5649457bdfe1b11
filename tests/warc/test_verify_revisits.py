"""What can be wrong with a revisit record, and with the response that it names."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crawler.warc import verify_warc
from crawler.warc.files import index_path
from crawler.warc.record import digest
from crawler.warc.recovery import index_of
from crawler.warc.revisits import IDENTICAL_PAYLOAD, NOT_MODIFIED
from crawler.warc.stream import RawRecord, read_records
from tests.warc.samples import BODY, RESPONSE, exchange, writer

if TYPE_CHECKING:
    from pathlib import Path

HEAD = RESPONSE.removesuffix(BODY)


@dataclass(frozen=True)
class Pair:
    original: Path
    revisit: Path

    @property
    def named(self) -> RawRecord:
        return _response(self.original)

    def write(self, *changes: tuple[str, str], block: bytes = HEAD) -> None:
        """The second file's response as a revisit, `changes` made to its header's text."""
        response = _response(self.revisit)
        header = self._header(response, block)
        for old, new in changes:
            assert old in header
            header = header.replace(old, new)
        member = gzip.compress(header.encode() + block + b"\r\n\r\n")
        content = self.revisit.read_bytes()
        after = content[response.offset + response.length :]
        self.revisit.write_bytes(content[: response.offset] + member + after)
        index_path(self.revisit).write_bytes(index_of(self.revisit)[0])

    def _header(self, response: RawRecord, block: bytes) -> str:
        named = self.named
        fields = {
            "WARC-Type": "revisit",
            "WARC-Record-ID": response.header("WARC-Record-ID"),
            "WARC-Date": response.header("WARC-Date"),
            "WARC-Target-URI": response.header("WARC-Target-URI"),
            "WARC-Warcinfo-ID": response.header("WARC-Warcinfo-ID"),
            "WARC-Profile": IDENTICAL_PAYLOAD,
            "WARC-Refers-To": named.header("WARC-Record-ID"),
            "WARC-Refers-To-Target-URI": named.header("WARC-Target-URI"),
            "WARC-Refers-To-Date": named.header("WARC-Date"),
            "WARC-Refers-To-Filename": self.original.name,
            "WARC-Refers-To-File-Offset": str(named.offset),
            "WARC-Payload-Digest": named.header("WARC-Payload-Digest"),
            "WARC-Truncated": "length",
            "Content-Type": "application/http; msgtype=response",
            "WARC-Block-Digest": digest(block),
            "Content-Length": str(len(block)),
        }
        lines = [f"{name}: {value}\r\n" for name, value in fields.items()]
        return "".join(("WARC/1.1\r\n", *lines, "\r\n"))

    def found(self) -> list[str]:
        return [problem.what for problem in verify_warc(self.revisit)]


def _response(path: Path) -> RawRecord:
    return next(record for record in read_records(path) if record.type == "response")


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    paths: list[Path] = []
    for number, prefix in enumerate(("first", "second")):
        ours = writer(tmp_path, prefix=prefix)
        ours.write(exchange(number))
        ours.close()
        paths += tmp_path.glob(f"{prefix}-*.warc.gz")
    return Pair(*paths)


def test_a_revisit_that_is_right_is_no_problem(pair: Pair) -> None:
    pair.write()
    assert pair.found() == []


NOT_MODIFIED_CHANGES = ((IDENTICAL_PAYLOAD, NOT_MODIFIED), ("WARC-Truncated: length\r\n", ""))


def test_a_revisit_for_what_was_not_modified_is_no_problem(pair: Pair) -> None:
    pair.write(*NOT_MODIFIED_CHANGES, block=b"")
    assert pair.found() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("WARC-Profile: ", "X: ", "no WARC-Profile"),
        ("WARC-Refers-To: ", "X: ", "no WARC-Refers-To"),
        ("WARC-Refers-To-Target-URI: ", "X: ", "no WARC-Refers-To-Target-URI"),
        ("WARC-Refers-To-Date: ", "X: ", "no WARC-Refers-To-Date"),
        ("WARC-Refers-To-Filename: ", "X: ", "no WARC-Refers-To-Filename"),
        ("WARC-Refers-To-File-Offset: ", "X: ", "no WARC-Refers-To-File-Offset"),
        ("WARC-Payload-Digest: ", "X: ", "no WARC-Payload-Digest"),
        ("identical-payload", "other-payload", "unknown WARC-Profile http://netpreserve.org/"),
        ("WARC-Truncated: length", "WARC-Truncated: time", "WARC-Truncated of a revisit"),
        ("Refers-To: <urn", "Refers-To: <x", "WARC-Refers-To is not the id of the record at byte"),
        ("Refers-To-Target-URI: h", "Refers-To-Target-URI: x", "WARC-Refers-To-Target-URI is not"),
        ("Refers-To-Date: 2", "Refers-To-Date: 1", "WARC-Refers-To-Date is not that of the record"),
        ("Payload-Digest: sha256:", "Payload-Digest: sha256:0", "WARC-Payload-Digest is not that"),
        ("File-Offset: ", "File-Offset: -", " is no number"),
        ("File-Offset: ", "File-Offset: 9", "WARC-Refers-To: no record begins at byte 9"),
        ("Filename: first", "Filename: third", "is missing"),
        ("Filename: first", "Filename: ../first", "is no name of a closed WARC file"),
    ],
)
def test_what_is_wrong_with_a_revisit_is_named(
    pair: Pair, old: str, new: str, problem: str
) -> None:
    pair.write((old, new))
    assert [problem] == [problem for what in pair.found() if problem in what][:1], pair.found()


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (RESPONSE, "the block of a revisit is not one HTTP header and nothing else"),
        (HEAD[:-2], "the block of a revisit is not one HTTP header and nothing else"),
        (b"", "the block does not begin with a final HTTP status"),
        (HEAD.replace(b"200", b"103"), "the block does not begin with a final HTTP status"),
    ],
)
def test_a_revisit_has_the_answers_header_and_nothing_else(
    pair: Pair, block: bytes, problem: str
) -> None:
    pair.write(block=block)
    assert [problem] == pair.found()


def test_a_revisit_for_what_was_not_modified_is_empty_and_not_cut(pair: Pair) -> None:
    pair.write((IDENTICAL_PAYLOAD, NOT_MODIFIED))
    expected = [
        "a server-not-modified revisit with a block",
        "a server-not-modified revisit with WARC-Truncated",
    ]
    assert expected == pair.found()


def test_a_file_that_is_still_written_holds_no_original(pair: Pair) -> None:
    pair.write()
    pair.original.rename(f"{pair.original}.open")
    assert [f"WARC-Refers-To: {pair.original.name} is still being written"] == pair.found()


def test_an_original_that_is_damaged_is_named(pair: Pair) -> None:
    pair.write()
    place = f"byte {pair.named.offset} of {pair.original.name}"
    pair.original.write_bytes(bytes(pair.original.stat().st_size))
    assert [f"WARC-Refers-To: no record begins at {place}"] == pair.found()


def test_a_request_is_no_original(pair: Pair) -> None:
    request = next(record for record in read_records(pair.original) if record.type == "request")
    pair.write((f"File-Offset: {pair.named.offset}", f"File-Offset: {request.offset}"))
    place = f"the record at byte {request.offset} of {pair.original.name}"
    expected = [
        f"WARC-Refers-To names no response: {place}",
        f"WARC-Refers-To is not the id of {place}",
        f"WARC-Payload-Digest is not that of {place}",
    ]
    assert expected == pair.found()
