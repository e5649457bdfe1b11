"""Files of captures: names, one write a group, rotation, what a sync covers, a full disk."""

from __future__ import annotations

import errno
import fcntl
import gzip
import os
import resource
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import UnsyncedError, read_exchanges, recover, verify_warc
from crawler.warc.files import warc_name
from crawler.warc.stream import read_records
from tests.warc.samples import BODY, REQUEST, RESPONSE, STARTED, exchange, response_of, writer

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def problems(folder: Path) -> list[str]:
    return [str(problem) for file in folder.glob("*.warc.gz") for problem in verify_warc(file)]


def test_a_file_is_named_by_time_serial_host_and_process() -> None:
    name = warc_name("presskeep", STARTED, 7, "news_1.example.org", 4711)
    assert name == "presskeep-20261123180400123-00007-news1.example.org-4711.warc.gz"


def test_a_run_that_captures_nothing_leaves_no_file(tmp_path: Path) -> None:
    empty = writer(tmp_path)
    assert empty.sync() == 0
    empty.close()
    assert names(tmp_path) == []


def test_a_file_is_open_and_locked_while_it_is_written(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    ref = archive.write(exchange())
    assert ref is not None
    assert names(tmp_path) == [f"{ref.warc}.open"]
    with (tmp_path / f"{ref.warc}.open").open("rb") as held, pytest.raises(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    archive.close()
    assert names(tmp_path) == [ref.warc.replace(".warc.gz", ".cdxj"), ref.warc]


def test_an_exchange_goes_out_in_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    write = os.write

    def noting(descriptor: int, part: bytes) -> int:
        written.append(len(part))
        return write(descriptor, part)

    monkeypatch.setattr(os, "write", noting)
    archive = writer(tmp_path)
    for number in range(3):
        archive.write(exchange(number))
    assert len(written) == 3
    archive.close()


def test_the_reference_leads_to_the_response_record(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    refs = [archive.write(exchange(number)) for number in range(3)]
    archive.close()
    for ref in refs:
        assert ref is not None
        with (tmp_path / ref.warc).open("rb") as file:
            file.seek(ref.offset)
            record = gzip.decompress(file.read(ref.length))
        assert f"WARC-Record-ID: <{ref.record_id}>".encode() in record
        assert f"WARC-Payload-Digest: {ref.payload_digest}".encode() in record
        assert record.endswith(RESPONSE + b"\r\n\r\n")


def test_an_exchange_without_an_answer_has_no_reference(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    assert archive.write(exchange(response=b"")) is None
    archive.close()
    assert problems(tmp_path) == []


def test_the_same_exchanges_give_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for folder in (tmp_path / "1", tmp_path / "2"):
        folder.mkdir()
        archive = writer(folder)
        for number in range(5):
            archive.write(exchange(number))
        archive.close()
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert contents[0] == contents[1]


def test_every_reader_of_the_field_sees_the_same_records(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    for number in range(3):
        archive.write(exchange(number))
    archive.close()
    (path,) = tmp_path.glob("*.warc.gz")
    ours = [record.id for record in read_records(path)]
    with path.open("rb") as file:
        by_warcio = [
            one.rec_headers.get_header("WARC-Record-ID").strip("<>")
            for one in ArchiveIterator(file)
        ]
    with path.open("rb") as file:
        fast = [
            ((one.record_id or "").strip("<>"), one.verify_block_digest())
            for one in FastIterator(file, parse_http=False)
        ]
    assert ours == by_warcio == [record_id for record_id, _ in fast]
    assert all(is_right for _, is_right in fast)


def test_a_full_file_is_closed_and_the_next_begun(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_bytes=3000)
    refs = [archive.write(exchange(number)) for number in range(10)]
    archive.close()
    files = [ref.warc for ref in refs if ref is not None]
    assert 1 < len(set(files)) < 10
    assert files == sorted(files)
    assert problems(tmp_path) == []
    for path in tmp_path.glob("*.warc.gz"):
        first = next(read_records(path))
        assert (first.type, first.header("WARC-Filename")) == ("warcinfo", path.name)


def test_a_sync_counts_the_exchanges_that_it_covers(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_bytes=2000)
    counts = []
    for number in range(5):
        archive.write(exchange(number))
        counts.append(archive.sync())
    archive.close()
    assert [*counts, archive.sync()] == [1, 2, 3, 4, 5, 5]


def test_syncing_in_another_thread_while_files_rotate_does_no_harm(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_bytes=20_000)
    stop = threading.Event()
    answers: list[int] = []
    failures: list[BaseException] = []

    def sync_on() -> None:
        try:
            while not stop.is_set():
                answers.append(archive.sync())
        except BaseException as error:  # noqa: BLE001 - a thread's error is seen only if kept
            failures.append(error)

    thread = threading.Thread(target=sync_on)
    thread.start()
    for number in range(300):
        archive.write(exchange(number))
    stop.set()
    thread.join()
    archive.close()
    assert failures == []
    assert answers == sorted(answers)
    assert problems(tmp_path) == []


def test_after_a_failed_sync_nothing_is_written_and_the_file_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = writer(tmp_path)
    archive.write(exchange(1))

    def fail(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdatasync", fail)
    with pytest.raises(OSError, match="Input/output error"):
        archive.sync()
    with pytest.raises(UnsyncedError):
        archive.write(exchange(2))
    archive.close()
    assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
    assert [recovered.records for recovered in recover(tmp_path)] == [4]


def test_a_full_disk_leaves_whole_groups_only(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes the kernel refuse bytes beyond a size, in the middle of a write."""
    archive = writer(tmp_path)
    archive.write(exchange(0))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    (path,) = tmp_path.iterdir()
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 700, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            archive.write(exchange(1, response=response_of(os.urandom(5000))))
        assert path.stat().st_size == size
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    archive.write(exchange(2))
    archive.close()
    assert problems(tmp_path) == []
    (closed,) = tmp_path.glob("*.warc.gz")
    assert [one.url[-9:-8] for one in read_exchanges(closed)] == ["0", "2"]


def test_the_request_and_the_body_come_back(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    ref = archive.write(exchange(4))
    archive.close()
    (path,) = tmp_path.glob("*.warc.gz")
    (read,) = read_exchanges(path)
    assert (read.request, read.payload, read.ref) == (REQUEST, BODY, ref)
    assert (read.date, read.provenance) == (exchange(4).started, exchange(4).provenance)
