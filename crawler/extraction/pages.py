"""An article over several pages: its next page, and the first page of a later one. URLs only.

rel=next and rel=prev (https://html.spec.whatwg.org/multipage/links.html#sequential-link-types), and
where a page states none, the numbered links of its pagination. A wrong page in an article is worse
than a missing one, so the address must be the page's own with the next number.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.sources import Sources

# How page numbers stand in addresses: ?page=2, /page/2, /page-2, /2, -2.html, _2.html, ,2.html
_NUMBER = re.compile(
    r"(?:[?&](?:page|p|pg|seite|pagina|pagenum|pageno)=(?P<query>\d{1,3})"
    r"|/(?:page|seite|pagina|p)[/-]?(?P<path>\d{1,3})"
    r"|/(?P<last>\d{1,2})"
    r"|[-_,](?P<name>\d{1,2})(?=\.\w{2,5}$))/?(?=$|[?#.&])"
)
# Of comments, and of pictures one by one.
_OTHER_PAGES = re.compile(r"comment|cpage|kommentar|slide|gallery|image=|photo=|#", re.IGNORECASE)
_PAGINATION = re.compile(r"pagin|pager|page-?(?:nav|links|numbers)|seiten")
_MAX_LEVELS_ABOVE = 4
_MAX_LINKS = 60
_MAX_STATED = 5
_MAX_DIGITS = 3


def next_page(sources: Sources) -> str | None:
    """The next page of this article; a rel=next that leads to another article is none."""
    number = page_number(sources.url)
    for address in (*_stated(sources, "next"), *_numbered(sources)):
        if is_page_of(address, sources.url) and page_number(address) == number + 1:
            return address
    return None


def first_page(sources: Sources) -> str | None:
    """Of a later page, where it says so: by its canonical link, rel=prev, or a link to page one."""
    if page_number(sources.url) == 1:
        return None
    before = [*_stated(sources, "prev"), *_numbered(sources)]
    own = [each for each in before if is_page_of(each, sources.url)]
    canonical = sources.rel("canonical")
    candidates = [canonical, *own] if canonical and is_page_of(canonical, sources.url) else own
    first = next((each for each in candidates if page_number(each) == 1), None)
    if first is None and own:
        return _without_number(sources.url)
    return first


def page_number(address: str) -> int:
    """1 for an address without a number."""
    found = _NUMBER.search(_bare(address))
    return int(next(text for text in found.groups() if text)) if found else 1


def is_page_of(address: str, other: str) -> bool:
    """Whether they differ in the number of the page alone."""
    if address == other or _OTHER_PAGES.search(_asked(address)):
        return False
    return _stem(address) == _stem(other)


def _stated(sources: Sources, rel: str) -> Iterator[str]:
    if (linked := sources.rel(rel)) is not None:
        yield linked
    named = (each for each in sources.tree.iter("a") if rel in (each.get("rel") or "").split())
    for anchor in islice(named, _MAX_STATED):
        if (address := sources.absolute(anchor.get("href"))) is not None:
            yield address


def _numbered(sources: Sources) -> Iterator[str]:
    """The links of its pagination that are called by a number."""
    numbered = (anchor for anchor in sources.tree.iter("a") if _is_number(anchor))
    for anchor in islice(filter(_is_in_pagination, numbered), _MAX_LINKS):
        if (address := sources.absolute(anchor.get("href"))) is not None:
            yield address


def _is_number(anchor: HtmlElement) -> bool:
    text = (anchor.text or "").strip()
    if not text and len(anchor) == 1:  # <a><span>2</span></a>
        text = (anchor[0].text or "").strip()
    return len(text) <= _MAX_DIGITS and text.isdigit()


def _is_in_pagination(anchor: HtmlElement) -> bool:
    around = (anchor, *islice(anchor.iterancestors(), _MAX_LEVELS_ABOVE))
    names = (each.get(name) for each in around for name in ("class", "id", "aria-label"))
    return any(_PAGINATION.search(value[:300].lower()) for value in names if value)


def _stem(address: str) -> str:
    """The address without the number of its page, and without a scheme."""
    return _NUMBER.sub("", _bare(address)).rstrip("/?&")


def _without_number(address: str) -> str:
    scheme, _, _ = address.partition("://")
    return f"{scheme}://{_stem(address)}"


def _bare(address: str) -> str:
    return address.partition("://")[2]


def _asked(address: str) -> str:
    """What comes after the host: its name may have any of the words."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.path}?{parts.query}{'#' if parts.fragment else ''}"
