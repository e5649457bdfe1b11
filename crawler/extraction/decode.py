"""Page bytes → text, once.

In order: byte order mark, charset of the Content-Type header, charset that the page declares,
UTF-8, windows-1252. "latin-1" means windows-1252, as in every browser
(https://encoding.spec.whatwg.org/).
A declared single-byte charset gives way to UTF-8 where the bytes are flawless UTF-8 with
characters beyond ASCII: text in another charset practically never is.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page declares its charset within its first 1024 bytes; real ones are later than they should be.
_DECLARATION_BYTES = 4096
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that mean a larger charset than they say.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_LAST_RESORT = "cp1252"
# Share of characters that may be broken in a text that is still what it says it is.
_TOLERATED_BROKEN = 0.002


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """The text and the name of the charset that gave it; never fails."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), encoding
    wide = _unmarked_utf16(body)
    if wide is not None:
        return body.decode(wide, "replace"), wide
    return _decode_by_label(body, content_type)


def _decode_by_label(body: bytes, content_type: str | None) -> tuple[str, str]:
    labels = list(_declared(body, content_type))
    unicode_text = _strict_utf8(body)
    if unicode_text is not None and (not labels or not body.isascii() or "utf-8" in labels):
        return unicode_text, "utf-8"
    for encoding in (*labels, "utf-8"):
        text = body.decode(encoding, "replace")
        if text.count("\ufffd") <= _TOLERATED_BROKEN * len(text):
            return text, encoding
    return body.decode(_LAST_RESORT, "replace"), _LAST_RESORT


def _strict_utf8(body: bytes) -> str | None:
    """The text, or None; a character cut off at the end is no fault."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(body: bytes) -> str | None:
    return {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(body[:2])


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    if match := _HEADER_CHARSET.search((content_type or "")[:300]):
        yield from _python_name(match[1])
    head = body[:_DECLARATION_BYTES]
    for pattern in (_META_CHARSET, _XML_CHARSET):
        if found := pattern.search(head):
            yield from _python_name(found[1].decode("ascii", "replace"))


def _python_name(label: str) -> Iterator[str]:
    """Nothing for a charset that Python does not know, or that is no charset of text.

    A declaration that could be read says UTF-16 only by mistake: it is then UTF-8.
    """
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return
    if not codec._is_text_encoding:  # noqa: SLF001  # as bytes.decode itself asks
        return
    name = _MEANT.get(codec.name, codec.name)
    if name.startswith(("utf-16", "utf-32")):
        name = "utf-8"
    if name not in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"}:
        yield name
