"""Where the article lives: its canonical URL, and the page that an AMP page stands for.

https://www.rfc-editor.org/rfc/rfc6596 (canonical), https://amp.dev/documentation/guides-and-tutorials/learn/spec/amphtml/
A page may name any address as its canonical one; it is believed only on its own registrable
domain, or where the page is an AMP page (caches serve those under other hosts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.discovery import UrlError, canonical_url, registrable_domain
from crawler.extraction.jsonld import text_of
from crawler.extraction.meta import first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.sources import Sources


def canonical(sources: Sources) -> str:
    """The key under which the page is known; its own address where it states none to believe."""
    for address in (*_stated(sources), sources.url):
        try:
            return canonical_url(address)
        except UrlError:
            continue
    return sources.url


def amp_of(sources: Sources) -> str | None:
    """The page that this AMP page is a version of, as it states it."""
    stated = sources.rel("canonical")
    if stated is None or not is_amp(sources) or stated == sources.url:
        return None
    return stated


def is_amp(sources: Sources) -> bool:
    return any(name in sources.tree.attrib for name in ("amp", "\u26a1", "amp4ads"))


def _stated(sources: Sources) -> Iterator[str]:
    og_url = sources.absolute(first(sources.meta, "og:url"))
    main = sources.absolute(text_of(sources.jsonld.get("mainEntityOfPage")))
    for address in (sources.rel("canonical"), og_url, main):
        if address and _is_believable(address, sources):
            yield address


def _is_believable(address: str, sources: Sources) -> bool:
    try:
        is_front, is_home = (_is_front(url) for url in (address, sources.url))
        same_site = registrable_domain(address) == registrable_domain(sources.url)
    except (UrlError, ValueError):
        return False
    return (same_site or is_amp(sources)) and (is_home or not is_front)


def _is_front(url: str) -> bool:
    """A front page named as the canonical URL of all pages is a common mistake."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
