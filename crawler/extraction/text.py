"""Text as the archive keeps it: one line, NFC, single spaces, nothing invisible.

Zero-width joiners (U+200C, U+200D) carry meaning in Arabic, Indic and Khmer writing and inside
emoji; they stay where the character before them is of those, and go everywhere else. The soft
hyphen goes as well: it marks where a line may break, which is no part of the text.
https://www.unicode.org/reports/tr36/tr36-15.html (bidirectional and invisible characters)
"""

from __future__ import annotations

import html
import re
import unicodedata

from crawler.typography import without_typography

# Control characters that are no white space, soft hyphen, bidirectional controls, zero-width
# characters, invisible operators, annotation marks, tag characters and non-characters.
_INVISIBLE_CHARS = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_CHARS}]")
# Half a character: JSON can spell one, no file can hold it.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Joiners after anything but Arabic to Myanmar, Khmer, Mongolian, or symbols and emoji.
_STRAY_JOINER = re.compile(
    "(?<![\u0600-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"
)
# One look for all of these: nearly every line has none.
_NEEDS_CARE = re.compile(f"[{_INVISIBLE_CHARS}\ud800-\udfff\u200c\u200d]")
_WORD_BREAKS = re.compile(r"[\W_]+")
# The same for ASCII, a fifth of the time: lower case, and what parts words.
_ASCII_BREAKS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LOWER = bytes(ord(chr(code).lower()) if code < 128 else code for code in range(256))
_ASCII_WORDS = bytes(
    ord(" ") if code in _ASCII_BREAKS else lower for code, lower in enumerate(_ASCII_LOWER)
)
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def clean_line(text: str) -> str:
    line = " ".join(text.split())
    if line.isprintable():  # nothing that needs care is
        return line if line.isascii() else unicodedata.normalize("NFC", line)
    if _NEEDS_CARE.search(line) is None:
        return unicodedata.normalize("NFC", line)
    visible = LONE_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", line))
    line = unicodedata.normalize("NFC", " ".join(visible.split()))
    return _STRAY_JOINER.sub("", line).strip()


def clean_value(value: object, limit: int = 500) -> str | None:
    """A metadata value as text, or None where there is none; `limit` is in characters.

    Character references are resolved twice: many systems escape what they have escaped before.
    """
    if not isinstance(value, str):
        return None
    raw = value[: 4 * limit]
    if "&" in raw:
        raw = html.unescape(html.unescape(raw))
    return clean_line(raw)[:limit].rstrip() or None


def without_tags(text: str) -> str:
    return _TAG.sub(" ", text) if "<" in text else text


def folded(text: str) -> str:
    """Letters and digits only, without case: what two texts must share to say the same."""
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII_WORDS).decode().split())
    return _WORD_BREAKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def compact(text: str) -> str:
    """As folded, without spaces: what two texts share that break words or lines differently."""
    if not text.isascii():
        text = without_typography(text)
    if text.isascii():
        return text.encode().translate(_ASCII_LOWER, _ASCII_BREAKS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def weight(text: str) -> int:
    """Its length in letters; a character of Chinese, Japanese or Korean says as much as three."""
    return len(text) + (0 if text.isascii() else 2 * len(_IDEOGRAPH.findall(text)))
