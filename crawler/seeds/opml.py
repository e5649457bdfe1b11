"""The bytes of an OPML file in, its feeds as seeds out. Spec: http://opml.org/spec2.opml .

Outlines with an xmlUrl are feeds, at any depth; others are folders. Entities are never expanded,
nothing is fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.discovery.hosts import UrlError
from crawler.seeds.seed import Seed, SeedKind, SeedListError, checked_seed
from crawler.strangers_xml import XML_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_opml(raw: bytes, name: str) -> Iterator[Seed]:
    """Raises SeedListError for what is no XML, declares entities, or names no URL in an xmlUrl."""
    for outline in _document(raw, name).iter("{*}outline"):
        url = _feed_url(outline)
        if not url:
            continue
        line: Any = outline.sourceline
        try:
            yield checked_seed(url, {}, line, SeedKind.FEED)
        except UrlError as error:
            raise SeedListError(name, line, str(error)) from None


def _document(raw: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(**XML_LIMITS)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise SeedListError(name, error.lineno, "not well-formed XML") from None
    doctype: Any = root.getroottree().docinfo.internalDTD
    if doctype is not None and any(True for _ in doctype.iterentities()):
        raise SeedListError(name, None, "declares entities; OPML needs none")
    if str(root.tag).rpartition("}")[2].lower() != "opml":
        raise SeedListError(name, None, "XML, but no OPML: its root element is not opml")
    return root


def _feed_url(outline: etree._Element) -> str:
    """Some programs write xmlurl."""
    for key in ("xmlUrl", "xmlurl", "xmlURL"):
        if value := outline.get(key):
            return value.strip()
    return ""
