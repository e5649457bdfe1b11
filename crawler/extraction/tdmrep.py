"""A site's /.well-known/tdmrep.json → what it says of one of its pages.

https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ : a list of rules, each with a
`location` in the syntax of robots.txt (`*`, and `$` at the end). Of several that fit all are told,
in the file's order: they are recorded, not acted upon.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE_BYTES = 64 * 1024
_MAX_RULES = 500
_MAX_LOCATION_CHARS = 500
_NAMES = ("tdm-reservation", "tdm-policy")


def site_rights(body: bytes, url: str) -> tuple[str, ...]:
    """Signals as an article's `rights` have them; none for what is no such file."""
    try:
        rules = json.loads(body[:MAX_FILE_BYTES])
        parts = urlsplit(url)
    except (ValueError, RecursionError):
        return ()
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    fitting = (rule for rule in _rules(rules) if _fits(rule.get("location"), path))
    return tuple(dict.fromkeys(signal for rule in fitting for signal in _signals(rule)))


def _rules(stated: object) -> Iterator[dict[str, object]]:
    listed = stated if isinstance(stated, list) else [stated]
    yield from (rule for rule in listed[:_MAX_RULES] if isinstance(rule, dict))


def _signals(rule: dict[str, object]) -> Iterator[str]:
    for name in _NAMES:
        stated = rule.get(name)
        text = str(stated) if isinstance(stated, int | str) else None
        if value := clean_value(text, 300):
            yield f"{name}={value}"


def _fits(location: object, path: str) -> bool:
    """Piece after piece, each at its first place: no pattern of a stranger costs more."""
    if not isinstance(location, str):
        return False
    is_whole = location.endswith("$")
    first, *pieces = location[:_MAX_LOCATION_CHARS].removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    reached = len(first)
    for piece in pieces:
        place = path.find(piece, reached)
        if place < 0:
            return False
        reached = place + len(piece)
    if not is_whole:
        return True
    return path.endswith(pieces[-1]) if pieces else reached == len(path)
