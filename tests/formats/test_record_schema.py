"""The JSON Schema of the record that docs/ ships: it says what records are, and no less."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from crawler.article import (
    Article,
    ArticlePage,
    CaptureRef,
    Image,
    LiveEntry,
    NearDuplicate,
    RelatedLink,
)
from crawler.formats import record
from tests.exports.articles import FULL, HOSTILE
from tests.exports.made_archive import MadeArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "record.schema.json").read_text("utf-8"))
JUDGE = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
KINDS = {
    "image": Image,
    "related_link": RelatedLink,
    "capture": CaptureRef,
    "page": ArticlePage,
    "near_duplicate": NearDuplicate,
    "entry": LiveEntry,
}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[list[dict[str, Any]]]:
    with MadeArchive(tmp_path / "archive") as archive:
        made = [archive.add(**said) for said in ({}, FULL, HOSTILE)]
        yield [json.loads(record.render(article)) for article in made]


def test_it_is_a_schema_of_its_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_names_every_key_of_the_record_and_wants_all_of_them() -> None:
    keys = {field.name for field in fields(Article)}
    assert keys == set(SCHEMA["properties"]) == set(SCHEMA["required"])


@pytest.mark.parametrize("name", KINDS)
def test_it_names_every_key_of_what_a_record_holds(name: str) -> None:
    keys = {field.name for field in fields(KINDS[name])}
    described = SCHEMA["$defs"][name]
    assert keys == set(described["properties"]) == set(described["required"])


def test_records_are_valid(records: list[dict[str, Any]]) -> None:
    for each in records:
        JUDGE.validate(each)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "xyz"),
        ("version", -1),
        ("title", None),
        ("paragraphs", []),
        ("published", "yesterday"),
        ("access", "cheap"),
        ("images", [{"url": "https://a.example/i.jpg"}]),
        ("near_duplicate", {"of": "00" * 8, "resemblance": 2, "cluster": "00" * 8}),
    ],
)
def test_what_is_no_record_is_refused(
    records: list[dict[str, Any]], key: str, value: object
) -> None:
    with pytest.raises(jsonschema.ValidationError):
        JUDGE.validate({**records[1], key: value})


def test_a_key_that_is_missing_is_refused_and_one_more_is_not(
    records: list[dict[str, Any]],
) -> None:
    less = {key: value for key, value in records[0].items() if key != "rights"}
    assert not JUDGE.is_valid(less)
    assert JUDGE.is_valid({**records[0], "of_tomorrow": 1})
