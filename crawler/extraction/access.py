"""Whether the article may be read without paying, as far as the page says.

https://schema.org/isAccessibleForFree ; `article:content_tier` is free, metered or locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.article import Access
from crawler.extraction.jsonld import listed
from crawler.extraction.meta import first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.sources import Sources

_TIERS = {
    "free": Access.FREE,
    "metered": Access.PAYWALLED,
    "locked": Access.PAYWALLED,
    "premium": Access.PAYWALLED,
    "paid": Access.PAYWALLED,
}
# A class that names a paywall proves nothing on a page that shows its whole text.
_TEASER_CHARS = 2_000
_MARKER_WORDS = (b"paywall", b"regwall", b"piano-offer")
_MARKER_XPATH = (
    "boolean(//*[contains(@class,'paywall') or contains(@id,'paywall') or "
    "contains(@class,'regwall') or contains(@class,'piano-offer')])"
)


def access(sources: Sources, text_chars: int) -> Access:
    stated = list(_stated(sources))
    if Access.PAYWALLED in stated:
        return Access.PAYWALLED
    if stated:
        return Access.FREE
    may_be_marked = text_chars < _TEASER_CHARS and sources.mentions(*_MARKER_WORDS)
    if may_be_marked and sources.tree.xpath(_MARKER_XPATH):
        return Access.PAYWALLED
    return Access.UNKNOWN


def _stated(sources: Sources) -> Iterator[Access]:
    parts = [part for part in listed(sources.jsonld.get("hasPart")) if isinstance(part, dict)]
    for node in (sources.jsonld, sources.microdata, *parts[:20]):
        for value in listed(node.get("isAccessibleForFree")):
            yield Access.PAYWALLED if str(value).strip().lower() in _NO else Access.FREE
    tier = (first(sources.meta, "article:content_tier", "content_tier") or "").lower()
    if tier in _TIERS:
        yield _TIERS[tier]


_NO = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
