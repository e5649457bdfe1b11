from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.datestrings import parse_date

EVENING = datetime(2024, 9, 22, 18, 48, tzinfo=UTC)
CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "dates" / "dateparser.jsonl"
# Of 172 rows; docs/decisions.md says what the others are.
CORPUS_RIGHT = 125


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-22T20:48:00+02:00",
        "2024-09-22T18:48Z",
        "2024-09-22T18:48:00.123456Z",
        "2024-09-23T00:18:00+0530",
        "Sun, 22 Sep 2024 18:48:00 GMT",
        "20240922T184800Z",
        "1727030880",
        "1727030880000",
        "Sept. 22, 2024 6:48 PM GMT",
        "22. September 2024, 20:48 Uhr MESZ",
        "22.09.2024 - 19.48 Uhr MEZ",
        "22/09/2024 13h48 EST",
        "1:48 p.m. EST, September 22, 2024",
        "Sun Sep 22 2024 18:48:00 GMT+0000 (UTC)",
        "Sun Sep 22 18:48:00 UTC 2024",
        "22 сентября 2024, 21:48 MSK",
    ],
)
def test_a_time_with_a_zone_is_an_instant(text: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert moment.instant is not None
    assert moment.instant.replace(second=0, microsecond=0) == EVENING


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-22 18:48",
        "22/09/2024 18h48",
        "22. September 2024, 18:48 Uhr",
        "22 de septiembre de 2024 a las 18:48",
        "2024年9月22日 18時48分",
        "2024-09-22T18:48:00+99:00",
    ],
)
def test_a_time_without_a_known_zone_is_no_instant(text: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert (moment.day, moment.clock) == (date(2024, 9, 22), time(18, 48))
    assert moment.instant is None


@pytest.mark.parametrize(
    "text", ["2024-09-22", "20240922", "22-Sep-2024", "September 22nd, 2024", "22 wrz 2024"]
)
def test_a_day_alone_has_no_clock(text: str) -> None:
    moment = parse_date(text)
    assert moment is not None
    assert (moment.day, moment.clock, moment.instant) == (date(2024, 9, 22), None, None)


def test_the_language_settles_what_could_be_two_days() -> None:
    first, second = parse_date("06/07/2014"), parse_date("06/07/2014", month_first=True)
    assert first is not None
    assert second is not None
    assert (first.day, second.day) == (date(2014, 7, 6), date(2014, 6, 7))


@pytest.mark.parametrize(
    "text", ["", "soon", "0001-01-01T00:00:00", "2024-13-45", "99999999999999", None, [], 12]
)
def test_what_names_no_day_is_none(text: object) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=400) | st.from_regex(r"\d{1,4}[-/. :]\d{1,4}[-/.T ]\d{1,4}.{0,30}"))
def test_no_text_raises(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or moment.instant is None or moment.instant.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001  # made aware below
def test_every_iso_instant_is_read_back(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC, microsecond=0)
    moment = parse_date(instant.isoformat())
    assert moment is not None
    assert moment.instant == instant


def test_the_public_collection_of_date_strings_is_read_for_the_most_part() -> None:
    if not CORPUS.exists():
        pytest.skip("the shared corpora are not beside the project")
    lines = CORPUS.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    right = 0
    for row in rows:
        moment = parse_date(row["text"], month_first=True)
        right += moment is not None and moment.day.isoformat() == row["expected"][:10]
    assert right == CORPUS_RIGHT
