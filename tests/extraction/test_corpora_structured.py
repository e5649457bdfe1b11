"""Structured data of other projects' tests: what extraction makes of it, beside a text of ours.

Their values are those programs' choices where a page contradicts itself; docs/decisions.md says
which we make otherwise. Most files are a block of JSON-LD alone, so each gets paragraphs, and a
headline where it has none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction.extract import extract
from tests.extraction.pages import HEADLINE, PARAGRAPHS

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "jsonld"
URL = "https://www.example.org/2025/01/02/a-story-of-the-day"
OURS = {
    "author": "authors",
    "byline": "authors",
    "title": "title",
    "site": "publisher",
    "sitename": "publisher",
    "siteName": "publisher",
    "published": "published",
    "publishedTime": "published",
}
# Field: how many rows state it, and how many of those agree.
STATED = {"authors": (39, 22), "publisher": (33, 25), "title": (34, 22), "published": (19, 12)}

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="shared/corpora is not beside the project"
)


def test_structured_data_is_read_as_others_read_it() -> None:
    lines = (CORPUS / "expect.jsonl").read_text(encoding="utf-8").split("\n")
    judged = [verdict for line in lines if line for verdict in _verdicts(json.loads(line))]
    found = {
        field: (len(verdicts), sum(verdicts))
        for field in STATED
        if (verdicts := [is_right for name, is_right in judged if name == field])
    }
    assert found == STATED


def _verdicts(row: dict[str, Any]) -> list[tuple[str, bool]]:
    fields = row.get("fields") or {}
    stated = {OURS[name]: value or "" for name, value in fields.items() if name in OURS}
    article = extract(_page(CORPUS / row["file"]), row.get("url") or URL).article
    found = {
        "authors": "; ".join(article.authors) if article else "",
        "title": article.title if article else "",
        "publisher": (article.publisher if article else "") or "",
        "published": str((article.published if article else None) or ""),
    }
    return [(name, _same(name, value, found[name])) for name, value in stated.items()]


def _same(name: str, stated: str, found: str) -> bool:
    if name == "published":
        return stated[:10] == found[:10]
    return stated.replace(", ", "; ") == found.replace(", ", "; ")


def _page(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    headline = "" if "<h1" in text or "<title" in text else f"<h1>{HEADLINE}</h1>"
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    body = f"<article>{headline}{paragraphs}</article>"
    if "</body>" in text:
        return text.replace("</body>", f"{body}</body>", 1).encode()
    return f"{text}{body}".encode()
