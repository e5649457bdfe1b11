"""What other writers do to the messages they keep, undone where it can be told. Pure.

Crawlers whose client hands them decoded bodies rename the fields that then lie (`X-Crawler-` at
Common Crawl, `x-orig-` at Browsertrix); these need nothing. Others leave the fields as they were.
https://github.com/webrecorder/pywb/issues/584
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.warc import messages

_FIRST_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
_NOT_IN_A_URI = re.compile(r"[\x00-\x20\x7f]")


def target_uri(stated: str | None) -> str | None:
    """None where nothing is stated; wget writes it in angle brackets, some leave spaces in it."""
    uri = (stated or "").strip().removeprefix("<").removesuffix(">").strip()
    return _NOT_IN_A_URI.sub(lambda found: f"%{ord(found[0]):02X}", uri) or None


def payload(response: bytes, head: messages.Head) -> bytes:
    """As messages.payload, but the body as it is where it is not chunked as its field says."""
    if messages.is_chunked(head) and not _begins_with_a_chunk(response, head.body_start or 0):
        kept = tuple(field for field in head.fields if field[0].lower() != "transfer-encoding")
        head = replace(head, fields=kept)
    return messages.payload(response, head)


def _begins_with_a_chunk(response: bytes, start: int) -> bool:
    size_line = _FIRST_CHUNK.match(response, start)
    if size_line is None:
        return False
    end = size_line.end() + int(size_line[1], 16)
    # The last chunk has no content; trailers may follow it. A response may be cut in its first.
    return end == size_line.end() or end >= len(response) or response[end] in b"\r\n"
