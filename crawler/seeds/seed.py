"""One seed: what a person wrote for a URL in, a checked URL with its kind out.

Messages never repeat the URL: it may hold a password, and the line's number says enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from crawler.discovery.hosts import UrlError
from crawler.discovery.urls import absolute_url

if TYPE_CHECKING:
    from collections.abc import Mapping


class SeedKind(StrEnum):
    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    SITE = "site"


class SeedListError(ValueError):
    """Why a seed list cannot be read; str() is `seeds.txt:3: message`.

    `line` counts from 1 and is None where the fault is of the whole list, or of a URL that came
    without one (`name` is then what it came by).
    """

    def __init__(self, name: str, line: int | None, message: str) -> None:
        place = name if line is None else f"{name}:{line}"
        super().__init__(f"{place}: {message}")
        self.name = name
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Seed:
    """`kind` None: told from what the URL answers. `options` are the pairs as written.

    `line` is None for a seed that comes from no line. The hash is that of the URL.
    """

    url: str
    kind: SeedKind | None = field(default=None, hash=False)
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    line: int | None = field(default=None, hash=False)


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What stands where a browser looks for the host, however the slashes are written.
_AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]*([^/\\?#]*)")
_HOST_AND_PORT = re.compile(r"[^/\\?#:]+:\d{1,5}(?:[/?#]|$)")
_SPACE = re.compile(r"\s")


def seed_of_url(url: str) -> Seed:
    """The seed of `-a url=`."""
    try:
        return checked_seed(url.strip(), {}, None)
    except UrlError as error:
        raise SeedListError("url", None, str(error)) from None


def checked_seed(
    text: str, options: Mapping[str, str], line: int | None, kind: SeedKind | None = None
) -> Seed:
    """A bare host is a whole site. The message of a UrlError holds nothing of the text."""
    url, is_host = _with_scheme(text)
    if _has_user(text):
        raise UrlError("a user name or password in the URL: it would end up in every capture")
    return Seed(absolute_url(url), kind or (SeedKind.SITE if is_host else None), options, line)


def _has_user(text: str) -> bool:
    """Also of `user:password@host`, which reads like a scheme, and of a password with a slash."""
    match = _AUTHORITY.match(text)
    if match is not None and "@" in match[1]:
        return True
    scheme, colon, rest = text.partition(":")
    return bool(colon) and scheme.lower() not in {"http", "https"} and "@" in rest


def _with_scheme(text: str) -> tuple[str, bool]:
    """The absolute URL, and whether the text was a bare host."""
    if not text or _SPACE.search(text):
        raise UrlError("white space in the URL; options are set off by a TAB")
    if _SCHEME.match(text) and not _HOST_AND_PORT.match(text):
        return text, False
    host, _, rest = text.partition("/")
    if text.startswith(("/", "?", "#", ".")) or not _names_a_host(host):
        raise UrlError("no http or https URL, and no host name")
    return f"https://{text}", not rest


def _names_a_host(host: str) -> bool:
    """A word without a dot is a slip of the pen more often than a host."""
    name = host.partition(":")[0]
    return "." in name or name == "localhost" or host.startswith("[")
