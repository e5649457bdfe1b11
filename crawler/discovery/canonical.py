"""A URL in, the key under which it is known out: one key for spellings that are surely one page.

The rules are those of RFC 3986, section 6, with tracking parameters and AMP forms folded as well as
empty parameters, repeated slashes and the trailing slash. Parameters keep their order: the key is
shown to readers, who may open it, and to some sites order matters. http and https, `www.`, mobile
hosts and session ids stay apart: whether they are one is learnt from the pages.
"""

from __future__ import annotations

import re

from crawler.discovery.amp import cached_address, is_amp_parameter, plain_path
from crawler.discovery.hosts import UrlError
from crawler.discovery.tracking import is_tracking
from crawler.discovery.urls import (
    MAX_RAW_LENGTH,
    Parts,
    checked_length,
    split_url,
    without_dot_segments,
)

# RFC 3986, 2.3: these never need to be encoded.
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
# Not after a colon: "/web/2020/https://example.org/" holds an address, whose slashes count.
_SLASHES = re.compile(r"(?<!:)//+")


def canonical_url(url: str) -> str:
    """The key; the key of a key is itself. Raises UrlError, but never for a clean URL."""
    parts = split_url(url)
    while (folded := _folded(parts)) != parts:  # ends: after the first turn each one shortens
        parts = folded
    # A clean URL grows three times at most, by percent signs that escape nothing.
    return checked_length(str(parts), MAX_RAW_LENGTH)


def _folded(parts: Parts) -> Parts:
    path = _SLASHES.sub("/", _ESCAPE.sub(_normal_escape, parts.path))
    query = _folded_query(parts.query)
    origin = _origin(parts.authority, path, query)
    if origin is not None:
        return origin
    path = without_dot_segments(plain_path(path))
    path = path.rstrip("/") or "/"
    return Parts(parts.scheme, parts.authority, path, query)


def _origin(authority: str, path: str, query: str) -> Parts | None:
    address = cached_address(authority, path)
    if address is None:
        return None
    try:
        return split_url(f"{address}?{query}")
    except UrlError:
        return None


def _folded_query(query: str) -> str:
    if not query:
        return ""
    parameters = _ESCAPE.sub(_normal_escape, query).split("&")
    return "&".join(
        parameter
        for parameter in parameters
        if parameter and not is_tracking(parameter) and not is_amp_parameter(parameter)
    )


def _normal_escape(match: re.Match[str]) -> str:
    """`%7e` is `~`, `%2f` is `%2F`, and a percent sign that escapes nothing is `%25`."""
    digits = match[1]
    if digits is None:
        return "%25"
    code = int(digits, 16)
    return chr(code) if code in _UNRESERVED else f"%{digits.upper()}"
