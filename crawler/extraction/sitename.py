"""The name of the site as the page shows it to readers, for pages that state none to programs.

It stands behind the headline in <title>, in the masthead as the link to the front page, and in the
copyright line. What follows a headline may as well be a section, so a title's ending is believed
only where the page's masthead, its copyright line or its host's name says the same.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.extraction.text import clean_line, compact, folded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_NAME_CHARS = 60
_MAX_LINKS = 60
# A host's label of fewer letters ("mz", "bbc") is part of too many words to prove anything.
_MIN_LABEL_CHARS = 4
_TITLE_PARTS = re.compile(
    r"\s+[|\u2013\u2014\u00bb\u00b7\u2022-]{1,2}\s+|\s*[|\uff5c\u00bb\u2022]\s*"
)
_FRONT_WORDS = """
home homepage start startseite accueil inicio hem forside frontpage головна главная ホーム 首页
menu logo
"""
_FRONT = frozenset(_FRONT_WORDS.split())
_MASTHEAD_XPATH = (
    "//header//a[@href] | //*[contains(@class,'masthead') or contains(@class,'logo') or "
    "contains(@id,'logo') or @role='banner']//a[@href]"
)
_COPYRIGHT = re.compile(
    r"(?:\u00a9|\(c\)|copyright)[\s\u00a9]{0,3}(?:(?:19|20)\d\d)?(?:\s?[-\u2013]\s?(?:19|20)\d\d)?"
    r"(?:\s+by\b)?[\s,:]{0,3}([^\W\d][^.,|\u00a9\u2013\d]{1,59})",
    re.IGNORECASE,
)
_MAX_FOOTER_CHARS = 5_000


def shown_names(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The surest first."""
    elsewhere = [name for name in (_masthead(tree, url), _copyright(tree)) if name]
    ending = _title_ending(tree)
    if ending and any(_same(ending, name) for name in (*elsewhere, *host_labels(url))):
        return tuple(dict.fromkeys((ending, *elsewhere)))
    return tuple(elsewhere)


def host_labels(url: str) -> tuple[str, ...]:
    """The parts of the host's name that may be the site's: of www.example.co.uk, "example"."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ()
    return tuple(label for label in host.split(".")[:-1] if len(label) >= _MIN_LABEL_CHARS)


def is_site(text: str, url: str) -> bool:
    """Whether a name is the one that the host has: "La Stampa" on lastampa.it."""
    return any(_same(text, label) for label in host_labels(url))


def _same(one: str, other: str) -> bool:
    short, long = sorted((compact(one), compact(other)), key=len)
    return len(short) >= _MIN_LABEL_CHARS and short in long


def _title_ending(tree: HtmlElement) -> str | None:
    """What stands behind a headline of the page in its <title>."""
    parts = _TITLE_PARTS.split(clean_line((tree.findtext(".//title") or "")[:1_000]))
    ending = parts[-1].strip()
    if len(parts) < 2 or not 0 < len(ending) <= _MAX_NAME_CHARS:
        return None
    headings = (folded("".join(h.itertext())[:500]) for h in islice(tree.iter("h1"), 5))
    return ending if folded(ending) not in set(headings) else None


def _masthead(tree: HtmlElement, url: str) -> str | None:
    for link in tree.xpath(_MASTHEAD_XPATH)[:_MAX_LINKS]:
        if _leads_home(link.get("href"), url):
            texts = ("".join(link.itertext()), *link.xpath(".//img/@alt"), link.get("title") or "")
            for text in map(_name, texts):
                if text:
                    return text
    return None


def _leads_home(href: str, url: str) -> bool:
    try:
        target, own = urlsplit(href.strip()), urlsplit(url)
    except ValueError:
        return False
    is_front = target.path == "/" or (not target.path and bool(target.netloc))
    return is_front and target.netloc in {"", own.netloc} and not target.query


def _copyright(tree: HtmlElement) -> str | None:
    for footer in islice(tree.iter("footer"), 5):
        found = _COPYRIGHT.search(clean_line(" ".join(footer.itertext())[:_MAX_FOOTER_CHARS]))
        if found and (name := _name(found[1])):
            return name
    return None


def _name(text: str) -> str | None:
    line = clean_line(text)
    words = set(folded(line).split())
    return line if 1 < len(line) <= _MAX_NAME_CHARS and words and not words & _FRONT else None
