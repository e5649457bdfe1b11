"""Every article version, in the order in which it was decided that it is one.

A version is claimed when it is decided, so that the next text like it is known for a copy, and
placed when its files are. What a killed run claimed and did not place is dropped by the next run,
which decides again from the captures. `ordinal` only grows: it is the cursor of exports, which
read up to the first version that is not in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.formats.moments import moment_text
from crawler.ledger.captures import capture_from, columns_of
from crawler.paths import text_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article, CaptureRef, NearDuplicate
    from crawler.duplicates.fingerprint import Fingerprint
    from crawler.ledger.connection import Connection
    from crawler.ledger.fingerprints import Fingerprints

_CLAIM = """
    INSERT INTO articles (id, version, text_digest, canonical_url, url_seq, title, published,
                          publisher, section, language, seed, path, run, fetched_at,
                          warc, warc_offset, warc_length, record_id, payload_digest,
                          near_of, resemblance, cluster, host, placed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            (SELECT host FROM urls WHERE seq = ?), 0)
"""
_COLUMNS = (
    "ordinal, id, version, text_digest, canonical_url, url_seq, title, published, publisher,"
    " section, language, seed, host, path, run, fetched_at, placed, near_of, resemblance, cluster,"
    " warc, warc_offset, warc_length, record_id, payload_digest"
)
_CAPTURE_COLUMNS = 5
_SELECT = f"SELECT {_COLUMNS} FROM articles "  # noqa: S608 - columns of ours
_OF_URL = _SELECT + "WHERE url_seq = ? ORDER BY ordinal DESC LIMIT 1"
_OF_CLUSTER = (
    _SELECT
    + "WHERE version = 0 AND placed = 1 AND (cluster = ? OR id = ?) ORDER BY ordinal LIMIT ?"
)
_LATEST = _SELECT + "WHERE id = ? ORDER BY version DESC LIMIT 1"
_BY_TEXT = _SELECT + "WHERE text_digest = ? ORDER BY ordinal LIMIT 1"
# In steps: a run may have a hundred thousand, and no read stays open meanwhile.
_OF_RUN = _SELECT + "WHERE run = ? AND ordinal > ? AND placed = 1 ORDER BY ordinal LIMIT 1000"

_BETWEEN = _SELECT + "WHERE ordinal > ? AND ordinal <= ? AND placed = 1 ORDER BY ordinal LIMIT 1000"
_SUPERSEDED = """
    SELECT 1 FROM articles
    WHERE id = ? AND version > ? AND placed = 1 AND ordinal <= ? LIMIT 1
"""
# Not the number before the first claim: claims that are dropped give their numbers free again.
_IN_PLACE_UP_TO = """
    SELECT ordinal FROM articles
    WHERE placed = 1
      AND ordinal < COALESCE((SELECT MIN(ordinal) FROM articles WHERE placed = 0), 1 << 62)
    ORDER BY ordinal DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """`published` and `fetched_at` are ISO 8601 text, as in the record. `cluster` None: no text is
    known that this one resembles.
    """

    ordinal: int
    id: str
    version: int
    text_digest: bytes
    canonical_url: str
    url_seq: int
    title: str
    published: str | None
    publisher: str | None
    section: str | None
    language: str | None
    seed: str | None
    host: str | None
    path: str
    run: int
    fetched_at: str
    placed: bool
    near_of: str | None
    resemblance: float | None
    cluster: str | None
    capture: CaptureRef | None


class Articles:
    def __init__(self, connection: Connection, fingerprints: Fingerprints) -> None:
        self._connection = connection
        self._fingerprints = fingerprints

    def claim(
        self,
        article: Article,
        *,
        url_seq: int,
        text_digest: bytes,
        run: int,
        fingerprint: Fingerprint | None = None,
    ) -> int:
        """The version's ordinal. Its id, version and fetched_at are decided by now: ValueError
        where they are not, LedgerError where that version is there already.
        """
        path = str(text_path(article))
        values = (
            article.id,
            article.version,
            text_digest,
            article.canonical_url,
            url_seq,
            article.title,
            moment_text(article.published) if article.published else None,
            article.publisher,
            article.section,
            article.language,
            article.seed,
            path,
            run,
            moment_text(article.fetched_at) if article.fetched_at else None,
            *columns_of(article.capture),
            *_near_columns(article.near_duplicate),
            url_seq,
        )
        ordinal = self._connection.insert(_CLAIM, values)
        if fingerprint is not None:
            self._fingerprints.add(ordinal, fingerprint)
        return ordinal

    def place(self, article_id: str | None, version: int | None) -> bool:
        """Whether there is such a version: its files are now on disk under their names."""
        sql = "UPDATE articles SET placed = 1 WHERE id = ? AND version = ?"
        return self._connection.change(sql, (article_id, version)) == 1

    def drop_claims(self) -> int:
        """At the start of a run: how many versions a killed run had decided and not placed."""
        return self._drop("placed = 0", ())

    def drop_claim(self, url_seq: int) -> None:
        """The version that was decided of this URL is not made after all."""
        self._drop("placed = 0 AND url_seq = ?", (url_seq,))

    def _drop(self, which: str, values: tuple[int, ...]) -> int:
        rows = self._connection.rows(f"SELECT ordinal FROM articles WHERE {which}", values)  # noqa: S608 - ours
        self._fingerprints.forget(ordinal for (ordinal,) in rows)
        return self._connection.change(f"DELETE FROM articles WHERE {which}", values)  # noqa: S608 - as above

    def latest(self, article_id: str) -> ArticleRow | None:
        """The newest version, in place or claimed."""
        return self._one(_LATEST, article_id)

    def of_url(self, url_seq: int) -> ArticleRow | None:
        """The newest version that was made of this URL, in place or claimed."""
        return self._one(_OF_URL, url_seq)

    def of_cluster(self, cluster: str, count: int) -> list[ArticleRow]:
        """First versions, in the order of the archive: the one that the cluster is named after,
        and those that resemble it.
        """
        found = self._connection.rows(_OF_CLUSTER, (cluster, cluster, count))
        return [_article_row(row) for row in found]

    def versions(self, article_id: str) -> list[ArticleRow]:
        """All of them, the first one first."""
        found = self._connection.rows(_SELECT + "WHERE id = ? ORDER BY version", (article_id,))
        return [_article_row(row) for row in found]

    def count(self) -> int:
        """Versions in place."""
        row = self._connection.row("SELECT COUNT(*) FROM articles WHERE placed = 1")
        return int(row[0]) if row else 0

    def by_text(self, text_digest: bytes) -> ArticleRow | None:
        """The version that had this text first, in place or claimed."""
        return self._one(_BY_TEXT, text_digest)

    def of_run(self, run: int) -> Iterator[ArticleRow]:
        """Those in place, in the order in which they were decided."""
        last = 0
        while rows := self._connection.rows(_OF_RUN, (run, last)):
            yield from map(_article_row, rows)
            last = rows[-1][0]

    def in_place_up_to(self) -> int:
        """The cursor of exports: the last before the first that is not in place; 0: none."""
        row = self._connection.row(_IN_PLACE_UP_TO)
        return 0 if row is None else int(row[0])

    def between(self, after: int, up_to: int) -> Iterator[ArticleRow]:
        """Those in place with an ordinal above `after`, up to and with `up_to`."""
        while rows := self._connection.rows(_BETWEEN, (after, up_to)):
            yield from map(_article_row, rows)
            after = rows[-1][0]

    def is_superseded(self, row: ArticleRow, up_to: int) -> bool:
        """Whether a newer version of the same article is in place, up to that ordinal."""
        return self._connection.row(_SUPERSEDED, (row.id, row.version, up_to)) is not None

    def _one(self, sql: str, value: str | bytes | int) -> ArticleRow | None:
        row = self._connection.row(sql, (value,))
        return None if row is None else _article_row(row)


def _near_columns(near: NearDuplicate | None) -> tuple[str | None, float | None, str | None]:
    return (near.of, near.resemblance, near.cluster) if near else (None, None, None)


def _article_row(row: tuple[Any, ...]) -> ArticleRow:
    plain, capture = row[:-_CAPTURE_COLUMNS], row[-_CAPTURE_COLUMNS:]
    named = dict(zip(_COLUMNS.split(", "), plain, strict=False))
    named["placed"] = bool(named["placed"])
    return ArticleRow(**named, capture=capture_from(capture))
