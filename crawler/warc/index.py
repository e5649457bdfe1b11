"""Where the answers of several WARC files are: by URL, by record, by payload; and the remarks.

In a database without a name, which SQLite keeps in memory as long as it is small, on disk when it
is not, and removes when the process ends: https://www.sqlite.org/inmemorydb.html#temp_db
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import UrlError, clean_url
from crawler.warc.dates import warc_date
from crawler.warc.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.warc.reader import ReadExchange
    from crawler.warc.revisits import Reference

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE answers (
        file INTEGER, offset INTEGER, record_id TEXT, url TEXT, date TEXT, digest TEXT,
        leads_to_image INTEGER, location TEXT, is_original INTEGER
    );
    CREATE TABLE remarks (of TEXT PRIMARY KEY, remark TEXT) WITHOUT ROWID;
    BEGIN;
"""
# Once all is there, which takes a third of the time. (executescript ends the transaction first.)
_INDEXES = """
    CREATE INDEX by_url ON answers (url);
    CREATE INDEX by_record ON answers (record_id) WHERE is_original;
    CREATE INDEX by_digest ON answers (digest) WHERE is_original AND digest IS NOT NULL;
"""
_ADD = "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FIRST = "SELECT file, offset, record_id, location FROM answers WHERE "
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Place:
    """`file` is the number of the file in the collection; `location` where a redirect leads."""

    file: int
    offset: int
    record_id: str
    location: str | None = None


class CollectionIndex:
    def __init__(self) -> None:
        self._raw = sqlite3.connect("", isolation_level=None)
        self._raw.executescript(_TABLES)

    def add(self, file: int, exchange: ReadExchange) -> None:
        location = _location(exchange)
        is_success = exchange.is_whole and exchange.status == _OK
        values = (
            file,
            exchange.ref.offset,
            exchange.ref.record_id,
            exchange.url,
            warc_date(exchange.date),
            exchange.ref.payload_digest,
            is_success or location is not None,
            location,
            exchange.refers_to is None and exchange.truncated is None,
        )
        self._raw.execute(_ADD, values)

    def add_remark(self, remark: Remark) -> None:
        """In place of an earlier one on the same capture."""
        told = [remark.url, remark.reading_failed, remark.images_not_kept]
        self._raw.execute("REPLACE INTO remarks VALUES (?, ?)", (remark.of, json.dumps(told)))

    def finish(self) -> None:
        """Nothing is asked for before."""
        self._raw.executescript(_INDEXES)

    def first_of(self, url: str) -> Place | None:
        """The first answer that gives a picture or leads to one."""
        sql = _FIRST + "url = ? AND leads_to_image ORDER BY rowid LIMIT 1"
        return _place(self._raw.execute(sql, (url,)).fetchone())

    def originals(self, reference: Reference, payload_digest: str | None) -> Iterator[Place]:
        """What the revisit may mean, the surest first."""
        date = warc_date(reference.date) if reference.date else None
        for condition, values in (
            ("record_id = ? AND is_original", (reference.record_id,)),
            ("url = ? AND date = ? AND is_original", (reference.url, date)),
            ("digest = ? AND is_original", (payload_digest,)),
        ):
            row = self._raw.execute(f"{_FIRST}{condition} LIMIT 1", values).fetchone()
            if (place := _place(row)) is not None:
                yield place

    def remark(self, record_id: str) -> Remark | None:
        row = self._raw.execute("SELECT remark FROM remarks WHERE of = ?", (record_id,)).fetchone()
        if row is None:
            return None
        url, reading_failed, images_not_kept = json.loads(row[0])
        return Remark(
            of=record_id,
            url=url,
            reading_failed=reading_failed,
            images_not_kept=tuple(images_not_kept),
        )

    def close(self) -> None:
        self._raw.close()


def _location(exchange: ReadExchange) -> str | None:
    stated = exchange.header("Location") if exchange.status in _REDIRECTS else None
    if not stated:
        return None
    try:
        return clean_url(stated, exchange.url)
    except UrlError:
        return None


def _place(row: tuple[int, int, str, str | None] | None) -> Place | None:
    return None if row is None else Place(*row)
