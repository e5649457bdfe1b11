"""What came of a visit: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.ledger.vocabulary import REASONS, Reason, State

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import CaptureRef

# The body was read for what it is, so the next visit may ask whether it has changed since. Not so
# behind a wall: its ETag would be answered with 304, and the wall taken for an unchanged article.
_READ = frozenset({State.ARCHIVED, State.UNCHANGED, State.DUPLICATE, State.NOT_ARTICLE})
_OK = 200

_IN_VAIN = frozenset({State.FAILED, State.WALL})

_LEARNT_ROLES = {Reason.FEED: "feed", Reason.SITEMAP: "sitemap", Reason.LISTING: "listing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`status` is None without an answer; `fetched_at` is the capture's WARC-Date. `of` is the URL
    or the article id that it is a copy or a part of, `article` the id of the article made of it.
    `due_at` None: nothing more is planned; for FAILED that means given up. `read_as` says under
    which settings the links of a page were taken up; None: they were not. `characters` are those
    of the text that was archived.

    ValueError when the reason is none of the state's: that would be a bug of ours.
    """

    state: State
    reason: Reason
    status: int | None = None
    capture: CaptureRef | None = None
    fetched_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    of: str | None = None
    article: str | None = None
    due_at: datetime | None = None
    read_as: str | None = None
    characters: int = 0

    def __post_init__(self) -> None:
        if self.reason not in REASONS[self.state]:
            raise ValueError(f"{self.state} is never for the reason {self.reason}")
        if self.state is State.QUEUED:
            raise ValueError("a visit does not end in the queue")

    @property
    def was_read(self) -> bool:
        """Whether etag, last_modified and payload digest are worth asking the server with."""
        return self.status == _OK and self.state in _READ

    @property
    def was_in_vain(self) -> bool:
        return self.state in _IN_VAIN

    @property
    def learnt_role(self) -> str | None:
        """What the URL showed itself to be, whatever it was found as."""
        return _LEARNT_ROLES.get(self.reason)
