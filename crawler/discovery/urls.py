"""URLs as they are written in, URLs as they can be fetched or compared out.

Joined as browsers do it (https://url.spec.whatwg.org/#url-parsing), encoded by RFC 3986
(https://www.rfc-editor.org/rfc/rfc3986). Only http and https; user names and fragments are dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.discovery.hosts import UrlError, domain_of_authority, normal_authority
from crawler.discovery.tracking import without_tracking

# Characters of the finished URL. Servers accept 8,000 (RFC 9110, 4.1, asks them to); which ones a
# crawl follows is a setting (URL_MAX_LENGTH).
MAX_URL_LENGTH = 8_192
# Characters as written: tracking parameters, which go, may be longer than all the rest.
MAX_RAW_LENGTH = 3 * MAX_URL_LENGTH

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BEFORE_FRAGMENT = re.compile(r"([^?#]*)(?:\?([^#]*))?")
_LEADING_AND_TRAILING = "".join(map(chr, range(0x21))) + "\x7f\x85\xa0\ufeff\u200b"
_REMOVED_INSIDE = str.maketrans("", "", "\t\n\r")
# RFC 3986, appendix A: pchar and "/"; in a query "?" too. A percent sign stays as it was found.
_UNSAFE_IN_PATH = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/%-]")
_UNSAFE_IN_QUERY = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]")
# A segment of one or two dots, some of them encoded.
_ENCODED_DOTS = re.compile(r"(?<=/)(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)


class Parts(NamedTuple):
    """`path` starts with a slash; an absent query is empty."""

    scheme: str
    authority: str
    path: str
    query: str

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.authority}{self.path}{query}"


def clean_url(url: str, base: str | None = None) -> str:
    """The URL to fetch: absolute and encoded, without fragment, user name and tracking parameters.

    Else as found: case, order of parameters and trailing slashes of the path may matter to a site.
    """
    parts = split_url(url, _split_base(base) if base else None)
    if parts.query:
        parts = parts._replace(query=without_tracking(parts.query))
    return checked_length(str(parts))


def absolute_url(url: str) -> str:
    """As `clean_url`, with all of its query: for a URL that a person wrote on purpose."""
    return checked_length(str(split_url(url)))


def host_of(url: str) -> str:
    """The host in its normal spelling, with its port where that is not the scheme's own."""
    return split_url(url).authority


def origin_of(url: str) -> str:
    """`https://example.org`, with the port where it is not the scheme's own."""
    parts = split_url(url)
    return f"{parts.scheme}://{parts.authority}"


def registrable_domain(url: str) -> str:
    """`example.co.uk` for any of its hosts; an address or localhost is itself, with its port."""
    return domain_of_authority(split_url(url).authority)


def in_scope(url: str, seed_url: str) -> bool:
    """Whether both are of one registrable domain; what is no URL is in no scope."""
    try:
        return registrable_domain(url) == registrable_domain(seed_url)
    except UrlError:
        return False


def checked_length(url: str, limit: int = MAX_URL_LENGTH) -> str:
    if len(url) > limit:
        raise UrlError(f"longer than {limit} characters")
    return url


@lru_cache(maxsize=64)  # the links of one page share their base
def _split_base(base: str) -> Parts:
    return split_url(base)


def split_url(url: str, base: Parts | None = None) -> Parts:
    """The parts of a URL, joined to `base` where it is relative; raises UrlError."""
    text = (
        checked_length(url, MAX_RAW_LENGTH)
        .strip(_LEADING_AND_TRAILING)
        .strip()
        .translate(_REMOVED_INSIDE)
    )
    scheme, rest = _scheme_and_rest(text, base)
    before, query = _BEFORE_FRAGMENT.match(rest).groups()  # type: ignore[union-attr]  # matches ""
    before = before.replace("\\", "/")
    relative = base is not None and scheme == base.scheme
    if before.startswith("//") or not relative:
        authority, slash, path = before.lstrip("/").partition("/")
        return _parts(scheme, normal_authority(authority, scheme), slash + path, query)
    return _join(base, before, query)  # type: ignore[arg-type]  # relative only where there is one


def _scheme_and_rest(text: str, base: Parts | None) -> tuple[str, str]:
    match = _SCHEME.match(text)
    if match is not None:
        if match[1].lower() not in {"http", "https"}:
            raise UrlError("neither http nor https")
        return match[1].lower(), text[match.end() :]
    if base is None:
        raise UrlError("not absolute: http:// or https:// is missing")
    return base.scheme, text


def _join(base: Parts, path: str, query: str | None) -> Parts:
    if not path:
        return _parts(
            base.scheme, base.authority, base.path, base.query if query is None else query
        )
    if not path.startswith("/"):
        path = base.path[: base.path.rindex("/") + 1] + path
    return _parts(base.scheme, base.authority, path, query)


def _parts(scheme: str, authority: str, path: str, query: str | None) -> Parts:
    path = _UNSAFE_IN_PATH.sub(_percent_encoded, path)
    query = _UNSAFE_IN_QUERY.sub(_percent_encoded, query) if query else ""
    return Parts(scheme, authority, without_dot_segments(path) or "/", query)


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def without_dot_segments(path: str) -> str:
    """RFC 3986, 5.2.4; an encoded dot is a dot."""
    if "%2" in path:
        path = _ENCODED_DOTS.sub(lambda match: ".." if len(match[0]) in {2, 4, 6} else ".", path)
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)
