"""Pages of sites with a rule, and what is to be read from them.

`scrapy preview --golden PAGE.html` writes the expected file anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.commands.preview import previewed
from crawler.preview.source import looked_at
from crawler.preview.text import preview_json
from crawler.sites.registry import known_sites

HERE = Path(__file__).parent
PAGES = sorted(HERE.glob("*/*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_gives_what_its_golden_file_says(page: Path) -> None:
    expected = page.with_suffix(".json").read_text(encoding="utf-8")
    looked = looked_at(str(page), None, Settings())
    assert json.loads(expected) == json.loads(preview_json(previewed(looked)))


def test_every_rule_has_a_golden_folder() -> None:
    assert sorted(known_sites()) == sorted({page.parent.name for page in PAGES})
