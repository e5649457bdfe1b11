"""A path → a connection to a ledger that is whole, ours, and of this version; or an error.

A ledger that is damaged, newer or another program's is refused: a crawl that began with an empty
memory beside a full archive would fetch everything again.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

from crawler.durable import sync
from crawler.ledger.connection import Connection
from crawler.ledger.errors import LedgerError, damaged, told_apart
from crawler.ledger.schema import APPLICATION_ID, MIGRATIONS, VERSION

if TYPE_CHECKING:
    from pathlib import Path

# How long to wait for another process, such as a backup, that holds the file.
_BUSY_S = 10.0

# A ledger of up to this many bytes has every page checked at each start, in about half a second;
# `verify` checks a larger one. Both sizes find a file that was cut.
_CHECKED_AT_START_BYTES = 256 * 1024 * 1024

_PRAGMAS = (
    # One fsync a commit. NORMAL would do for a kill -9, but after a loss of power it may have
    # forgotten commits; they are grouped, so the surety costs milliseconds a second.
    "PRAGMA synchronous = FULL",
    # KiB, negative by SQLite's rule: holds the upper levels of the indexes of 10 million URLs.
    "PRAGMA cache_size = -32768",
    # Bytes that the log keeps once a large transaction went through it.
    "PRAGMA journal_size_limit = 67108864",
    # A page whose cells do not add up is an error at once, not a wrong row.
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)


def open_ledger(path: Path, *, checked_bytes: int = _CHECKED_AT_START_BYTES) -> Connection:
    """Creates a ledger where there is no file at all.

    Raises LedgerError, or an OSError such as LedgerUnwritableError; both name the path.
    """
    with ExitStack() as undo:
        try:
            if not path.exists():
                _create(path)
            raw = _connect(path, "rw")
            undo.callback(raw.close)
            _make_ready(raw, path, checked_bytes)
        except sqlite3.Error as error:
            raise told_apart(error, str(path)) from error
        undo.pop_all()
        return Connection(raw, str(path))


def open_to_read(path: Path) -> Connection:
    """For a look at a ledger that a crawl may be writing; LedgerError where there is none."""
    if not path.exists():
        raise LedgerError(f"{path}: there is no ledger yet")
    with ExitStack() as undo:
        try:
            raw = _connect(path, "ro")
            undo.callback(raw.close)
            if _checked_version(raw, path) < VERSION:
                raise LedgerError(f"{path}: of an older version; the next crawl changes that")
        except sqlite3.Error as error:
            raise told_apart(error, str(path)) from error
        undo.pop_all()
        return Connection(raw, str(path))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Mode rw, unlike SQLite's default, makes no empty file where one vanished in between."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_S)


def _create(path: Path) -> None:
    """Made whole under another name: a ledger with its own name never lacks its tables."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # SQLite would replay that log into the new file. (A reader may leave an empty one.)
        raise LedgerError(f"{path} is missing, but {log.name} is there: put the ledger back")
    draft = path.with_name(path.name + ".new")
    for leftover in (draft, draft.with_name(draft.name + "-journal")):
        leftover.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(raw, 0)
    draft.replace(path)
    sync(path.parent)


def _make_ready(raw: sqlite3.Connection, path: Path, checked_bytes: int) -> None:
    version = _checked_version(raw, path)
    if _value(raw, "journal_mode = WAL") != "wal":
        raise LedgerError(f"{path}: this file system cannot hold a write-ahead log")
    for pragma in _PRAGMAS:
        raw.execute(pragma)
    _check_whole(raw, path, checked_bytes)
    _migrate(raw, version)


def _checked_version(raw: sqlite3.Connection, path: Path) -> int:
    if _value(raw, "application_id") != APPLICATION_ID:
        raise LedgerError(f"{path}: no ledger of Presskeep; it was left as it is")
    version = int(_value(raw, "user_version"))
    if version > VERSION:
        raise LedgerError(
            f"{path}: written by a newer Presskeep (ledger version {version}, this one reads up to"
            f" {VERSION}); it was left as it is"
        )
    return version


def _check_whole(raw: sqlite3.Connection, path: Path, checked_bytes: int) -> None:
    # Afterwards the file alone must hold every page that its header counts.
    busy = _value(raw, "wal_checkpoint(TRUNCATE)")
    counted = _value(raw, "page_count") * _value(raw, "page_size")
    size = path.stat().st_size
    if not busy and size < counted:
        raise damaged(str(path), f"{size} bytes where its header counts {counted}")
    if size <= checked_bytes:
        verdict = _value(raw, "quick_check(1)")
        if verdict != "ok":
            raise damaged(str(path), str(verdict))


def _migrate(raw: sqlite3.Connection, version: int) -> None:
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        raw.executescript(f"BEGIN;{statements}; PRAGMA user_version = {number}; COMMIT;")


def _value(raw: sqlite3.Connection, pragma: str) -> Any:
    return raw.execute(f"PRAGMA {pragma}").fetchone()[0]
