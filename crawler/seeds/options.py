"""The `key=value` fields behind a seed's URL in, options and kind out.

Known keys:

kind            article, listing, feed, sitemap or site; else the kind is told from the answer
isFeed          true: kind=feed (StormCrawler, Nutch)
isSitemap       true: kind=sitemap (StormCrawler)
isSitemapNews   true: kind=sitemap (news-crawl)

certificate     unverified: the site's certificate may be anybody's; its captures say so

The value `false` of the flags says nothing. An unknown key is an error: an option that is
misspelt and passed over would be missed after months.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.seeds.seed import SeedKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KIND_FLAGS = {
    "isFeed": SeedKind.FEED,
    "isSitemap": SeedKind.SITEMAP,
    "isSitemapNews": SeedKind.SITEMAP,
}
_CERTIFICATE = "certificate"
_UNVERIFIED = "unverified"
KNOWN_KEYS = ("kind", *_KIND_FLAGS, _CERTIFICATE)
_PRINTABLE_KEY = re.compile(r"[\w.-]{1,40}")


class OptionError(ValueError):
    """An option that cannot be read; its message holds no value."""


def read_options(fields: Iterable[str]) -> tuple[dict[str, str], SeedKind | None]:
    """Empty fields (two TABs in a row) are passed over; one that begins with # ends the line."""
    options: dict[str, str] = {}
    for field in fields:
        text = field.strip()
        if text.startswith("#"):
            break
        if not text:
            continue
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise OptionError("an option without =; options are key=value, set off by a TAB")
        if key not in KNOWN_KEYS:
            raise OptionError(f"unknown option{_named(key)}; known are {', '.join(KNOWN_KEYS)}")
        if key in options:
            raise OptionError(f"the option {key} stands twice")
        options[key] = value
    return options, _kind(options)


def is_excused(options: Mapping[str, str]) -> bool:
    """Whether the seed's site need not show a certificate that holds."""
    return options.get(_CERTIFICATE) == _UNVERIFIED


def _named(key: str) -> str:
    return f" {key}" if _PRINTABLE_KEY.fullmatch(key) else ""


def _kind(options: Mapping[str, str]) -> SeedKind | None:
    kinds = {_kind_of(key, value) for key, value in options.items()} - {None}
    if len(kinds) > 1:
        raise OptionError("two options that name different kinds")
    return kinds.pop() if kinds else None


def _kind_of(key: str, value: str) -> SeedKind | None:
    if key == _CERTIFICATE:
        if value != _UNVERIFIED:
            raise OptionError(f"{key} is {_UNVERIFIED}, or is left out")
        return None
    if key != "kind":
        if value.lower() not in {"true", "false"}:
            raise OptionError(f"{key} is true or false")
        return _KIND_FLAGS[key] if value.lower() == "true" else None
    try:
        return SeedKind(value)
    except ValueError:
        raise OptionError(f"kind is one of {', '.join(SeedKind)}") from None
