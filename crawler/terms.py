"""The settings that decide what an article's files hold. Each WARC file states those of its run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import Role
from crawler.warc import IMAGE_ROLE

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`zone` is that of the text file's times; `max_age_days` of 0 is no limit; the `max_…_bytes`
    are those of an answer without its content-coding. `near_duplicates`: `mark`, or `drop`.
    """

    zone: ZoneInfo
    images_per_article: int
    pages_per_article: int
    max_age_days: float
    max_body_bytes: int
    max_sitemap_bytes: int
    max_image_bytes: int
    near_duplicates: str

    def body_limit(self, role: str | None) -> int:
        """Bytes, by what the URL was taken for; 0 is no limit, as DOWNLOAD_MAXSIZE has it."""
        if role == Role.SITEMAP:
            return self.max_sitemap_bytes
        return self.max_image_bytes if role == IMAGE_ROLE else self.max_body_bytes

    @property
    def largest_body(self) -> int:
        """0 where there is no limit for one of them."""
        limits = (self.max_body_bytes, self.max_sitemap_bytes, self.max_image_bytes)
        return max(limits) if all(limits) else 0
