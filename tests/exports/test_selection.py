"""Which articles an export takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.exports.selection import Days, NearDuplicates, Selection, days
from crawler.exports.walk import Walk
from tests.exports.articles import FULL
from tests.exports.made_archive import MadeArchive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.exports.source import Source

NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23", Days(date(2026, 11, 23), date(2026, 11, 23))),
        ("2026-11", NOVEMBER),
        ("2026", Days(date(2026, 1, 1), date(2026, 12, 31))),
        ("2024-02", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-11-01..2026-11-30", NOVEMBER),
        ("2026-11..2026-11", NOVEMBER),
        ("2026-11-01..", Days(date(2026, 11, 1), None)),
        ("..2026-11", Days(None, date(2026, 11, 30))),
    ],
)
def test_days_are_read(text: str, expected: Days) -> None:
    assert expected == days(text)


@pytest.mark.parametrize(
    "text", ["", "..", "2026-13", "2026-02-30", "yesterday", "2026-11-30..2026-11-01", "0", "1-2-3"]
)
def test_what_is_no_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        days(text)


@given(st.text(max_size=30))
def test_any_text_is_days_or_refused(text: str) -> None:
    try:
        found = days(text)
    except ValueError:
        return
    assert found.first or found.last


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[MadeArchive]:
    """0: as usual, in English, captured on the 23rd; 1: FULL; 2: of another paper, and a copy."""
    with MadeArchive(tmp_path / "archive") as archive:
        archive.add()
        archive.add(**{**FULL, "near_duplicate": None})
        archive.add(
            publisher="The Post",
            section="politik",
            language="en-GB",
            published=date(2026, 7, 2),
            near_duplicate=FULL["near_duplicate"],
            seed="https://b.example/",
        )
        yield archive


def taken(source: Source) -> list[int]:
    urls = Walk(source).articles(lambda article: article.url)
    return [int(url.rsplit("/", 1)[1].partition("?")[0]) for url in urls]


def chosen(archive: MadeArchive, **wanted: Any) -> list[int]:
    return taken(replace(archive.source, selection=Selection(**wanted)))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [0, 1, 2]),
        ({"captured": days("2026-11-23")}, [0, 1, 2]),
        ({"captured": days("2026-11-24..")}, []),
        ({"published": days("2026-07")}, [1, 2]),
        # The page's own day, which is not that of UTC.
        ({"published": days("2026-07-01")}, [1]),
        ({"publishers": ("der bote",)}, [1]),
        ({"publishers": ("Der Bote", "The Post")}, [1, 2]),
        ({"sections": ("Politik",)}, [1, 2]),
        ({"sections": ("Politik",), "publishers": ("The Post",)}, [2]),
        ({"languages": ("en",)}, [0, 2]),
        ({"languages": ("en-gb",)}, [2]),
        ({"languages": ("e",)}, []),
        ({"seeds": ("https://a.example/",)}, [1]),
        ({"seeds": ("b.example", "https://a.example")}, [1, 2]),
        ({"near_duplicates": NearDuplicates.WITHOUT}, [0, 1]),
        ({"near_duplicates": NearDuplicates.ONLY}, [2]),
    ],
)
def test_filters_take_what_they_say(
    archive: MadeArchive, wanted: dict[str, Any], expected: list[int]
) -> None:
    assert expected == chosen(archive, **wanted)


def test_of_several_versions_the_latest_can_be_asked_for(archive: MadeArchive) -> None:
    first = archive.articles[0]
    again: dict[str, Any] = {"id": first.id, "canonical_url": first.canonical_url}
    archive.add(**again, version=1)
    assert chosen(archive) == [0, 1, 2, 3]
    assert chosen(archive, is_latest=True) == [1, 2, 3]
    # What is not in place yet is not the latest of what can be had.
    archive.add(**again, version=2, placed=False)
    assert chosen(archive, is_latest=True) == [1, 2, 3]


def test_since_a_cursor_comes_what_came_after_it(archive: MadeArchive) -> None:
    source = replace(archive.source, since=1)
    assert taken(source) == [1, 2]
    walk = Walk(replace(source, since=3))
    assert (list(walk.articles(lambda a: a.url)), walk.exported.cursor) == ([], 3)


def test_how_far_it_is_is_told_of_what_is_to_come(archive: MadeArchive) -> None:
    told: list[tuple[str, int, int]] = []
    source = replace(archive.source, since=1, progress=lambda *words: told.append(words))
    taken(source)
    assert told == [("articles", 1, 2), ("articles", 2, 2)]


def test_the_cursor_passes_what_is_not_chosen(archive: MadeArchive) -> None:
    walk = Walk(replace(archive.source, selection=Selection(languages=("fr",))))
    assert list(walk.articles(lambda a: a.url)) == []
    assert walk.exported.cursor == 3


def test_nothing_comes_from_behind_an_article_that_is_not_in_place(archive: MadeArchive) -> None:
    archive.add(placed=False)
    archive.add()
    walk = Walk(archive.source)
    assert len(list(walk.articles(lambda a: a.url))) == 3
    assert walk.exported.cursor == 3
