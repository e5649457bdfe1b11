"""Live blogs: the entries that JSON-LD or microdata state, https://schema.org/LiveBlogPosting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.article import LiveEntry
from crawler.extraction.datestrings import parse_date
from crawler.extraction.jsonld import LIVE_BLOG, listed, text_of, types_of
from crawler.extraction.text import clean_line, clean_value, without_tags

if TYPE_CHECKING:
    from datetime import date, datetime

    from lxml.html import HtmlElement

    from crawler.extraction.sources import Sources

_MAX_ENTRIES = 1_000
_MAX_ENTRY_CHARS = 50_000
_SHOWN_XPATH = "//*[contains(concat(' ', @itemprop, ' '), ' liveBlogUpdate ')]"
_HEADLINE_XPATH = ".//*[@itemprop='headline'] | .//h2 | .//h3"
_TIME_XPATH = ".//*[@itemprop='datePublished']/@content | .//time/@datetime"


def is_live_blog(sources: Sources) -> bool:
    return LIVE_BLOG in types_of(sources.jsonld) or LIVE_BLOG in types_of(sources.microdata)


def live_entries(sources: Sources) -> tuple[LiveEntry, ...]:
    """In the order of the page, which is newest first as a rule; empty ones are left out."""
    stated = listed(sources.jsonld.get("liveBlogUpdate"))[:_MAX_ENTRIES]
    entries = [_entry(node) for node in stated if isinstance(node, dict)]
    shown = sources.tree.xpath(_SHOWN_XPATH) if not entries else []
    entries += map(_shown_entry, _outermost(shown)[:_MAX_ENTRIES])
    return tuple(entry for entry in entries if entry.paragraphs)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """A post within a post is a part of that one; nested without end it would cost as much."""
    known = set(elements)
    return [each for each in elements if known.isdisjoint(each.iterancestors())]


def entry_paragraphs(entries: tuple[LiveEntry, ...]) -> tuple[str, ...]:
    """The entries as paragraphs of one text, each under its headline."""
    return tuple(
        line
        for entry in entries
        for line in ((entry.title, *entry.paragraphs) if entry.title else entry.paragraphs)
    )


def _shown_entry(element: HtmlElement) -> LiveEntry:
    """Of microdata; what it states is read where it stands, as its text is there only."""
    headings = element.xpath(_HEADLINE_XPATH)
    times = element.xpath(_TIME_XPATH)
    lines = (clean_line(str(block.text_content())) for block in element.xpath(".//p | .//li"))
    title = clean_value(str(headings[0].text_content())) if headings else None
    return LiveEntry(
        title=title,
        paragraphs=tuple(line for line in lines if line and line != title),
        published=_moment(times[0] if times else None),
    )


def _moment(stated: str | None) -> datetime | date | None:
    moment = parse_date(stated)
    return (moment.instant or moment.day) if moment else None


def _entry(node: dict[str, object]) -> LiveEntry:
    body = text_of(node.get("articleBody")) or ""
    lines = (clean_line(without_tags(line)) for line in body[:_MAX_ENTRY_CHARS].splitlines())
    return LiveEntry(
        title=clean_value(node.get("headline")),
        paragraphs=tuple(line for line in lines if line),
        published=_moment(text_of(node.get("datePublished"))),
    )
