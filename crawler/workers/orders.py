"""What a worker is asked, and what it answers: the values alone, without what makes them.

The crawl imports these. What reads pages and pictures, it leaves to its workers: a quarter of a
second of CPU at every start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import AnswerKind, Discovered, Role
from crawler.discovery.limits import DEFAULT_LIMITS, ReadLimits

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.extraction.page import Page

NOTHING = Discovered()


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is free of content-coding; `role` is what the URL was taken for.

    `headers` are those that crawler.fetched names; None for `fetched_at` means that nobody knows.
    """

    url: str
    body: bytes
    content_type: str | None
    role: Role
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None
    limits: ReadLimits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Reading:
    """`page` is set for a page only; `discovered` is empty where no links were looked for."""

    kind: AnswerKind
    page: Page | None = None
    discovered: Discovered = NOTHING


@dataclass(frozen=True, slots=True)
class Picture:
    body: bytes
