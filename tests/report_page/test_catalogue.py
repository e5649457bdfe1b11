"""The catalogue's page: what the archive holds, as charts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from crawler.inquiries.catalogue import catalogue
from crawler.report_page.catalogue import Catalogue, catalogue_page, in_time
from tests.exports.articles import FULL
from tests.exports.made_archive import MadeArchive

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


class Read(HTMLParser):
    """The texts of the page's cells and bars, and its elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.texts.append(text)


def made(**counts: object) -> Catalogue:
    usual: dict[str, object] = {
        "made": NOW.isoformat(),
        "articles": 3,
        "versions": 4,
        "images": 2,
        "near_duplicates": 1,
        "captured": [("2026-11-23", 3)],
        "published": [(None, 1), ("2026-11-22", 2)],
        "publishers": [("The Post", 2), (None, 1)],
        "sections": [],
        "languages": [("en", 3)],
    }
    return Catalogue(**{**usual, **counts})  # type: ignore[arg-type]


def test_it_counts_what_the_ledger_holds(tmp_path: Path) -> None:
    with MadeArchive(tmp_path / "archive") as archive:
        first = archive.add(publisher="The Post", section="World", published=date(2026, 11, 20))
        archive.add(**{**FULL, "publisher": "The Post"})
        archive.add(id=first.id, canonical_url=first.canonical_url, version=1)
        archive.add(placed=False)
        texts = Read(catalogue(archive.ledger, now=NOW)).texts
    assert texts[texts.index("articles") - 1] == "2"
    assert texts[texts.index("later versions") - 1] == "1"
    assert texts[texts.index("near-duplicates") - 1] == "1"
    assert texts[texts.index("The Post") + 1] == "2"
    assert texts[texts.index("World") + 1] == "1"
    assert "2026-07: 1" in texts
    assert "2026-11: 1" in texts


def test_a_day_is_a_bar_and_what_has_none_is_counted() -> None:
    page = Read(catalogue_page(made()))
    assert "2026-11-22: 2" in page.texts
    assert any("1 without a date" in text for text in page.texts)
    assert page.elements.count("rect") == 2


@pytest.mark.parametrize(
    ("dated", "unit", "bars"),
    [
        ({}, "day", []),
        (
            {"2026-02-28": 2, "2026-03-02": 1},
            "day",
            [("2026-02-28", 2), ("2026-03-01", 0), ("2026-03-02", 1)],
        ),
        (
            {"2025-11-30": 1, "2025-12-01": 2, "2026-05-05": 1},
            "month",
            [
                ("2025-11", 1),
                ("2025-12", 2),
                *((f"2026-{month:02}", 0) for month in range(1, 5)),
                ("2026-05", 1),
            ],
        ),
        ({"0001-01-01": 1, "2026-05-05": 1, "2026-07-05": 1}, "year", [("0001", 1), ("2026", 2)]),
    ],
)
def test_bars_follow_each_other_in_time(
    dated: dict[str, int], unit: str, bars: list[tuple[str, int]]
) -> None:
    assert (unit, bars) == in_time(dated)


def test_an_empty_archive_has_a_page() -> None:
    nothing: dict[str, object] = {key: [] for key in ("captured", "published", "publishers")}
    assert "rect" not in Read(catalogue_page(made(articles=0, versions=0, **nothing))).elements


def test_strangers_text_is_text() -> None:
    hostile = "<script>alert(1)</script>\u202e\x1b[31m"
    page = catalogue_page(made(publishers=[(hostile, 1)], languages=[(hostile, 1)]))
    assert "script" not in Read(page).elements
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "default-src 'none'" in page


def test_the_same_ledger_gives_the_same_page() -> None:
    assert catalogue_page(made()) == catalogue_page(made())
