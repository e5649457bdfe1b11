"""Addresses that a site makes up without end: repeating paths, calendars of the future.

A relative link that lacks its slash gives /news/news/news/ …, a calendar's next month never ends.
Only what pages link to is judged so: what a feed or a sitemap names is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import datetime

# News addresses have eight at most.
_MAX_SEGMENTS = 20
# Twice happens: /news/uk/news/ferry.
_MAX_TIMES = 2
_MAX_PARAMETERS = 25
# Papers announce what comes next year, and no more.
_YEARS_AHEAD = 1
_DATE = re.compile(r"(?:^|/|=)((?:19|20|21)\d\d)[/-](?:0?[1-9]|1[0-2])(?=[/&-]|$)")


def is_trap(url: str, now: datetime) -> bool:
    """`url` in the form of `clean_url`."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > _MAX_SEGMENTS or parts.query.count("&") >= _MAX_PARAMETERS:
        return True
    words = Counter(segment for segment in segments if not segment.isdecimal())
    if words and max(words.values()) > _MAX_TIMES:
        return True
    years = _DATE.findall(f"{parts.path}?{parts.query}".replace("?", "/"))
    return any(int(year) > now.year + _YEARS_AHEAD for year in years)
