"""The text of an RSS, RDF or Atom feed in, a small well-formed document with the same entries out.

feedparser is lenient and right about feeds, but some of its steps take quadratic time (24 KB of an
author's name: 2 s; 8,000 attributes: 0.7 s; entity bombs: 10 s). It therefore sees only what we ask
of it: links, ids, titles and dates, of bounded number and length, without DOCTYPE and entities.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from crawler.discovery.dates import MAX_DATE_LENGTH
from crawler.discovery.decoding import without_control_characters
from crawler.discovery.text import MAX_MARKUP_LENGTH
from crawler.strangers_xml import XML_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_PROLOG_LENGTH = 65_536  # characters before the root element
MAX_ATTRIBUTES = 12  # of an element: Atom's link has seven
MAX_CHILDREN = 200  # elements within a title of XHTML
MAX_FIELDS = 40  # links, titles and dates of one entry

_ENTRIES = ("{*}item", "{*}entry")
_TEXTS = frozenset(("title", "link", "guid", "id", "origlink"))
_DATES = frozenset(("pubdate", "published", "updated", "modified", "issued", "created", "date"))
# Media RSS repeats title and link for pictures and films.
_MEDIA_NAMESPACE = "{http://search.yahoo.com/mrss"
# Before it stand the DOCTYPE, a server's warnings, comments: all of it goes.
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)(?=[\s>])", re.IGNORECASE)

_AMPERSAND = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


class SlimFeed(NamedTuple):
    xml: bytes
    ill_formed: bool
    truncated: bool


def slim_feed(text: str, max_entries: int) -> SlimFeed | None:
    """None where no feed can be found in the text."""
    start = _ROOT.search(text, 0, MAX_PROLOG_LENGTH)
    if start is None:
        return None
    root, ill_formed = _parsed(text[start.start() :])
    if root is None:
        return None
    entries, truncated = _first_entries(root, max_entries)
    _drop_all_but(entries, root)
    for entry in entries:
        _slim(entry)
    _limit_attributes(root)
    return SlimFeed(etree.tostring(root, encoding="utf-8"), ill_formed, truncated)


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    try:
        return etree.fromstring(text.encode(), _parser(recover=False)), False
    except etree.XMLSyntaxError:
        pass
    try:
        return etree.fromstring(_repaired(text).encode(), _parser(recover=True)), True
    except etree.XMLSyntaxError:
        return None, True


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        **XML_LIMITS,
    )


def _repaired(text: str) -> str:
    """HTML's entities become characters, other ampersands text; CDATA sections stay as they are."""
    first, *others = text.split("<![CDATA[")
    pieces = [_AMPERSAND.sub(_without_entity, first)]
    for piece in others:
        verbatim, end, after = piece.partition("]]>")
        pieces += ["<![CDATA[", verbatim, end, _AMPERSAND.sub(_without_entity, after)]
    return "".join(pieces)


def _without_entity(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _XML_ENTITIES:
        return match[0]
    return html5.get(name, f"&amp;{name}").replace("<", "&lt;")


def _local_name(element: etree._Element) -> str:
    """Lower case; a prefix that was never declared is part of the tag, after recovery."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _first_entries(root: etree._Element, max_entries: int) -> tuple[list[etree._Element], bool]:
    """Entries that stand in no other entry."""
    entries: list[etree._Element] = []
    taken: set[etree._Element] = set()
    for entry in root.iter(*_ENTRIES):
        if any(parent in taken for parent in entry.iterancestors(*_ENTRIES)):
            continue
        if len(entries) == max_entries:
            return entries, True
        entries.append(entry)
        taken.add(entry)
    return entries, False


def _drop_all_but(entries: list[etree._Element], root: etree._Element) -> None:
    """Entries then stand in the root or in its channel: elsewhere they confuse feedparser."""
    channels = {child for child in root if _local_name(child) == "channel"}
    for entry in entries:
        if entry.getparent() not in channels:
            root.append(entry)
    kept = {*channels, *entries}
    for parent in (root, *channels):
        _remove(parent, (child for child in parent if child not in kept))


def _slim(entry: etree._Element) -> None:
    fields = [child for child in entry if _is_field(child)][:MAX_FIELDS]
    kept = set(fields)
    _remove(entry, (child for child in entry if child not in kept))
    for field in fields:
        _shorten(field)


def _is_field(element: etree._Element) -> bool:
    name = _local_name(element)
    if name in _DATES:
        return len(element.text or "") <= MAX_DATE_LENGTH
    return name in _TEXTS and not str(element.tag).startswith(_MEDIA_NAMESPACE)


def _shorten(field: etree._Element) -> None:
    field.tail = None
    entities = list(field.iter(etree.Entity))
    if entities or sum(1 for _ in field.iter()) > MAX_CHILDREN:
        field.text = _shortened("".join(map(str, field.itertext(etree.Element))))
        _remove(field, iter(field))
    for part in field.iter():
        part.text = _shortened(part.text)
        part.tail = _shortened(part.tail)


def _shortened(text: str | None) -> str | None:
    """A recovering parser lets pass what a control character's reference (&#27;) stands for."""
    return text and without_control_characters(text[:MAX_MARKUP_LENGTH])


def _remove(parent: etree._Element, children: Iterable[etree._Element]) -> None:
    for child in list(children):
        parent.remove(child)


def _limit_attributes(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        for name in element.attrib.keys()[MAX_ATTRIBUTES:]:
            del element.attrib[name]
