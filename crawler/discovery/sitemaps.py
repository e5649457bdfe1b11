"""A sitemap's bytes in, the pages or sitemaps that it names out.

XML sitemaps and indexes of any namespace or none (https://www.sitemaps.org/protocol.html), with
Google's news extension
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap), text sitemaps,
feeds, all of them gzipped or not. Ill-formed ones give what can be had; never raises.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from crawler.discovery.candidate import Candidate, Discovered, Flag, Role, Source
from crawler.discovery.compression import decompressed
from crawler.discovery.dates import read_date
from crawler.discovery.decoding import xml_text
from crawler.discovery.feeds import read_feed
from crawler.discovery.hosts import UrlError
from crawler.discovery.limits import DEFAULT_LIMITS, ReadLimits
from crawler.discovery.link_score import looks_like_article
from crawler.discovery.recognition import AnswerKind, recognise
from crawler.discovery.text import one_line
from crawler.discovery.urls import clean_url, host_of
from crawler.strangers_xml import XML_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The protocol's own limit for one file, uncompressed.
MAX_SITEMAP_BYTES = 50 * 1024 * 1024

_ENTRIES = ("{*}url", "{*}sitemap")


class _Entry(NamedTuple):
    """What one <url> or <sitemap> says, as text."""

    location: str
    modified: str | None = None
    title: str | None = None
    published: str | None = None
    is_sitemap: bool = False
    is_news: bool = False


def read_sitemap(body: bytes, url: str, limits: ReadLimits = DEFAULT_LIMITS) -> Discovered:
    """`url` is the sitemap's own. UNKNOWN where nothing in the body is a sitemap."""
    body, whole = decompressed(body, MAX_SITEMAP_BYTES)
    kind = recognise(body, url, None)
    if kind is AnswerKind.FEED:
        return read_feed(body, url, None, limits.entries)
    text = xml_text(body, None)
    flags = [] if whole else [Flag.TRUNCATED]
    if not text.startswith("<"):
        entries: Iterable[_Entry] = _text_entries(text)
    elif kind is AnswerKind.SITEMAP:
        entries = _xml_entries(text, flags)
    else:
        return Discovered(flags=(Flag.UNKNOWN,))
    found = Discovered.of(_candidates(entries, url, flags, limits.urls), flags)
    if not found.candidates and not text.startswith("<"):
        return replace(found, flags=(*found.flags, Flag.UNKNOWN))
    return found


def _text_entries(text: str) -> Iterator[_Entry]:
    """One URL a line; a line with white space within is prose."""
    for line in io.StringIO(text):
        location = line.strip()
        if location.startswith(("http://", "https://", "www.")) and len(location.split()) == 1:
            yield _Entry(location)


def _xml_entries(text: str, flags: list[Flag]) -> Iterator[_Entry]:
    """Appends to `flags` what is found wrong on the way."""
    context = etree.iterparse(
        io.BytesIO(text.encode()),
        events=("end",),
        tag=_ENTRIES,
        encoding="utf-8",
        recover=True,
        **XML_LIMITS,
    )
    try:
        for _, element in context:
            if _stands_below_the_root(element):
                yield from _entries_of(element)
                _forget(element)
    except etree.XMLSyntaxError:
        flags.append(Flag.ILL_FORMED)
    if len(context.error_log):
        flags.append(Flag.ILL_FORMED)


def _stands_below_the_root(element: etree._Element) -> bool:
    """Not so a <url> within a <loc>, which some generators write."""
    parent = element.getparent()
    return parent is not None and parent.getparent() is None


def _forget(element: etree._Element) -> None:
    """Frees what was read: 50,000 entries would be a tree of 100 MB."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _entries_of(element: etree._Element) -> Iterator[_Entry]:
    """One entry for each <loc>: some put several into one <sitemap>, or the URL without it."""
    is_sitemap = _local_name(element) == "sitemap"
    entry: _Entry | None = None
    for child in element.iterchildren(etree.Element):
        name = _local_name(child)
        if name == "loc":
            if entry is not None:
                yield entry
            entry = _Entry(_text(child), is_sitemap=is_sitemap)
        elif entry is not None and name == "lastmod":
            entry = entry._replace(modified=_text(child))
        elif entry is not None and name == "news":
            entry = _with_news(entry, child)
    if entry is None and is_sitemap:
        entry = _Entry(_text(element), is_sitemap=True)
    if entry is not None:
        yield entry


def _with_news(entry: _Entry, news: etree._Element) -> _Entry:
    fields = {_local_name(child): _text(child) for child in news.iterchildren(etree.Element)}
    return entry._replace(
        is_news=True, title=fields.get("title"), published=fields.get("publication_date")
    )


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext(etree.Element))).strip()


def _candidates(
    entries: Iterable[_Entry], url: str, flags: list[Flag], max_urls: int
) -> Iterator[Candidate | None]:
    for count, entry in enumerate(entries):
        if count == max_urls:
            flags.append(Flag.TRUNCATED)
            return
        try:
            yield _candidate(entry, url)
        except UrlError:
            yield None


def _candidate(entry: _Entry, url: str) -> Candidate:
    if not entry.location:
        raise UrlError("no URL")
    address = clean_url(_with_scheme(entry.location, url), url)
    if entry.is_sitemap:
        role = Role.SITEMAP
    else:
        role = Role.ARTICLE if entry.is_news or looks_like_article(address) else Role.PAGE
    return Candidate(
        address,
        role,
        source=Source.NEWS_SITEMAP if entry.is_news else Source.SITEMAP,
        title=one_line(entry.title),
        published=read_date(entry.published) or read_date(entry.modified),
    )


def _with_scheme(location: str, url: str) -> str:
    """The protocol wants absolute URLs: "www.example.org/a" is one that forgot its scheme."""
    if location.startswith(("www.", host_of(url))):
        return f"{url.partition(':')[0]}://{location}"
    return location
