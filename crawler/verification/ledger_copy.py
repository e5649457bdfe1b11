"""The ledger's rows in the order of the files that they speak of, in an SQLite file that is ours.

The ledger has no index by WARC file or by folder, and a scan of millions of rows for each of a
thousand files would take days. So it is read once, in steps (a long read would hold up the log of a
crawl that is writing it), and what is asked of it is answered by the copy.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Nothing of it outlives the check: no journal, no sync.
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE warcs (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE captures (
        warc INTEGER, offset INTEGER, length INTEGER, record_id TEXT, digest TEXT,
        fetched_at TEXT, url TEXT, row TEXT
    );
    CREATE TABLE articles (
        folder TEXT, name TEXT, ordinal INTEGER, run INTEGER, id TEXT, version INTEGER,
        canonical_url TEXT, title TEXT, published TEXT, publisher TEXT, section TEXT,
        language TEXT, seed TEXT, fetched_at TEXT, warc TEXT, warc_offset INTEGER,
        warc_length INTEGER, record_id TEXT, payload_digest TEXT
    );
    CREATE TABLE images (
        folder TEXT, name TEXT, type TEXT, width INTEGER, height INTEGER,
        PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    CREATE TABLE runs (
        number INTEGER PRIMARY KEY, name TEXT, ended_at INTEGER, exit_code INTEGER,
        finish_reason TEXT
    );
"""
_INDEXES = """
    CREATE INDEX captures_place ON captures (warc, offset);
    CREATE INDEX articles_place ON articles (folder, name);
    CREATE INDEX articles_run ON articles (run, ordinal);
"""
_CAPTURES = """
    SELECT offset, length, record_id, digest, fetched_at, url, row
    FROM captures JOIN warcs ON warc = number WHERE warcs.name = ? ORDER BY offset, captures.rowid
"""
_ARTICLE = """
    name, ordinal, id, version, canonical_url, title, published, publisher, section, language,
    seed, fetched_at, warc, warc_offset, warc_length, record_id, payload_digest
"""
_ARTICLES = f"SELECT {_ARTICLE} FROM articles WHERE folder = ? ORDER BY name"  # noqa: S608 - ours
_IMAGES = "SELECT name, type, width, height FROM images WHERE folder = ? ORDER BY name"
_OF_RUN = """
    SELECT articles.id, version FROM articles JOIN runs ON run = number
    WHERE runs.name = ? ORDER BY ordinal
"""
_RUN = "SELECT ended_at, exit_code, finish_reason FROM runs WHERE name = ?"
_NAMED_WARCS = """
    SELECT name, (SELECT COUNT(*) FROM captures WHERE warc = number) FROM warcs ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class NamedCapture:
    """`row` says which row of the ledger names it.

    `offset` is None where the row says only the id, `digest` may be the beginning of one, `url` is
    None where the row's URL need not be the capture's.
    """

    offset: int | None
    length: int | None
    record_id: str
    digest: str | None
    fetched_at: str | None
    url: str | None
    row: str


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """A version in place, with the ledger's columns; `name` is that of its text file."""

    name: str
    ordinal: int
    id: str
    version: int
    canonical_url: str
    title: str
    published: str | None
    publisher: str | None
    section: str | None
    language: str | None
    seed: str | None
    fetched_at: str
    warc: str | None
    warc_offset: int | None
    warc_length: int | None
    record_id: str | None
    payload_digest: str | None


@dataclass(frozen=True, slots=True)
class NamedImage:
    name: str
    type: str | None
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class NamedRun:
    """`ended_at` is None for a run that goes on or was killed."""

    ended_at: int | None
    exit_code: int | None
    finish_reason: str | None


class LedgerCopy:
    """Read by one process at a time or by many."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def captures(self, warc: str) -> Iterator[NamedCapture]:
        """In the order of the file; those without an offset come first."""
        return (NamedCapture(*row) for row in self._raw.execute(_CAPTURES, (warc,)))

    def articles(self, folder: str) -> Iterator[NamedArticle]:
        return (NamedArticle(*row) for row in self._raw.execute(_ARTICLES, (folder,)))

    def images(self, folder: str) -> Iterator[NamedImage]:
        return (NamedImage(*row) for row in self._raw.execute(_IMAGES, (folder,)))

    def articles_of_run(self, run: str) -> Iterator[tuple[str, int]]:
        """Id and version, in the order of the decisions."""
        return iter(self._raw.execute(_OF_RUN, (run,)))

    def run(self, name: str) -> NamedRun | None:
        row = self._raw.execute(_RUN, (name,)).fetchone()
        return None if row is None else NamedRun(*row)

    def warcs(self) -> list[tuple[str, int]]:
        """Each file that is named, and how many rows name it."""
        return self._raw.execute(_NAMED_WARCS).fetchall()

    def article_folders(self) -> set[str]:
        return self._texts("SELECT DISTINCT folder FROM articles")

    def image_folders(self) -> set[str]:
        return self._texts("SELECT DISTINCT folder FROM images")

    def ended_runs(self) -> set[str]:
        return self._texts("SELECT name FROM runs WHERE ended_at IS NOT NULL")

    def _texts(self, sql: str) -> set[str]:
        return {text for (text,) in self._raw.execute(sql)}


class CopyWriter:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._warcs: dict[str, int] = {}

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Of two rows for one image's file the first is kept."""
        batch = list(rows)
        if batch:
            places = ", ".join("?" * len(batch[0]))
            sql = f"INSERT OR IGNORE INTO {table} VALUES ({places})"  # noqa: S608 - names of ours
            self._raw.executemany(sql, batch)

    def warc(self, name: str) -> int:
        number = self._warcs.get(name)
        if number is None:
            number = self._warcs[name] = len(self._warcs) + 1
            self._raw.execute("INSERT INTO warcs VALUES (?, ?)", (number, name))
        return number


@contextmanager
def copy_writer(path: Path) -> Iterator[CopyWriter]:
    """What was added is there for readers once it is left."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(_TABLES)
        raw.execute("BEGIN")
        yield CopyWriter(raw)
        raw.execute("COMMIT")
        raw.executescript(_INDEXES)


@contextmanager
def ledger_copy(path: Path) -> Iterator[LedgerCopy]:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as raw:
        yield LedgerCopy(raw)
