"""The settings that decide what an article's files hold. Each WARC file states those of its run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`zone` is that of the text file's times; `max_age_days` of 0 is no limit; `max_body_bytes`
    is that of an answer without its content-coding. `near_duplicates`: `mark`, or `drop`.
    """

    zone: ZoneInfo
    images_per_article: int
    pages_per_article: int
    max_age_days: float
    max_body_bytes: int
    near_duplicates: str
