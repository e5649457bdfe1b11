"""The ledger → its copy by files, and what is wrong with it by itself; and second looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crawler.ledger.errors import LedgerError
from crawler.ledger.opening import open_to_read
from crawler.verification.findings import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.ledger.connection import Connection
    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import CopyWriter

LEDGER = "ledger.sqlite"
# Rows that are read at a time; no read of the ledger stays open for longer.
_STEP = 5_000
# Pages of a damaged ledger may each have something to complain of.
_INTEGRITY_PROBLEMS = 100

_ARTICLE_PLACE = re.compile(r"(articles/[0-9]{4}/[0-9]{2}/[0-9]{2})/([0-9]{3,}_[0-9a-f]{16}\.txt)")
_IMAGE_PLACE = re.compile(r"(images/[0-9a-f]{2})/([0-9a-f]{64}\.[a-z0-9]{1,5})")
# A payload's key is the first half of its SHA-256, as bytes.
_PAYLOAD_DIGEST = "sha256:"

_URLS = """
    SELECT seq, warc, warc_offset, warc_length, record_id, payload_digest, fetched_at,
           read_warc, read_record_id, read_digest
    FROM urls WHERE seq > ? AND (warc IS NOT NULL OR read_warc IS NOT NULL) ORDER BY seq LIMIT ?
"""
_ARTICLES = """
    SELECT ordinal, path, placed, run, id, version, canonical_url, title, published, publisher,
           section, language, seed, fetched_at, warc, warc_offset, warc_length, record_id,
           payload_digest
    FROM articles WHERE ordinal > ? ORDER BY ordinal LIMIT ?
"""
_IMAGES = """
    SELECT key, path, type, width, height, warc, warc_offset, warc_length, record_id,
           payload_digest
    FROM images WHERE key > ? ORDER BY key LIMIT ?
"""
_PAYLOADS = """
    SELECT key, warcs.name, warc_offset, warc_length, record_id, fetched_at, url
    FROM payloads JOIN warcs ON warcs.id = payloads.warc WHERE key > ? ORDER BY key LIMIT ?
"""
_LOST_PAYLOADS = """
    SELECT key FROM payloads WHERE warc NOT IN (SELECT id FROM warcs) ORDER BY key LIMIT 1000
"""
_RUNS = """
    SELECT id, name, ended_at, exit_code, finish_reason FROM runs WHERE id > ? ORDER BY id LIMIT ?
"""
_GAPS = """
    SELECT id, MIN(version), MAX(version), COUNT(*) FROM articles GROUP BY id
    HAVING MIN(version) <> 0 OR MAX(version) <> COUNT(*) - 1 ORDER BY id LIMIT 1000
"""


def copy_ledger(archive: Path, writer: CopyWriter, findings: Findings) -> bool:
    """Whether it could be read to its end; what the copy lacks is looked up before it counts."""
    try:
        connection = open_to_read(archive / LEDGER)
        try:
            _copy(connection, writer, findings)
        finally:
            connection.close()
    except (LedgerError, OSError) as error:
        findings.add(LEDGER, complaint(error, archive / LEDGER))
        return False
    return True


def integrity_problems(archive: Path) -> Iterator[str]:
    """Each page of the ledger, each index against its table, and the versions of each article."""
    try:
        connection = open_to_read(archive / LEDGER)
        try:
            for (verdict,) in connection.rows(f"PRAGMA integrity_check({_INTEGRITY_PROBLEMS})"):
                if verdict != "ok":
                    yield f"damaged: {verdict}"
            for article, least, most, count in connection.rows(_GAPS):
                yield f"versions of {article}: {count} of them, numbered {least} to {most}"
        finally:
            connection.close()
    except (LedgerError, OSError) as error:
        yield complaint(error, archive / LEDGER)


def complaint(error: LedgerError | OSError, path: Path) -> str:
    text = reason(error) if isinstance(error, OSError) else str(error)
    return text.removeprefix(f"{path}: ").removeprefix(f"{path} ")


class SecondLook:
    """At the ledger as it is now, before anything that it did not know is called a problem."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive

    def knows_article(self, article_id: str, version: int) -> bool:
        sql = "SELECT 1 FROM articles WHERE id = ? AND version = ?"
        return self._is_there(sql, (article_id, version))

    def knows_image(self, sha256: str) -> bool:
        return self._is_there("SELECT 1 FROM images WHERE sha256 = ?", (sha256,))

    def folder_of(self, warc: str) -> str | None:
        """Of someone else's file of captures; None for one of the archive's own."""
        row = self._row("SELECT folder FROM warcs WHERE name = ?", (warc,))
        return row[0] if row else None

    def was_removed(self, run: str) -> bool:
        """Its folder, because the run is old."""
        return self._is_there("SELECT 1 FROM runs WHERE name = ? AND removed = 1", (run,))

    def is_unfinished(self) -> bool:
        """Whether a run goes on, or was killed and is still to be finished by the next."""
        return self._is_there("SELECT 1 FROM runs WHERE ended_at IS NULL", ())

    def _is_there(self, sql: str, values: tuple[Any, ...]) -> bool:
        return self._row(sql, values) is not None

    def _row(self, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """What cannot be looked up is there: that ledger is a problem of its own, named as that."""
        try:
            connection = open_to_read(self._archive / LEDGER)
            try:
                return connection.row(sql, values)
            finally:
                connection.close()
        except (LedgerError, OSError):
            return (None,)


def _copy(connection: Connection, writer: CopyWriter, findings: Findings) -> None:
    # Runs first: a row that is read after its run had ended is that run's last word.
    for rows in _steps(connection, _RUNS, 0):
        writer.add("runs", rows)
    for rows in _steps(connection, _ARTICLES, 0):
        _copy_articles(rows, writer, findings)
    for rows in _steps(connection, _IMAGES, b""):
        _copy_images(rows, writer, findings)
    for rows in _steps(connection, _URLS, 0):
        _copy_urls(rows, writer)
    if _has_payloads(connection):
        for rows in _steps(connection, _PAYLOADS, b""):
            _copy_payloads(rows, writer)
        for (key,) in connection.rows(_LOST_PAYLOADS):
            findings.add(LEDGER, f"payloads {key.hex()}: of a WARC file that has no name")


def _steps(connection: Connection, sql: str, first: int | bytes) -> Iterator[list[tuple[Any, ...]]]:
    last = first
    while rows := connection.rows(sql, (last, _STEP)):
        yield rows
        last = rows[-1][0]


def _has_payloads(connection: Connection) -> bool:
    sql = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN (?, ?)"
    row = connection.row(sql, ("payloads", "warcs"))
    return row is not None and row[0] == 2


def _copy_articles(rows: list[tuple[Any, ...]], writer: CopyWriter, findings: Findings) -> None:
    articles, captures = [], []
    for ordinal, path, placed, run, *columns in rows:
        warc, offset, length, record_id, digest = columns[-5:]
        if warc is not None:
            named = (writer.warc(warc), offset, length, record_id, digest)
            captures.append((*named, columns[-6], None, f"articles {ordinal}"))
        place = _ARTICLE_PLACE.fullmatch(path)
        if place is None:
            findings.add(LEDGER, f"articles {ordinal}: no place of an article: {path}")
        elif placed:
            articles.append((place[1], place[2], ordinal, run, *columns))
    writer.add("articles", articles)
    writer.add("captures", captures)


def _copy_images(rows: list[tuple[Any, ...]], writer: CopyWriter, findings: Findings) -> None:
    images, captures = [], []
    for key, path, *described, warc, offset, length, record_id, digest in rows:
        row = f"images {key.hex()}"
        if warc is not None:
            named = (writer.warc(warc), offset, length, record_id, digest)
            captures.append((*named, None, None, row))
        place = None if path is None else _IMAGE_PLACE.fullmatch(path)
        if place is not None:
            images.append((place[1], place[2], *described))
        elif path is not None:
            findings.add(LEDGER, f"{row}: no place of an image: {path}")
    writer.add("images", images)
    writer.add("captures", captures)


def _copy_urls(rows: list[tuple[Any, ...]], writer: CopyWriter) -> None:
    captures: list[tuple[Any, ...]] = []
    for seq, warc, offset, length, record_id, digest, fetched_at, *read in rows:
        if warc is not None:
            named = (writer.warc(warc), offset, length, record_id, digest)
            captures.append((*named, fetched_at, None, f"urls {seq}"))
        read_warc, read_id, read_digest = read
        if read_warc is not None and (read_warc, read_id) != (warc, record_id):
            named = (writer.warc(read_warc), None, None, read_id, read_digest)
            captures.append((*named, None, None, f"urls {seq}"))
    writer.add("captures", captures)


def _copy_payloads(rows: list[tuple[Any, ...]], writer: CopyWriter) -> None:
    writer.add(
        "captures",
        [
            (
                *(writer.warc(warc), offset, length, record_id),
                *(f"{_PAYLOAD_DIGEST}{key.hex()}", fetched_at, url, f"payloads {key.hex()}"),
            )
            for key, warc, offset, length, record_id, fetched_at, url in rows
        ],
    )
