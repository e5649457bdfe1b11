"""Text of feeds, sitemaps and links in, one plain line out."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

MAX_TITLE_LENGTH = 500  # characters; the longest headlines stay under 300
# A title of feeds may hold kilobytes of markup; what lies behind this is no headline any more.
MAX_MARKUP_LENGTH = 4_096

_TAG = re.compile(r"<[^<>]{0,1000}>")
# Controls, and the marks that reorder or hide text (bidirectional controls, zero-width, BOM); the
# joiners U+200C and U+200D are spelling in Persian and in Indian scripts and stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def one_line(text: str | None) -> str | None:
    """Single spaces, NFC, no control characters, cut at MAX_TITLE_LENGTH; None for no text."""
    if not text:
        return None
    # Normalisation may make three characters of one: cut before it, and after.
    text = " ".join(_INVISIBLE.sub("", text[:MAX_MARKUP_LENGTH]).split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    return text[:MAX_TITLE_LENGTH].rstrip() or None


def without_markup(text: str | None) -> str | None:
    """The one line that a title with tags or doubly escaped entities stands for."""
    if not text:
        return None
    text = text[:MAX_MARKUP_LENGTH]
    if "<" in text:
        text = _TAG.sub("", text)
    return one_line(unescape(text))
