"""pages.jsonl: a line for each article version whose capture is in the package.

`ts` has the whole seconds of the index, so that a reader finds the capture under it. `id` is the
name of the article's files: every version is a page of its own.
https://specs.webrecorder.net/wacz/1.1.1/#pages-jsonl
"""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from crawler.exports.source import DamagedError, UnreadableRecordError, read_article
from crawler.exports.walk import Walk
from crawler.formats.moments import moment_text
from crawler.warc.files import CLOSED, OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from crawler.article import Article
    from crawler.exports.source import Exported, Source
    from crawler.ledger import ArticleRow

# `hasText` makes wabac.js search in this file.
HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}


class Pages:
    """`count`, `first` and `last` (days of capture) are right once `lines` has ended."""

    def __init__(self, source: Source, warcs: Collection[str]) -> None:
        self.count = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        # Names of the WARC files that the pages' captures stand in.
        self.warcs: set[str] = set()
        self._source = source
        self._closed = frozenset(warcs)
        self._walk = Walk(source)

    @property
    def exported(self) -> Exported:
        return self._walk.exported

    def lines(self, up_to: int) -> Iterator[bytes]:
        """Up to that ordinal, or to the first capture whose file was not closed in time."""
        yield _line(HEADER)
        yield from self._walk.each(self._page, up_to=up_to, ends_at=self._is_to_come)

    def _is_to_come(self, row: ArticleRow) -> bool:
        """Its file belongs to a run that goes on, or was closed after the export began."""
        if row.capture is None or row.capture.warc in self._closed:
            return False
        folder = self._source.archive / "warc"
        stem = row.capture.warc.removesuffix(CLOSED)
        return any((folder / f"{stem}{ending}").exists() for ending in (OPEN, CLOSED))

    def _page(self, row: ArticleRow) -> bytes:
        """Raises DamagedError."""
        warc = row.capture.warc if row.capture else None
        if warc not in self._closed:
            raise DamagedError(f"{row.path}: its capture is not in the archive: {warc}")
        article = read_article(self._source.archive, row)
        if article.fetched_at is None:
            raise UnreadableRecordError(f"{row.path}: its record states no time of capture")
        line = _line(_page(row, article, article.fetched_at))
        self._count(article.fetched_at)
        self.warcs |= {warc, *(page.capture.warc for page in article.pages)}
        return line

    def _count(self, captured: datetime) -> None:
        self.count += 1
        self.first = min(self.first or captured, captured)
        self.last = max(self.last or captured, captured)


def _page(row: ArticleRow, article: Article, captured: datetime) -> dict[str, Any]:
    page = {
        "id": PurePosixPath(row.path).stem,
        "url": article.url,
        "ts": f"{captured.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "title": article.title,
        "published": None if article.published is None else moment_text(article.published),
        "publisher": article.publisher,
        "language": article.language,
        "text": "\n".join(article.paragraphs),
    }
    return {name: value for name, value in page.items() if value is not None}


def _line(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "replace")
