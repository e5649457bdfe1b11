"""A URL as the key under which replay tools look for it: host reversed, case folded, query sorted.

The rules are those that pywb, OpenWayback and cdxj-indexer share; the tests compare the keys.
http://crawler.archive.org/articles/user_manual/glossary.html#surt
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"^www\d*\.")
# Escaping is undone until nothing changes; more rounds than this are a joke of the server's.
_MAX_UNESCAPES = 10
_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
_SESSION_IN_PATH = re.compile(r"/\((?:[a-z]\([0-9a-z]{24}\))+\)(?=/[^?]+\.aspx)")
_SESSION_IN_QUERY = re.compile(
    r"(?<![^&])(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)


def surt(url: str) -> str:
    parts = urlsplit(url)
    path = _SESSION_IN_PATH.sub("", _escaped(_resolved(_unescaped(parts.path))).lower())
    query = _query(parts.query)
    return f"{_host(url)}){path.rstrip('/') or '/'}{'?' if query else ''}{query}"


def _host(url: str) -> str:
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").strip("."))
    key = host if ":" in host else ",".join(reversed(host.split(".")))
    if parts.port is None or parts.port == _DEFAULT_PORTS.get(parts.scheme):
        return key
    return f"{key}:{parts.port}"


def _resolved(path: bytes) -> bytes:
    segments: list[bytes] = []
    for segment in path.split(b"/"):
        if segment == b"..":
            del segments[-1:]
        elif segment not in {b"", b"."}:
            segments.append(segment)
    return b"/" + b"/".join(segments)


def _query(query: str) -> str:
    key = _SESSION_IN_QUERY.sub("", _escaped(_unescaped(query)).lower())
    return "&".join(sorted(key.split("&"), key=lambda argument: argument.split("=", 1)))


def _unescaped(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if b"%" not in raw:
        return raw
    for _ in range(_MAX_UNESCAPES):
        plain = unquote_to_bytes(raw)
        if plain == raw:
            break
        raw = plain
    return raw


def _escaped(raw: bytes) -> str:
    return quote_from_bytes(raw, safe=_KEPT)
