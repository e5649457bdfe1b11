"""Who publishes the page: the name that it gives itself, to programs or else to readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.extraction.jsonld import text_of, types_of
from crawler.extraction.meta import first
from crawler.extraction.sitename import is_site, shown_names
from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.sources import Sources

_ORGANISATIONS = frozenset({"NewsMediaOrganization", "Organization", "Corporation", "WebSite"})
_MAX_CHARS = 120
_DOMAIN = re.compile(r"[\w.-]+\.[a-z]{2,6}", re.IGNORECASE)


def publisher(sources: Sources) -> str | None:
    """Of the stated names one that the host's name confirms, else the first that is no domain
    ("FAZ.NET"), else such a one; else what readers are shown.
    """
    names = [name for name in site_names(sources) if not _is_address(name)]
    plain = [name for name in names if not _DOMAIN.fullmatch(name)]
    confirmed = (name for name in plain if is_site(name, sources.url))
    stated = next(confirmed, None) or next(iter((*plain, *names)), None)
    return stated or next(iter(shown_names(sources.tree, sources.url)), None)


def site_names(sources: Sources) -> tuple[str, ...]:
    """All names that the site may put behind a title."""
    names = (clean_value(name, _MAX_CHARS) for name in _stated(sources))
    return tuple(dict.fromkeys(name for name in names if name))


def _stated(sources: Sources) -> Iterator[str | None]:
    yield first(sources.meta, "og:site_name")
    for value in sources.stated("publisher"):
        yield text_of(value)
    for node in sources.nodes:
        if _ORGANISATIONS.intersection(types_of(node)):
            yield text_of(node.get("name"))
    yield first(sources.meta, "application-name", "publisher", "dc.publisher", "al:ios:app_name")


def _is_address(name: str) -> bool:
    return name.lower().startswith(("http://", "https://", "@", "www."))
