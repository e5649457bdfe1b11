"""What `scrapy doctor` found, as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LABEL_CHARS = 14
_PLURALS = {
    "article": "articles",
    "listing": "listings",
    "feed": "feeds",
    "sitemap": "sitemaps",
    "page": "pages",
    "site": "sites",
}
_REFUSED = {
    "age": "too old",
    "scope": "on other sites",
    "trap": "without end",
    "depth": "further in than is looked at",
}


def seed_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """A block for each seed, with an empty line after it."""
    yield one_line(found["seed"])
    for hop in found["hops"][1:]:
        yield _line("leads to", hop)
    if found["problem"]:
        yield _line("PROBLEM", found["problem"])
    if found.get("same_as"):
        yield _line("PROBLEM", f"the same as {found['same_as']}")
    if "is" in found:
        yield from _content_lines(found)
    if found["robots"] is not None:
        yield _line("robots.txt", _robots_text(found["robots"]))
    yield ""


def _content_lines(found: Mapping[str, Any]) -> Iterator[str]:
    title = f": {found['title']}" if found["title"] else ""
    flags = f" ({', '.join(found['flags'])})" if found["flags"] else ""
    yield _line("is", f"{found['is']}{title}{flags}")
    if found["offers"]:
        yield _line("offers", _counted(found["offers"]))
    if found["refused"]:
        refused = (f"{count} {_REFUSED[why]}" for why, count in found["refused"].items())
        yield _line("of these", ", ".join(refused))
    if found["offers"]:
        yield _line("would fetch", _counted(found["fetches"]) or "nothing")
    if found["newest"]:
        yield _line("newest", found["newest"])
    for address in (*found["articles"], *found["hubs"]):
        yield _line("", f"  {address}")
    for address in found["better_seeds"]:
        yield _line("also offers", f"{address}, which may be the better seed")


def _robots_text(robots: Mapping[str, Any]) -> str:
    delay = robots["crawl_delay"]
    parts = (
        "allows it",
        f"one request in {delay:g} s" if delay else "",
        _counted({"sitemap": robots["sitemaps"]}),
    )
    return ", ".join(part for part in parts if part)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{count} {role if count == 1 else _PLURALS[role]}"
        for role, count in counts.items()
        if count
    )


def _line(label: str, text: str) -> str:
    return f"  {label:<{_LABEL_CHARS}}{one_line(text)}".rstrip()
