"""The bytes of an HTTP/1.1 message taken apart: 1xx answers, head, fields, payload. Pure.

Lenient as clients are (bare LF, folded and colon-less lines): a capture is kept as it came,
whatever its server did. https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STATUS_LINE = re.compile(rb"HTTP/(\d\.\d) (\d{3})(?= |\r?\n|\r?$)")
# The end of a line and an empty line after it; a line may end in a bare LF.
_HEAD_END = re.compile(rb"\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_BODILESS_STATUS = frozenset({204, 304})
# Twisted's limit for one line, and so the longest chunk-size line that a capture can hold.
_MAX_CHUNK_LINE = 16_384
_BLANK = frozenset({" ", "\t"})
_AROUND_VALUES = " \t\r"
# Of ASCII only: a byte of another alphabet belongs to its value.
_WHITE_SPACE = " \t\n\r\x0b\x0c"


@dataclass(frozen=True, slots=True)
class Head:
    """`fields` in their order and case; `body_start` is None where the head was cut off."""

    version: str
    status: int
    fields: tuple[tuple[str, str], ...]
    body_start: int | None

    def values(self, name: str) -> list[str]:
        return [value for field, value in self.fields if field.lower() == name.lower()]

    def value(self, name: str) -> str | None:
        return next(iter(self.values(name)), None)


def is_http(response: bytes) -> bool:
    return _STATUS_LINE.match(response) is not None


def split_interim(received: bytes) -> tuple[bytes, bytes]:
    """The 1xx answers at the beginning, and the rest: readers take the first status they see."""
    start = 0
    while (line := _STATUS_LINE.match(received[start : start + 64])) and line[2].startswith(b"1"):
        end = _HEAD_END.search(received, start)
        if end is None:
            return received, b""
        start = end.end()
    return received[:start], received[start:]


def read_head(response: bytes) -> Head | None:
    """First line and fields of a response without its 1xx answers; None if it is not HTTP."""
    line = _STATUS_LINE.match(response)
    if line is None:
        return None
    end = _HEAD_END.search(response)
    head = response[: end.start()] if end else response
    return Head(
        version=line[1].decode("ascii"),
        status=int(line[2]),
        fields=tuple(_fields(head.partition(b"\n")[2])),
        body_start=end.end() if end else None,
    )


def read_fields(block: bytes) -> tuple[tuple[str, str], ...]:
    """The fields of a header block that has no first line of its own."""
    return tuple(_fields(block))


def payload(response: bytes, head: Head) -> bytes:
    """The body without transfer-coding, with its content-coding; as far as it came."""
    if head.body_start is None or head.status in _BODILESS_STATUS:
        return b""
    body = response[head.body_start :]
    return dechunked(body) if is_chunked(head) else body


def is_chunked(head: Head) -> bool:
    codings = ",".join(head.values("Transfer-Encoding")).lower().split(",")
    return codings[-1].strip() == "chunked"


def dechunked(body: bytes) -> bytes:
    """The chunks' contents up to the last chunk, or to the first place that is no chunk."""
    parts: list[bytes] = []
    position = 0
    while size_line := _CHUNK_SIZE.match(body, position, position + _MAX_CHUNK_LINE):
        size = int(size_line[1], 16)
        if size == 0:
            break
        parts.append(body[size_line.end() : size_line.end() + size])
        position = size_line.end() + size + 2
    return b"".join(parts)


def _fields(head: bytes) -> list[tuple[str, str]]:
    """Latin-1 keeps every byte; a folded line is joined by a space, one without a colon skipped.

    Decoded at once: field by field it took four times as long.
    """
    fields: list[tuple[str, str]] = []
    for line in head.decode("latin-1").split("\n"):
        if line[:1] in _BLANK and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {line.strip(_WHITE_SPACE)}".strip())
            continue
        name, colon, value = line.partition(":")
        if colon:
            fields.append((name.strip(_AROUND_VALUES), value.strip(_AROUND_VALUES)))
    return fields
