"""One answer, whether it came over the network just now or is read back from a capture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.article import CaptureRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """`body` is free of transfer- and content-coding; `fetched_at` is the capture's WARC-Date.

    `is_from_elsewhere`: it was captured for another archive, and nobody is asked for it again.
    """

    url: str
    status: int
    body: bytes
    capture: CaptureRef
    fetched_at: datetime
    content_type: str | None = None
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_from_elsewhere: bool = False
