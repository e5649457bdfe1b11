"""Which ledger a run opens, and when the draft of a rebuild becomes one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.extensions.ledger_file import (
    DRAFT_NAME,
    LEDGER_NAME,
    is_draft,
    open_ledger,
    open_or_draft,
    put_in_place,
    unknown_articles,
)
from crawler.ledger import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "articles/2026/11/23/000_67ae491904088e5a.json"


def stand(archive: Path, name: str) -> None:
    (archive / name).parent.mkdir(parents=True, exist_ok=True)
    (archive / name).touch()


def test_a_crawl_begins_a_ledger_in_an_empty_archive_only(tmp_path: Path) -> None:
    open_ledger(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER_NAME]
    (tmp_path / LEDGER_NAME).unlink()
    stand(tmp_path, RECORD)
    with pytest.raises(LedgerError, match="is missing, but there are articles"):
        open_ledger(tmp_path)


def test_a_rebuild_goes_on_with_its_draft_and_no_crawl_begins_meanwhile(tmp_path: Path) -> None:
    for _ in range(2):
        open_or_draft(tmp_path).close()
        assert is_draft(tmp_path)
    with pytest.raises(LedgerError, match="let `scrapy crawl warc` finish it first"):
        open_ledger(tmp_path)
    put_in_place(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER_NAME]
    open_ledger(tmp_path).close()


def test_the_ledger_that_is_there_goes_before_a_draft(tmp_path: Path) -> None:
    open_or_draft(tmp_path).close()
    (tmp_path / DRAFT_NAME).rename(tmp_path / LEDGER_NAME)
    open_or_draft(tmp_path).close()
    assert not (tmp_path / DRAFT_NAME).exists()


def test_a_draft_that_somebody_reads_keeps_its_name(tmp_path: Path) -> None:
    """Its log would be lost under another one."""
    draft = open_or_draft(tmp_path)
    with closing(sqlite3.connect(tmp_path / DRAFT_NAME)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM urls").fetchone()
        draft.warcs.note("a.warc.gz", folder=None)
        draft.commit()
        draft.close()
        with pytest.raises(OSError, match="another process reads it"):
            put_in_place(tmp_path)
    assert is_draft(tmp_path)


def test_articles_that_the_ledger_does_not_know_are_told(tmp_path: Path) -> None:
    stand(tmp_path, RECORD)
    stand(tmp_path, "articles/2026/11/23/notes.json")
    with open_or_draft(tmp_path) as ledger:
        assert list(unknown_articles(ledger, tmp_path)) == [tmp_path / RECORD]


def test_a_log_without_its_ledger_is_never_replayed_into_another(tmp_path: Path) -> None:
    log = tmp_path / f"{LEDGER_NAME}-wal"
    log.write_bytes(b"pages of the ledger that was lost")
    with pytest.raises(LedgerError, match="is there without its ledger"):
        open_or_draft(tmp_path)
    log.unlink()
    open_or_draft(tmp_path).close()
    log.write_bytes(b"pages")
    with pytest.raises(LedgerError, match="is there without its ledger"):
        put_in_place(tmp_path)
    log.write_bytes(b"")
    put_in_place(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER_NAME]
