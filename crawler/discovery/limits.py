"""How much of one answer is read; what lies beyond is not, and its reading says TRUNCATED."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """`links` of a page, `entries` of a feed, `urls` of a sitemap. Zero is zero."""

    links: int = 2_000  # front pages have 300 to 800, link farms half a million
    entries: int = 2_000  # three months of a busy agency's wire
    urls: int = 50_000  # the protocol's own limit for one file


DEFAULT_LIMITS = ReadLimits()
