"""Every image URL that was fetched, or refused, and the file that its bytes became.

Two URLs with the same bytes have two rows and one file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crawler.ledger.captures import capture_from, columns_of
from crawler.ledger.clock import from_seconds, seconds
from crawler.ledger.found import url_key
from crawler.ledger.retry import LONGEST_WAIT
from crawler.ledger.vocabulary import Reason, State

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import CaptureRef, Image
    from crawler.ledger.connection import Connection
    from crawler.ledger.outcome import Outcome

_COLUMNS = (
    "url, state, reason, sha256, path, type, width, height, look, look_alike, attempts, visited_at,"
    " due_at,"
    " warc, warc_offset, warc_length, record_id, payload_digest"
)
_CAPTURE_COLUMNS = 5
_SELECT = f"SELECT {_COLUMNS} FROM images "  # noqa: S608 - columns of ours
_BY_SHA256 = _SELECT + "WHERE sha256 = ? LIMIT 1"
_REMEMBER = """
    INSERT INTO images (key, url, state, reason, sha256, path, type, width, height, look,
                        look_alike,
                        warc, warc_offset, warc_length, record_id, payload_digest,
                        attempts, visited_at, due_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        state = excluded.state, reason = excluded.reason, sha256 = excluded.sha256,
        path = excluded.path, type = excluded.type, width = excluded.width,
        height = excluded.height, look = excluded.look, look_alike = excluded.look_alike,
        warc = excluded.warc, warc_offset = excluded.warc_offset,
        warc_length = excluded.warc_length, record_id = excluded.record_id,
        payload_digest = excluded.payload_digest, visited_at = excluded.visited_at,
        due_at = excluded.due_at,
        attempts = CASE WHEN excluded.attempts THEN attempts + 1 ELSE 0 END
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRow:
    """`sha256` to `height` are None for an image that was not kept. `look` is None for one that
    could not be decoded; `look_alike` is the SHA-256 of an older picture that looks the same.
    """

    url: str
    state: State
    reason: Reason
    sha256: str | None
    path: str | None
    type: str | None
    width: int | None
    height: int | None
    look: bytes | None
    look_alike: str | None
    attempts: int
    visited_at: datetime
    due_at: datetime | None
    capture: CaptureRef | None

    def seen_in(self, image: Image) -> Image:
        """The image of a page, with what the archive has of it."""
        return replace(
            image,
            path=self.path,
            sha256=self.sha256,
            type=self.type,
            width=self.width,
            height=self.height,
            perceptual_hash=self.look.hex() if self.look else None,
        )

    def is_due(self, now: datetime) -> bool:
        """Whether it is fetched again: it failed, and its time has come.

        A wait beyond the longest that there is was planned while the clock was wrong.
        """
        if self.due_at is None:
            return False
        return self.due_at <= now or self.due_at > now + 2 * LONGEST_WAIT


class Images:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_url(self, url: str) -> ImageRow | None:
        """Under this very URL: picture servers choose size and crop by what else drops from it."""
        return self._one(_SELECT + "WHERE key = ?", url_key(url))

    def by_sha256(self, sha256: str) -> ImageRow | None:
        return self._one(_BY_SHA256, sha256)

    def count(self) -> int:
        """Pictures in the archive, by their bytes."""
        row = self._connection.row("SELECT COUNT(DISTINCT sha256) FROM images")
        return int(row[0]) if row else 0

    def remember(
        self, image: Image, outcome: Outcome, *, now: datetime, look_alike: str | None = None
    ) -> None:
        """`image` has path, sha256, type and size if it was kept. What was known is replaced."""
        values = (
            url_key(image.url),
            image.url,
            outcome.state,
            outcome.reason,
            image.sha256,
            image.path,
            image.type,
            image.width,
            image.height,
            bytes.fromhex(image.perceptual_hash) if image.perceptual_hash else None,
            look_alike,
            *columns_of(outcome.capture),
            int(outcome.was_in_vain),
            seconds(now),
            seconds(outcome.due_at),
        )
        self._connection.change(_REMEMBER, values)

    def _one(self, sql: str, value: bytes | str) -> ImageRow | None:
        row = self._connection.row(sql, (value,))
        return None if row is None else _image_row(row)


def _image_row(row: tuple[Any, ...]) -> ImageRow:
    plain, capture = row[:-_CAPTURE_COLUMNS], row[-_CAPTURE_COLUMNS:]
    named = dict(zip(_COLUMNS.split(", "), plain, strict=False))
    named |= {name: from_seconds(named[name]) for name in ("visited_at", "due_at")}
    named |= {"state": State(named["state"]), "reason": Reason(named["reason"])}
    return ImageRow(**named, capture=capture_from(capture))
