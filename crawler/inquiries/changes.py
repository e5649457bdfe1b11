"""What changed between two versions of an article: values in, an object or lines out. Pure."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any

from crawler.formats.record import render_json
from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article

# What each version has of its own.
_OF_THE_CAPTURE = frozenset({"version", "capture", "fetched_at", "pages", "seed", "via", "url"})
_SHOWN_CHARS = 4_000
_CONTEXT_LINES = 1


def changes(old: Article, new: Article) -> dict[str, Any]:
    """By the name of the field, what it was and what it is; `paragraphs` as a unified diff."""
    before, after = (json.loads(render_json(each, indent=None)) for each in (old, new))
    changed = {
        name: {"from": before[name], "to": after[name]}
        for name in sorted(before.keys() - _OF_THE_CAPTURE - {"paragraphs"})
        if before[name] != after[name]
    }
    return {
        "article": new.id,
        "from": old.version,
        "to": new.version,
        "fields": changed,
        "paragraphs": list(_text_changes(old, new)),
    }


def change_lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['article']}: version {found['from']:03d} to {found['to']:03d}"
    for name, values in found["fields"].items():
        yield f"{name}:"
        yield one_line(f"- {_shown(values['from'])}", _SHOWN_CHARS)
        yield one_line(f"+ {_shown(values['to'])}", _SHOWN_CHARS)
    if found["paragraphs"]:
        yield "paragraphs:"
        yield from (one_line(line, _SHOWN_CHARS) for line in found["paragraphs"])
    if not found["fields"] and not found["paragraphs"]:
        yield "no difference in what is read"


def _text_changes(old: Article, new: Article) -> Iterator[str]:
    """Without the two lines that name files."""
    lines = difflib.unified_diff(old.paragraphs, new.paragraphs, n=_CONTEXT_LINES, lineterm="")
    return (line for number, line in enumerate(lines) if number > 1)


def _shown(value: object) -> str:
    if isinstance(value, str) or value is None:
        return value or "(nothing)"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
