"""Where on a page the fields of its article stand: for people who look at one page.

Told from the outcome: every statement of the page is held against every field, so that reading
costs nothing for it, and a field that several sources state has them all.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from crawler.extraction.datestrings import parse_date
from crawler.extraction.language import is_month_first
from crawler.extraction.lines import located
from crawler.extraction.page import Flag
from crawler.extraction.text import clean_line, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crawler.article import Article
    from crawler.extraction.blocks import Block
    from crawler.extraction.page import Page
    from crawler.extraction.sources import Sources

Statement = tuple[str, str]
Origins = dict[str, tuple[str, ...]]

_TEXT_FIELDS = ("title", "publisher", "section", "language", "description", "lead_image")
_LIST_FIELDS = ("authors", "tags")
_DATE_FIELDS = ("published", "modified")
_MAX_STATEMENTS = 5_000
_MAX_CHARS = 2_000
_MAX_DEPTH = 4
_MAX_NAMED = 6


def origins(sources: Sources, page: Page, blocks: tuple[Block, ...]) -> Origins:
    """By the name of the field, in the order of trust; empty for a value that was worked out."""
    if page.article is None:
        return {}
    article = page.article
    stated = list(islice(_statements(sources), _MAX_STATEMENTS))
    found: Origins = {"paragraphs": _of_text(article, blocks)}
    for name in _TEXT_FIELDS:
        found[name] = _agreeing(stated, getattr(article, name))
    for name in _LIST_FIELDS:
        found[name] = _naming(stated, getattr(article, name))
    for name in _DATE_FIELDS:
        found[name] = _dating(stated, getattr(article, name), article.language)
    return {name: (*_by_rule(page, name), *places) for name, places in found.items()}


def _by_rule(page: Page, name: str) -> tuple[str, ...]:
    return (f"rule {page.ruled.site}",) if name in page.ruled.texts else ()


def _of_text(article: Article, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The elements in which its paragraphs stand, the commonest first."""
    if Flag.FALLBACK_TEXT in article.flags:
        return ("no markup: articleBody, or the state of a script",)
    lines = located(article.paragraphs, blocks)
    places = Counter(_place(line.block) if line.block else "no block" for line in lines)
    return tuple(f"{count} in {place}" for place, count in places.most_common(_MAX_NAMED))


def _place(block: Block) -> str:
    parent = block.element.getparent()
    around = () if parent is None else (parent,)
    return " > ".join(_look(each) for each in (*around, block.element))


def _look(element: object) -> str:
    tag, names = getattr(element, "tag", ""), getattr(element, "get", lambda _: "")("class") or ""
    first = names.split()[:1]
    return f"{tag}.{clean_line(first[0])[:40]}" if first else str(tag)


def _statements(sources: Sources) -> Iterator[Statement]:
    yield from _members("json-ld", sources.jsonld, 0)
    for name, contents in sources.meta.items():
        yield from ((f"meta {name}", content) for content in contents)
    yield from _members("microdata", sources.microdata, 0)
    for heading in sources.headings:
        yield "h1", clean_line(str(heading.text_content())[:_MAX_CHARS])
    yield "title", clean_line((sources.tree.findtext(".//title") or "")[:_MAX_CHARS])
    yield "html lang", sources.tree.get("lang") or ""
    for element in sources.tree.xpath("//time[@datetime]")[:20]:
        yield "time", element.get("datetime")
    for node in sources.nodes:
        if node is not sources.jsonld:
            yield from _members("other json-ld", node, _MAX_DEPTH - 2)
    yield "URL", sources.url


def _members(place: str, value: object, depth: int) -> Iterator[Statement]:
    if isinstance(value, str | int | float):
        yield place, str(value)[:_MAX_CHARS]
    elif depth < _MAX_DEPTH and isinstance(value, dict):
        for name, inner in value.items():
            sub = place if name in {"@value", "name"} and depth else f"{place} {name}"
            yield from _members(sub, inner, depth + 1)
    elif depth < _MAX_DEPTH and isinstance(value, list):
        for inner in value[:50]:
            yield from _members(place, inner, depth)


def _agreeing(stated: list[Statement], value: str | None) -> tuple[str, ...]:
    """Those that say the same; if none does, those that hold it among other words."""
    wanted = folded(value or "")
    if not wanted:
        return ()
    texts = [(place, folded(text)) for place, text in stated]
    same = _once(place for place, text in texts if text == wanted)
    within = (f"within {place}" for place, text in texts if wanted in text and place != "URL")
    return same or _once(within)


def _naming(stated: list[Statement], values: tuple[str, ...]) -> tuple[str, ...]:
    wanted = [folded(value) for value in values]
    texts = ((place, folded(text)) for place, text in stated)
    return _once(place for place, text in texts if any(each in text for each in wanted if each))


def _dating(
    stated: list[Statement], value: datetime | date | None, language: str | None
) -> tuple[str, ...]:
    """Those of the same instant, then those of the same day."""
    if value is None:
        return ()
    same: list[str] = []
    same_day: list[str] = []
    for place, text in stated:
        moment = parse_date(text, month_first=is_month_first(language)) if len(text) < 60 else None
        if moment is None:
            continue
        if isinstance(value, datetime) and moment.instant == value:
            same.append(place)
        elif moment.day == (value.date() if isinstance(value, datetime) else value):
            same_day.append(f"the day: {place}")
    return _once([*same, *same_day])


def _once(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))[:_MAX_NAMED]
