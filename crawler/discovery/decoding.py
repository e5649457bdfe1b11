"""The bytes of a feed or sitemap in, its text out, whatever it declares and however it is broken.

Order of belief: byte order mark, the shape of "<" in UTF-16 and UTF-32, the charset of HTTP
(RFC 7303), the XML declaration, UTF-8, windows-1252. A declaration counts if the bytes agree.
Labels mean what browsers take them for: https://encoding.spec.whatwg.org/#names-and-labels
"""

from __future__ import annotations

import codecs
import re

MAX_JUNK_LENGTH = 4_096  # characters before the first "<": a server's warnings

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,500}>")
# Python's names on the left; browsers decode these labels by their supersets.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
# No encodings of documents: UTF-7 hides markup, and decoding punycode takes quadratic time.
_REFUSED = frozenset(("utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"))
# A damaged UTF-8 document has a few bad bytes; one of another encoding has one in every tenth.
_MAX_BAD_SHARE = 0.01
# XML 1.0, 2.2: characters that no document may hold.
_NO_XML_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(body: bytes, content_type: str | None) -> str:
    """The text from its first "<" on (or all of it, without one), without XML declaration."""
    text = without_control_characters(_decoded(body, content_type).lstrip("\ufeff")).lstrip()
    start = max(text.find("<", 0, MAX_JUNK_LENGTH), 0)
    declaration = _DECLARATION.match(text, start)
    return text[declaration.end() if declaration else start :].lstrip()


def without_control_characters(text: str) -> str:
    return _NO_XML_CHARACTER.sub("", text)


def _decoded(body: bytes, content_type: str | None) -> str:
    for encoding in _proposed(body, content_type):
        try:
            return body.decode(encoding)
        except UnicodeError:
            continue
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MAX_BAD_SHARE * len(text):
        return text
    return body.decode("cp1252", "replace")


def _proposed(body: bytes, content_type: str | None) -> list[str]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return [encoding]
    http = _CHARSET.search((content_type or "")[:200])
    declared = _DECLARED.match(body)
    labels = [match[1] for match in (http,) if match]
    labels += [declared[1].decode("ascii", "ignore")] if declared else []
    return [name for label in labels if (name := _python_name(label))] + ["utf-8"]


def _python_name(label: str) -> str | None:
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding:  # noqa: SLF001  # as bytes.decode itself asks
        return None
    name = codec.name
    # ASCII that is not is most often UTF-8: let that be tried first.
    if name == "ascii" or name in _REFUSED:
        return None
    return _SUPERSETS.get(name, name)
