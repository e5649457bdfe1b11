"""Where the answers of several WARC files are: by URL, by record, by payload; and the remarks.

In a database without a name, which SQLite keeps in memory as long as it is small, on disk when it
is not, and removes when the process ends: https://www.sqlite.org/inmemorydb.html#temp_db
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from crawler.discovery import UrlError, clean_url
from crawler.statuses import OK, REDIRECTS
from crawler.warc.dates import warc_date
from crawler.warc.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.warc.reader import ReadExchange
    from crawler.warc.revisits import Reference

# `folder` is a number: what stands in another folder than a capture is another archive's.
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE answers (
        file INTEGER, folder INTEGER, offset INTEGER, record_id TEXT, url TEXT, date TEXT,
        digest TEXT, may_be_part INTEGER, location TEXT, is_original INTEGER, is_decided INTEGER
    );
    CREATE TABLE remarks (
        of TEXT, folder INTEGER, remark TEXT, PRIMARY KEY (of, folder)
    ) WITHOUT ROWID;
    BEGIN;
"""
# Once all is there, which takes a third of the time. (executescript ends the transaction first.)
_INDEXES = """
    CREATE INDEX by_url ON answers (url);
    CREATE INDEX by_record ON answers (record_id) WHERE is_original;
    CREATE INDEX by_digest ON answers (digest) WHERE is_original AND digest IS NOT NULL;
"""
_ADD = "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PLACE = "SELECT file, offset, record_id, location FROM answers WHERE "
_PARTS = _PLACE + "url = ? AND folder = ? AND may_be_part ORDER BY rowid"
# What a revisit may mean, the surest first. A digest that is another's rules an answer out.
_ORIGINALS = tuple(
    f"{_PLACE}{condition} AND is_original AND (digest IS NULL OR :digest IS NULL"
    " OR digest = :digest) ORDER BY rowid LIMIT 1"
    for condition in ("record_id = :record_id", "url = :url AND date = :date", "digest = :digest")
)


_REMARKED = tuple(field.name for field in fields(Remark) if field.name != "of")


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

    def add(
        self,
        file: int,
        folder: int,
        exchange: ReadExchange,
        *,
        may_be_part: bool,
        is_decided: bool,
    ) -> None:
        """`may_be_part`: of ours only what was asked for as one. `is_decided`: something comes of
        it for its URL.
        """
        location = _location(exchange)
        is_success = exchange.is_whole and exchange.status == OK
        values = (
            file,
            folder,
            exchange.ref.offset,
            exchange.ref.record_id,
            exchange.url,
            warc_date(exchange.date),
            exchange.ref.payload_digest,
            may_be_part and (is_success or location is not None),
            location,
            is_success and exchange.refers_to is None,
            is_decided,
        )
        self._raw.execute(_ADD, values)

    def add_remark(self, folder: int, remark: Remark) -> None:
        """In place of an earlier one on the same capture."""
        told = json.dumps({name: getattr(remark, name) for name in _REMARKED})
        self._raw.execute("REPLACE INTO remarks VALUES (?, ?, ?)", (remark.of, folder, told))

    def finish(self) -> None:
        """Nothing is asked for before."""
        self._raw.executescript(_INDEXES)

    def decided_of(self, url: str) -> list[str | None]:
        """Where each answer leads from which something comes for the URL; None: nowhere on."""
        sql = "SELECT location FROM answers WHERE url = ? AND is_decided ORDER BY rowid"
        return [location for (location,) in self._raw.execute(sql, (url,))]

    def parts(self, url: str, folder: int) -> list[Place]:
        """The answers of that folder that give a part of an article or lead to one, in order."""
        return [Place(*row) for row in self._raw.execute(_PARTS, (url, folder))]

    def originals(self, reference: Reference, payload_digest: str | None) -> Iterator[Place]:
        values = {
            "record_id": reference.record_id,
            "url": reference.url,
            "date": warc_date(reference.date) if reference.date else None,
            "digest": payload_digest,
        }
        for sql in _ORIGINALS:
            row = self._raw.execute(sql, values).fetchone()
            if row is not None:
                yield Place(*row)

    def remark(self, record_id: str, folder: int) -> Remark | None:
        sql = "SELECT remark FROM remarks WHERE of = ? AND folder = ?"
        row = self._raw.execute(sql, (record_id, folder)).fetchone()
        if row is None:
            return None
        told = json.loads(row[0])
        lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
        return Remark(of=record_id, **{**told, **lists})

    def close(self) -> None:
        self._raw.close()


def _location(exchange: ReadExchange) -> str | None:
    stated = exchange.header("Location") if exchange.status in REDIRECTS else None
    if not stated:
        return None
    try:
        return clean_url(stated, exchange.url)
    except UrlError:
        return None
