"""A link of a listing page in, whether it leads to the listing's following page out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.discovery.path_words import NEXT_TEXTS

if TYPE_CHECKING:
    from lxml.etree import _Element

# ?page=2, ?p=2, ?paged=2, /page/2, /seite-2, /p2 - the names that content systems use.
_IN_QUERY = re.compile(
    r"(?:^|(?<=&))(?:page|p|pg|paged|pagina|seite|pageno|page_num)=(\d{1,6})(?=&|$)"
)
_IN_PATH = re.compile(r"/(?:page|seite|pagina|p|strona|sayfa|sida)[/-]?(\d{1,6})(?=/|\.html?$|$)")
# Either of them, roughly: most links are ruled out by one search.
_NUMBERED = re.compile(
    r"[?&]p[a-z_]*=\d|[?&]seite=\d|/(?:p|page|seite|pagina|strona|sayfa|sida)[/-]?\d"
)
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])(?:next|older|pagination-next|nextpostslink|weiter|suivant|siguiente)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ARROWS = " \t\n\r\u00bb\u203a\u2192>\u226b\u27e9\u276f\u25b6\u2026."


def is_next(element: _Element) -> bool:
    """By the word that HTML has for it (https://html.spec.whatwg.org/#link-type-next)."""
    relations = element.get("rel")
    return relations is not None and "next" in relations.lower().split()


def follows(element: _Element, text: str, url: str, page_url: str) -> bool:
    """`url` is the link's, `page_url` the page's, both clean."""
    says_next = is_next(element)
    if not says_next and not _NUMBERED.search(url):
        return False
    if url == page_url or url.split("/", 3)[2] != page_url.split("/", 3)[2]:
        return False
    if says_next:
        return True
    here, there = _numbered(page_url), _numbered(url)
    if there[0] != here[0] or there[1] is None:
        return False
    number = here[1] or 1
    return there[1] == number + 1 or (there[1] > number and _says_next(element, text))


@lru_cache(maxsize=1_024)
def _numbered(url: str) -> tuple[str, int | None]:
    """The URL without its page number and trailing slash, and the number."""
    _, _, path, query, _ = urlsplit(url)
    if match := _IN_QUERY.search(query):
        query = query[: match.start()] + query[match.end() :]
    elif match := _IN_PATH.search(path):
        path = path[: match.start()] + path[match.end() :]
    return f"{path.rstrip('/')}?{query.strip('&')}", int(match[1]) if match else None


def _says_next(element: _Element, text: str) -> bool:
    if text.strip(_ARROWS).lower() in NEXT_TEXTS:
        return True
    names = (element.get("class"), element.get("aria-label"), element.get("title"))
    return any(name and _NEXT_NAME.search(name[:200]) for name in names)
