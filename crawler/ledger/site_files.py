"""Small files that a site keeps about itself, as they were last answered."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.ledger.clock import from_seconds, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger.connection import Connection

_REMEMBER = """
    INSERT INTO site_files (url, body, visited_at) VALUES (?, ?, ?)
    ON CONFLICT (url) DO UPDATE SET body = excluded.body, visited_at = excluded.visited_at
"""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """`body` is empty where there was none."""

    body: bytes
    visited_at: datetime


class SiteFiles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_url(self, url: str) -> SiteFile | None:
        sql = "SELECT body, visited_at FROM site_files WHERE url = ?"
        row = self._connection.row(sql, (url,))
        visited_at = from_seconds(row[1]) if row else None
        if row is None or visited_at is None:
            return None
        return SiteFile(zlib.decompress(row[0]) if row[0] else b"", visited_at)

    def remember(self, url: str, body: bytes, *, now: datetime) -> None:
        kept = zlib.compress(body) if body else b""
        self._connection.change(_REMEMBER, (url, kept, seconds(now)))
