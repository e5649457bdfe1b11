"""One WARC/1.1 record as bytes, before compression: its header made safe, its block as given. Pure.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders

from crawler.warc.dates import warc_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.warc import messages

VERSION = "WARC/1.1"
RECORD_END = b"\r\n\r\n"
_URI = re.compile(r"[\x21-\x7e]+")
_URI_CHARACTERS = "".join(map(chr, range(0x21, 0x7F)))
_UNSAFE_IN_HEADER = re.compile(r"[\x00-\x1f\x7f]")
_COMPRESSED_TYPE = re.compile(
    r"(?:image/(?!svg|bmp|x-ms-bmp)|video/|audio/|font/woff)", re.IGNORECASE
)


class RecordError(ValueError):
    """A header value would break the record's frame: CR, LF or another control character."""


@dataclass(frozen=True, slots=True)
class Record:
    """`content` is the whole record. Of a response or revisit: `head`, None where it stands in the
    metadata record, `payload_digest`, and whether a later revisit may name it as its original.
    """

    type: str
    id: str
    content: bytes
    head: messages.Head | None = None
    payload_digest: str | None = None
    may_be_original: bool = False

    @property
    def is_answer(self) -> bool:
        return self.type in {"response", "revisit"}

    @property
    def is_compressed(self) -> bool:
        """Compressing such a record again costs 0.7 ms a page and saves nothing."""
        if self.head is None or self.type != "response":
            return False
        content_type = self.head.value("Content-Type") or ""
        coded = bool(self.head.value("Content-Encoding"))
        return coded or _COMPRESSED_TYPE.match(content_type) is not None


@dataclass(frozen=True, slots=True)
class RecordIds:
    """URIs without angle brackets: `warcinfo` of the file, the others of one exchange."""

    warcinfo: str
    metadata: str
    request: str
    response: str


def digest(content: bytes) -> str:
    """Hexadecimal, as in CaptureRef; warcio, FastWARC and pywb read it as well as base32."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def record_content(
    kind: str, record_id: str, date: datetime, headers: Iterable[tuple[str, str]], block: bytes
) -> bytes:
    """Raises RecordError."""
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", warc_date(date)),
        *headers,
        ("WARC-Block-Digest", digest(block)),
        ("Content-Length", str(len(block))),
    ]
    if _UNSAFE_IN_HEADER.search("".join(value for _, value in lines)):
        _refuse(lines)
    safe = [(name, _utf8(value)) for name, value in lines]
    header: bytes = StatusAndHeaders("", safe, VERSION).to_bytes()
    return b"".join((header, block, RECORD_END))


def target_uri(url: str) -> str:
    """Scrapy's URLs are safe as they are; from anyone else's, nothing may reach the next line."""
    return url if _URI.fullmatch(url) else quote(url, safe=_URI_CHARACTERS, errors="replace")


def unbracketed(uri: str) -> str:
    return uri.strip().removeprefix("<").removesuffix(">")


def _refuse(lines: Iterable[tuple[str, str]]) -> NoReturn:
    """To be named: warcio writes a value as it is given, line breaks and all."""
    for name, value in lines:
        if _UNSAFE_IN_HEADER.search(value):
            raise RecordError(f"{name}: control character in {value!r}")
    raise RecordError("control character in a header")


def _utf8(value: str) -> str:
    """Without half surrogate pairs."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
