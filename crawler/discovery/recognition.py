"""An answer's bytes in, what kind of document it is out.

The bytes decide; the content type only where they do not, for servers call feeds text/html and
sitemaps text/plain.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.discovery.compression import decompressed

HEAD_BYTES = 65_536  # a root element stands behind a comment or a style sheet's PI, not behind more


class AnswerKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    ROBOTS = "robots"
    IMAGE = "image"
    OTHER = "other"


_IMAGE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftypavi[fs]", re.DOTALL
)
# White space, processing instructions, comments and a DOCTYPE without entities, before the root.
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*>\s*)*+", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z]+)")
_ROOTS = {
    "rss": AnswerKind.FEED,
    "feed": AnswerKind.FEED,
    "rdf": AnswerKind.FEED,
    "urlset": AnswerKind.SITEMAP,
    "sitemapindex": AnswerKind.SITEMAP,
    "html": AnswerKind.PAGE,
    "svg": AnswerKind.IMAGE,
}
# For a root behind a server's warnings, or behind a DOCTYPE with entities.
_KNOWN_ROOT = re.compile(
    r"<(?:[\w.-]+:)?(rss|feed|rdf|urlset|sitemapindex|html)[\s>]", re.IGNORECASE
)
_HTML_ELEMENT = re.compile(r"<(?:head|body|title|meta|div|p|h1|article|main|a)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(r'"https?:\\?/\\?/jsonfeed\.org\\?/version')
_URL_LINE = re.compile(r"\s*(?:https?://|www\.)\S+[ \t]*(?:[\r\n]|$)")


def recognise(body: bytes, url: str, content_type: str | None) -> AnswerKind:
    """OTHER for what discovery cannot read; never raises."""
    head = decompressed(body[:HEAD_BYTES], HEAD_BYTES)[0]
    if _IMAGE.match(head):
        return AnswerKind.IMAGE
    text = decoded_head(head)
    if "\0" in text:
        return AnswerKind.OTHER
    kind = _kind_of_text(text)
    if kind is None and _is_robots(url):
        return AnswerKind.ROBOTS
    if kind is None and "html" in (content_type or "").lower() and text.strip():
        return AnswerKind.PAGE
    return kind or AnswerKind.OTHER


def decoded_head(head: bytes) -> str:
    """Text in which markup can be found; letters beyond ASCII may be wrong."""
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")):
        encoding = "utf-32-be" if head.startswith(b"\0\0") else "utf-32-le"
    elif head.startswith((b"\xff\xfe", b"<\0")):
        encoding = "utf-16-le"
    elif head.startswith((b"\xfe\xff", b"\0<")):
        encoding = "utf-16-be"
    else:
        encoding = "utf-8"
    return head.decode(encoding, "replace").lstrip("\ufeff\xa0\t\r\n ")


def _kind_of_text(text: str) -> AnswerKind | None:
    if text.startswith("{") and _JSON_FEED.search(text):
        return AnswerKind.FEED
    if _URL_LINE.match(text):
        return AnswerKind.SITEMAP
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    kind = _ROOTS.get(root[1].lower()) if root else None
    if kind is not None:
        return kind
    if known := _KNOWN_ROOT.search(text):
        return _ROOTS[known[1].lower()]
    return AnswerKind.PAGE if _HTML_ELEMENT.search(text) else None


def _is_robots(url: str) -> bool:
    try:
        return urlsplit(url).path == "/robots.txt"
    except ValueError:
        return False
