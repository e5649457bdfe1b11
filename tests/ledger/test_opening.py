"""A ledger that cannot be trusted is refused and left as it is; none is ever begun over another."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.ledger import Found, Ledger, LedgerError, LedgerUnwritableError
from crawler.ledger.opening import open_ledger
from crawler.ledger.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

Make = Callable[..., Found]


@pytest.fixture
def written(path: Path, found: Make, now: datetime) -> Path:
    """A ledger of about 100 pages."""
    with Ledger.open(path) as ledger:
        for number in range(1000):
            ledger.urls.accept(found(f"https://a.example/{number}"), now=now, run=1)
        ledger.commit()
    return path


def refused(path: Path, message: str) -> None:
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=message) as error:
        Ledger.open(path)
    assert str(path) in str(error.value)
    assert path.read_bytes() == before


def changed(path: Path, at: int, put: bytes) -> None:
    body = bytearray(path.read_bytes())
    body[at : at + len(put)] = put
    path.write_bytes(body)


def test_a_ledger_is_made_where_there_is_none(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert ledger.queue.count() == 0
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert [file.name for file in path.parent.iterdir()] == ["ledger.sqlite"]


def test_a_draft_that_a_killed_run_left_is_written_anew(path: Path) -> None:
    path.with_name("ledger.sqlite.new").write_bytes(b"half a ledger")
    with Ledger.open(path) as ledger:
        assert ledger.queue.count() == 0


def test_what_was_committed_is_there_again(written: Path) -> None:
    with Ledger.open(written) as ledger:
        assert ledger.queue.count() == 1000


def test_what_was_not_committed_is_not(path: Path, found: Make, now: datetime) -> None:
    with Ledger.open(path) as ledger:
        ledger.urls.accept(found("https://a.example/1"), now=now, run=1)
        assert ledger.queue.count() == 1
    with Ledger.open(path) as ledger:
        assert ledger.queue.count() == 0


@pytest.mark.parametrize("body", [b"", b"SQLite", b"not a database at all" * 100])
def test_a_file_that_is_no_database_is_refused(path: Path, body: bytes) -> None:
    path.write_bytes(body)
    refused(path, "damaged|no ledger of Presskeep")


def test_a_byte_flipped_in_the_header_is_refused(written: Path) -> None:
    changed(written, 3, b"\x00")
    refused(written, "damaged")


def test_a_page_of_zeros_in_the_middle_is_refused(written: Path) -> None:
    changed(written, 40 * 4096, bytes(4096))
    refused(written, "damaged")


@pytest.mark.parametrize("checked_bytes", [0, 2**30])
def test_a_file_that_was_cut_is_refused_whatever_its_size(
    written: Path, checked_bytes: int
) -> None:
    written.write_bytes(written.read_bytes()[: 50 * 4096 + 17])
    with pytest.raises(LedgerError, match="damaged"):
        open_ledger(written, checked_bytes=checked_bytes)


def test_another_programs_database_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE urls (url TEXT)")
    refused(path, "no ledger of Presskeep")


def test_a_newer_ledger_is_refused(written: Path) -> None:
    with closing(sqlite3.connect(written)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    refused(written, f"newer Presskeep .ledger version {VERSION + 1}")


def test_a_ledger_that_went_missing_beside_its_log_is_not_begun_anew(path: Path) -> None:
    path.with_name("ledger.sqlite-wal").write_bytes(b"its last commits")
    with pytest.raises(LedgerError, match=r"ledger\.sqlite-wal is there"):
        Ledger.open(path)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ledger"):
        Ledger.open(tmp_path / "nowhere" / "ledger.sqlite")


def test_a_full_disk_is_told_from_damage(written: Path, found: Make, now: datetime) -> None:
    connection = open_ledger(written)
    connection.row("PRAGMA max_page_count = 1")
    more = [found(f"https://a.example/{number}") for number in range(1000, 9000)]
    with closing(Ledger(connection)) as ledger, pytest.raises(LedgerUnwritableError) as full:
        ledger.urls.accept_all(more, now=now, run=1)
    assert full.value.errno == errno.ENOSPC
    with Ledger.open(written) as ledger:
        assert ledger.queue.count() == 1000


def test_a_second_writer_is_told_so(written: Path, found: Make, now: datetime) -> None:
    connection = open_ledger(written)
    connection.row("PRAGMA busy_timeout = 0")
    with Ledger.open(written) as first, closing(Ledger(connection)) as second:
        first.urls.accept(found("https://b.example/1"), now=now, run=1)
        with pytest.raises(LedgerError, match="another process"):
            second.urls.accept(found("https://b.example/2"), now=now, run=1)


def test_a_ledger_can_be_read_while_it_is_written(
    written: Path, found: Make, now: datetime
) -> None:
    with Ledger.open(written) as writer:
        writer.urls.accept(found("https://b.example/1"), now=now, run=1)
        with Ledger.open_to_read(written) as reader:
            assert reader.queue.count() == 1000
            writer.commit()
            assert reader.queue.count() == 1001


def test_a_reader_changes_nothing(written: Path, found: Make, now: datetime) -> None:
    with Ledger.open_to_read(written) as reader, pytest.raises(LedgerUnwritableError) as error:
        reader.urls.accept(found("https://b.example/1"), now=now, run=1)
    assert error.value.errno == errno.EROFS


def test_there_is_nothing_to_read_before_the_first_run(path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger yet"):
        Ledger.open_to_read(path)
    assert not path.exists()
