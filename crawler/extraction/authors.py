"""Who wrote the article: names, one each, in the order of the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from crawler.extraction.byline import is_foreign
from crawler.extraction.classed import classed_elements
from crawler.extraction.jsonld import listed
from crawler.extraction.meta import first
from crawler.extraction.publisher import publisher
from crawler.extraction.text import clean_line, clean_value, folded, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from crawler.extraction.sources import Sources

_MAX_AUTHORS = 30
# Longer ones are biographies or lists that no separator of ours cuts.
_MAX_NAME_CHARS = 100
_META = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "cxenseparse:author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "authors",
    "citation_author",
)
_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|analysis|review)\s+by|by|von|par|por|door|di|av|af|"
    r"autore?|autorin|author|text|texte|texto)\s*[:\s]\s*",
    re.IGNORECASE,
)
# A sign or a place behind the name: "Jane Doe (jd)".
_ASIDE = re.compile(r"\s*\([^()]{0,60}\)")
_SEPARATOR = re.compile(r"\s*(?:[,;|\u2022\n]|\s/\s|\s(?:and|und|et|y|och|og|en|&)\s)\s*")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|net|org|html?|php)\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"\d{2}|[<>{}=]|^(?:admin|administrator|editor|staff|guest|redacci[oó]n)$")
_ITEM_XPATH = "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*)]"
_FULL_NAME = re.compile(r"(?<!\S)fn(?!\S)")
_NAME = re.compile(r"author-name|author__name|author_name|auth_name|creator-name|authorline")
_BYLINE = re.compile(r"byline|article-author")
_AUTHOR = re.compile(r"author")
_AUTHORS_PAGE = re.compile(r"/author/|/autor/|/authors/")
# Cards of social networks state two labelled values.
_CARD_LABEL = re.compile(
    r"(?:written|posted) by|(?:geschrieben|verfasst) von|von|by|author|autor|écrit par|auteur|"
    r"escrito por|scritto da|door|geschreven door|skriven av|napisane przez",
    re.IGNORECASE,
)
_MAX_VISIBLE = 10


def authors(sources: Sources) -> tuple[str, ...]:
    """The names of the first source that gives any, without the publisher beside persons."""
    house = folded(publisher(sources) or "")
    for texts in _stated(sources):
        names = {folded(name): name for text in texts for name in split_names(text)}
        if names:
            persons = [name for key, name in names.items() if key != house]
            return tuple((persons or list(names.values()))[:_MAX_AUTHORS])
    return ()


def split_names(text: str) -> list[str]:
    line = _BY.sub("", _ASIDE.sub("", clean_line(without_tags(text))))
    names = (_BY.sub("", part).strip(" .-:()") for part in _SEPARATOR.split(line))
    return [name for name in names if _is_name(name)]


def _is_name(text: str) -> bool:
    is_line = 2 <= len(text) <= _MAX_NAME_CHARS and len(text.split()) <= 8
    return is_line and not _ADDRESS.search(text) and not _NOT_A_NAME.search(text.lower())


def _stated(sources: Sources) -> Iterator[list[str]]:
    for name in ("author", "creator"):
        yield _names_in(listed(sources.jsonld.get(name)))
    for name in _META:
        yield list(sources.meta.get(name, ()))
    yield _names_in(listed(sources.microdata.get("author")))
    yield _on_card(sources)
    yield _visible(sources)


def _names_in(values: Iterable[object]) -> list[str]:
    """Names out of strings, objects and lists of them; each is one author's or a list's text."""
    found: list[str] = []
    for value in islice(values, _MAX_AUTHORS):
        if isinstance(value, dict):
            found.extend(_names_in(listed(value.get("name"))))
        elif isinstance(value, list):
            found.extend(text for text in map(clean_value, value) if text)
        elif text := clean_value(value):
            found.append(text)
    return found


def _visible(sources: Sources) -> list[str]:
    """One name: further ones of the same look belong to other articles as often as not."""
    for elements in _marked(sources):
        for element in islice(elements, _MAX_VISIBLE):
            text = clean_value(" ".join(element.itertext()), 2 * _MAX_NAME_CHARS)
            is_short = text is not None and len(text) <= _MAX_NAME_CHARS
            if text and is_short and not is_foreign(element) and split_names(text):
                return [text]
    return []


def _marked(sources: Sources) -> Iterator[Iterable[HtmlElement]]:
    """From the surest mark of a name on the page to the vaguest."""
    tree = sources.tree
    yield tree.xpath(_ITEM_XPATH)
    yield (a for a in tree.iter("a") if "author" in (a.get("rel") or "").split())
    classed = classed_elements(tree)
    yield (each for each in classed.find(_FULL_NAME) if _is_within_author(each))
    yield classed.find(_NAME)
    yield (a for a in tree.iter("a") if _AUTHORS_PAGE.search(a.get("href") or ""))
    yield classed.find(_BYLINE)
    yield (each for each in classed.find(_AUTHOR) if _is_label(each))


def _is_within_author(element: HtmlElement) -> bool:
    return any("author" in (above.get("class") or "") for above in element.iterancestors())


def _is_label(element: HtmlElement) -> bool:
    return element.tag in {"a", "span"} and "comment" not in element.get("class")


def _on_card(sources: Sources) -> list[str]:
    label = first(sources.meta, "twitter:label1") or ""
    return list(sources.meta.get("twitter:data1", ())) if _CARD_LABEL.fullmatch(label) else []
