"""Real news pages that are different articles are no near-duplicates, also of one publisher."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from crawler.duplicates.decision import NEAR
from crawler.duplicates.fingerprint import fingerprint, resemblance
from crawler.extraction.extract import extract

PAGES = Path(__file__).parents[3] / "shared" / "eval"
COUNT = 300

pytestmark = pytest.mark.skipif(
    not PAGES.is_dir(), reason="other people's pages, which are not part of this project"
)


def rows() -> list[dict[str, Any]]:
    """Those of publishers with many pages first; each address once."""
    lines = (PAGES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    found = {row["url"]: row for row in map(json.loads, lines)}
    of_domain = Counter(row["domain"] for row in found.values())
    ranked = sorted(found.values(), key=lambda row: (-of_domain[row["domain"]], row["url"]))
    return ranked[:COUNT]


def test_no_two_of_three_hundred_different_articles_are_near_duplicates() -> None:
    prints = []
    for row in rows():
        body = gzip.decompress((PAGES / row["html"]).read_bytes())
        article = extract(body, row["url"]).article
        found = fingerprint(article) if article else None
        if found is not None:
            prints.append((row["url"], found))
    assert len(prints) > 0.9 * COUNT
    alike = [
        (url, other, how)
        for (url, one), (other, another) in combinations(prints, 2)
        if (how := resemblance(one, another)) >= NEAR
    ]
    assert alike == []
