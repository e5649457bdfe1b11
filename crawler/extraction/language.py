"""The language that the page says it is in, as a BCP 47 tag.

https://www.rfc-editor.org/rfc/rfc5646
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.extraction.jsonld import text_of
from crawler.extraction.meta import first

if TYPE_CHECKING:
    from crawler.extraction.sources import Sources

_TAG = re.compile(r"([a-z]{2,3})((?:-[a-z0-9]{2,8}){0,3})", re.IGNORECASE)
# Where "en" stands alone, most pages are of the country that writes the month first.
_MONTH_FIRST = frozenset({"en", "en-US", "en-CA", "en-PH", "es-US"})


def language(sources: Sources) -> str | None:
    root = sources.tree
    stated = (
        root.get("lang"),
        root.get("xml:lang"),
        text_of(sources.jsonld.get("inLanguage")),
        first(sources.meta, "content-language", "og:locale", "language", "dc.language"),
        text_of(sources.microdata.get("inLanguage")),
    )
    return next((tag for tag in map(_tag, stated) if tag), None)


def is_month_first(tag: str | None) -> bool:
    """Whether 06/07/2014 is in June, as far as a language can tell."""
    return tag in _MONTH_FIRST


def _tag(stated: str | None) -> str | None:
    match = _TAG.fullmatch((stated or "").strip()[:40].replace("_", "-"))
    if match is None:
        return None
    subtags = [_cased(part) for part in match[2].split("-")[1:]]
    return "-".join([match[1].lower(), *subtags])


def _cased(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 else subtag.lower()
