"""Others' readers find in every file of ours what our own finds."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from crawler.warc import read_exchanges
from crawler.warc.stream import read_records
from tests.interop.captured import cdxj_indexer, index_of, wire_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# By case of the wire tests.
CUT_IN_THE_HEAD = {"cut-head", "time-out-in-head"}
OTHER_PAYLOAD_IN_WARCIO = {
    "trailer": "it takes the trailer of the chunks for payload",
    "chunk-size-no-number": "it takes what is no chunk as it is; we find no payload in it",
}
# Where the head has no end, cdxj-indexer makes up the SHA-1 of nothing; we know of no payload.
_OF_NO_PAYLOAD = '"digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", '


def test_gzip_finds_the_files_whole(files: list[Path]) -> None:
    gzip = shutil.which("gzip")
    assert gzip is not None
    command = [gzip, "--test", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_fastwarc_reads_every_record_and_finds_its_block_digest_right(files: list[Path]) -> None:
    for path in files:
        expected = [(record.id, True) for record in read_records(path)]
        with path.open("rb") as file:
            assert expected == [
                (str(record.record_id).strip("<>"), record.verify_block_digest())
                for record in FastIterator(file, parse_http=False)
            ]


def test_cdxj_indexer_makes_the_index_that_is_there(files: list[Path]) -> None:
    for path in files:
        theirs = [_without_made_up(line) for line in cdxj_indexer(path).splitlines()]
        assert index_of(path).read_text(encoding="utf-8").splitlines() == theirs


def _without_made_up(line: str) -> str:
    is_cut = any(f'/{case}"' in line for case in CUT_IN_THE_HEAD)
    return line.replace(_OF_NO_PAYLOAD, "") if is_cut else line


def test_warcio_reads_the_same_records(files: list[Path]) -> None:
    for path in files:
        ours = [(list(record.headers), record.block) for record in read_records(path)]
        assert ours == list(_records_by_warcio(path))


def _records_by_warcio(path: Path) -> Iterator[tuple[list[tuple[str, str]], bytes]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            yield record.rec_headers.headers, record.raw_stream.read()


def test_warcio_reads_the_same_payloads(files: list[Path]) -> None:
    for path in files:
        responses = [record.id for record in read_records(path) if record.type == "response"]
        ours = {one.ref.record_id: one for one in read_exchanges(path)}
        theirs = dict(_payloads_by_warcio(path))
        assert responses == list(theirs)
        differing = {ours[key].url for key in theirs if ours[key].payload != theirs[key]}
        assert {*map(wire_case, differing)} <= OTHER_PAYLOAD_IN_WARCIO.keys()


def _payloads_by_warcio(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield record.rec_headers["WARC-Record-ID"].strip("<>"), _payload(record)


def _payload(record: Any) -> bytes:
    """Without transfer-coding; what warcio itself offers is without content-coding too."""
    coding = record.http_headers.get_header("Transfer-Encoding", "")
    stream = ChunkedDataReader(record.raw_stream) if coding == "chunked" else record.raw_stream
    payload: bytes = stream.read()
    return payload
