"""Addresses of AMP pages: parts of a URL in, those of the page's plain twin out.

Folded are forms that are AMP's alone: the caches' addresses, `/amp` at the end of a path, `.amp`
and `.amp.html` in a file name, and the usual parameters. Not folded are sub-domains
(`amp.example.com` is `www.example.com` here, another path there) and a leading `/amp/` (some sites'
whole section): such a page names its twin in its canonical link.
Spec: https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls
"""

from __future__ import annotations

import re

_CACHE_HOSTS = ("cdn.ampproject.org", ".cdn.ampproject.org", ".bing-amp.com")
# c: documents, v: documents for the viewer, wp: signed exchanges; s: the origin speaks https.
_CACHE_PATH = re.compile(r"/(?:c|v|wp/c|wp)/(s/)?([^/]+\..*)")
_GOOGLE_HOST = re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_GOOGLE_PATH = re.compile(r"/amp/(s/)?([^/]+\..*)")
_PATH_END = re.compile(r"(?<=[^/])(?:[/.]amp)+/?$|(?:\.amp)+(?=\.html?$)", re.IGNORECASE)
_PARAMETERS = frozenset(("amp", "amp=1", "amp=true", "outputtype=amp", "output=amp", "view=amp"))


def cached_address(authority: str, path: str) -> str | None:
    """The origin's URL, without query, that an AMP cache or viewer serves at this address."""
    if authority.endswith(_CACHE_HOSTS):
        match = _CACHE_PATH.match(path)
    elif path.startswith("/amp/") and _GOOGLE_HOST.fullmatch(authority):
        match = _GOOGLE_PATH.match(path)
    else:
        return None
    return None if match is None else f"http{'s' if match[1] else ''}://{match[2]}"


def plain_path(path: str) -> str:
    return _PATH_END.sub("", path)


def is_amp_parameter(parameter: str) -> bool:
    return parameter.lower() in _PARAMETERS
