"""The index of a WARC file: one line a response or revisit, sorted by SURT and time. Pure.

The fields and their spelling are cdxj-indexer's, whose index of the same file is equal; pywb and
ReplayWeb.page read it. https://specs.webrecorder.net/cdxj/0.1.0/
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from crawler.warc.dates import index_date
from crawler.warc.surt import surt

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import CaptureRef
    from crawler.warc.messages import Head

_MEDIA_TYPE_END = re.compile(r"[;\s]")
# By which replay tools know that the payload is elsewhere.
_REVISIT_MIME = "warc/revisit"


def index_line(
    record_type: str, url: str, date: datetime, head: Head | None, ref: CaptureRef
) -> str:
    """`head` is None for a revisit whose block is empty."""
    fields = {
        "url": url,
        "mime": _REVISIT_MIME if record_type == "revisit" else _media_type(head),
        "status": f"{head.status:03}" if head else None,
        "digest": ref.payload_digest,
        "length": str(ref.length),
        "offset": str(ref.offset),
        "filename": ref.warc,
    }
    stated = {name: value for name, value in fields.items() if value is not None}
    return f"{_key(url)} {index_date(date)} {json.dumps(stated)}\n"


def _media_type(head: Head | None) -> str | None:
    stated = head.value("Content-Type") if head else None
    return _MEDIA_TYPE_END.split(stated, maxsplit=1)[0] if stated else None


def _key(url: str) -> str:
    try:
        return surt(url)
    except ValueError:
        return url
