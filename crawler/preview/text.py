"""What is shown of one page: lines for people, JSON for programs. Values in, text out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crawler.extraction.page import PageKind
from crawler.formats.moments import moment_text
from crawler.formats.record import render_json
from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article
    from crawler.extraction.origins import Origins
    from crawler.extraction.page import Page
    from crawler.workers.orders import Reading

_LABEL_CHARS = 14
_SHOWN_CHARS = 2_000
_FIELDS = (
    "title",
    "authors",
    "published",
    "modified",
    "publisher",
    "section",
    "tags",
    "language",
    "description",
    "access",
    "lead_image",
)
_SHOWN_LINKS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """`hops` are the addresses that led to the page, the last one its own."""

    hops: tuple[str, ...]
    reading: Reading
    origins: Origins


def preview_json(preview: Preview) -> str:
    """Ends with a line break; the article is as in its record."""
    page = preview.reading.page
    shown: dict[str, Any] = {
        "url": preview.hops[-1],
        "answer": str(preview.reading.kind),
        "candidates": len(preview.reading.discovered.candidates),
    }
    if page is not None:
        shown |= _page_members(page)
        shown["origins"] = preview.origins
    return json.dumps(shown, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _page_members(page: Page) -> dict[str, Any]:
    return {
        "kind": str(page.kind),
        "reason": str(page.reason) if page.reason else None,
        "canonical_url": page.canonical_url,
        "next_page": page.next_page,
        "amp_of": page.amp_of,
        "article": json.loads(render_json(page.article, indent=None)) if page.article else None,
        "site_rule": page.ruled.site or None,
        "site_rule_unmatched": list(page.ruled.unmatched),
    }


def preview_lines(preview: Preview) -> Iterator[str]:
    page = preview.reading.page
    for hop in preview.hops[:-1]:
        yield _line("redirected", hop)
    yield _line("url", preview.hops[-1])
    yield _line("kind", _kind(preview))
    if page is not None:
        yield from _lines_of_page(page)
        if page.article is not None:
            yield from _lines_of_article(page.article, preview.origins)
    yield from _lines_of_links(preview)


def _kind(preview: Preview) -> str:
    page = preview.reading.page
    if page is None:
        return str(preview.reading.kind)
    return f"{page.kind} ({page.reason})" if page.reason else str(page.kind)


def _lines_of_page(page: Page) -> Iterator[str]:
    if page.canonical_url:
        yield _line("canonical", page.canonical_url)
    if page.amp_of:
        yield _line("AMP form of", page.amp_of)
    if page.next_page:
        yield _line("next page", page.next_page)
    if page.ruled.site:
        yield _line("site rule", page.ruled.site)
    if page.ruled.unmatched:
        yield _line("", f"finds nothing for: {', '.join(page.ruled.unmatched)}")


def _lines_of_article(article: Article, origins: Origins) -> Iterator[str]:
    for name in _FIELDS:
        yield _line(name.replace("_", " "), _shown(getattr(article, name)))
        yield from (_line("", f"  {place}") for place in origins.get(name, ()))
    yield _line("flags", ", ".join(article.flags) or "-")
    yield _line("rights", ", ".join(article.rights) or "-")
    for image in article.images:
        yield _line("image", " | ".join(filter(None, (image.url, image.caption, image.credit))))
    for link in article.related:
        yield _line("related", f"{link.url} {link.title or ''}")
    count = sum(map(len, article.paragraphs))
    yield _line("text", f"{len(article.paragraphs)} paragraphs, {count} characters")
    yield from (_line("", f"  {place}") for place in origins.get("paragraphs", ()))
    for paragraph in article.paragraphs:
        yield ""
        yield one_line(paragraph, _SHOWN_CHARS)


def _lines_of_links(preview: Preview) -> Iterator[str]:
    candidates = preview.reading.discovered.candidates
    page = preview.reading.page
    if page is not None and page.kind in {PageKind.ARTICLE, PageKind.LIVE_BLOG}:
        return
    yield _line("names", f"{len(candidates)} addresses")
    for candidate in candidates[:_SHOWN_LINKS]:
        yield _line("", f"  {candidate.url}")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "-"
    if isinstance(value, date):
        return moment_text(value)
    return "-" if value is None else str(value)


def _line(label: str, text: str) -> str:
    return f"{label:<{_LABEL_CHARS}}{one_line(text, _SHOWN_CHARS)}".rstrip()
