"""Exports of a JSON object a line: records, ninjs, schema.org."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from pyld import jsonld

from crawler.exports.json_lines import export_records, without_empty
from crawler.exports.ninjs import export_ninjs
from crawler.exports.schemaorg import export_schemaorg
from crawler.formats import record
from tests.exports.articles import FULL, HOSTILE
from tests.exports.made_archive import MadeArchive
from tests.exports.ninjs_schema import ninjs_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from crawler.exports.formats import Export

LINES = [export_records, export_ninjs, export_schemaorg]
SCHEMA_ORG = "http://schema.org/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[MadeArchive]:
    """Of three articles: as usual, with all that can be said, and hostile."""
    with MadeArchive(tmp_path / "archive") as archive:
        for said in ({}, FULL, HOSTILE):
            archive.add(**said)
        yield archive


def lines(archive: MadeArchive, export: Export) -> list[Any]:
    output = io.BytesIO()
    export(archive.source, output)
    return [json.loads(line) for line in output.getvalue().decode().splitlines()]


@pytest.mark.parametrize("export", LINES)
def test_an_article_is_a_line(archive: MadeArchive, export: Export) -> None:
    assert len(lines(archive, export)) == 3


@pytest.mark.parametrize("export", LINES)
def test_the_same_archive_gives_the_same_bytes(archive: MadeArchive, export: Export) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    export(archive.source, first)
    export(archive.source, second)
    assert first.getvalue() == second.getvalue()


def test_a_line_is_the_whole_record(archive: MadeArchive) -> None:
    output = io.BytesIO()
    export_records(archive.source, output)
    read = [record.parse(line) for line in output.getvalue().decode().splitlines()]
    assert read == archive.articles


@pytest.mark.parametrize("export", LINES)
def test_a_record_with_half_a_character_costs_its_line(
    archive: MadeArchive, export: Export
) -> None:
    broken = archive.record_of(archive.articles[0])
    broken.write_text(broken.read_text("utf-8").replace("Title 0", "\\ud800"), encoding="utf-8")
    output = io.BytesIO()
    exported = export(archive.source, output)
    assert (exported.cursor, exported.left_out) == (3, 1)
    assert len(output.getvalue().splitlines()) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": None, "b": [], "c": {"d": ""}, "e": 0, "f": False}, {"e": 0, "f": False}),
        ([None, {"a": None}, "x"], ["x"]),
        ((), []),
        ("", ""),
    ],
)
def test_what_is_empty_is_left_away(value: Any, expected: Any) -> None:
    assert expected == without_empty(value)


# --- ninjs ---


def test_every_line_is_ninjs(archive: MadeArchive) -> None:
    judge = jsonschema.Draft202012Validator(
        ninjs_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for item in lines(archive, export_ninjs):
        judge.validate(item)


def test_ninjs_says_what_the_page_said(archive: MadeArchive) -> None:
    item = lines(archive, export_ninjs)[1]
    assert item["headlines"] == [{"role": "main", "value": FULL["title"]}]
    assert item["firstcreated"] == "2026-07-01T00:30:00+02:00"
    assert item["by"] == "Ann Ode, Bo Doe"
    assert item["representationtype"] == "partial"
    assert (
        item["bodies"][0]["value"] == "Der erste Absatz.\n\n- ein Punkt\n\nDer letzte\u2028Absatz."
    )
    assert item["bodies"][0]["wordcount"] == 9
    assert [subject["name"] for subject in item["subjects"]] == ["Politik", "Wahl", "Stadt"]
    assert item["infosources"] == [{"role": "publisher", "name": "Der Bote"}]
    assert [picture["uri"] for picture in item["associations"]] == [
        "https://a.example/i.jpg",
        "https://a.example/j.jpg",
    ]
    assert item["associations"][0]["renditions"][0]["width"] == 640


def test_a_version_of_ninjs_was_made_when_the_page_says_or_else_when_it_was_captured(
    archive: MadeArchive,
) -> None:
    usual, full, _ = lines(archive, export_ninjs)
    assert usual["versioncreated"] == "2026-11-23T18:04:00.123456+00:00"
    assert "firstcreated" not in usual
    # modified is a day without a time, which ninjs has no place for
    assert full["versioncreated"] == "2026-07-01T00:30:00+02:00"


# --- schema.org ---


def no_network(context: str) -> Callable[..., dict[str, Any]]:
    """As schema.org's own context, whose names are all in one vocabulary."""

    def load(url: str, _options: object = None) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        document = {"@context": {"@vocab": context, "url": {"@type": "@id"}}}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": document,
        }

    return load


def test_a_json_ld_processor_reads_every_line(archive: MadeArchive) -> None:
    options = {"documentLoader": no_network(SCHEMA_ORG)}
    expanded = [jsonld.expand(line, options)[0] for line in lines(archive, export_schemaorg)]
    assert [
        f"{SCHEMA_ORG}{kind}" for kind in ("NewsArticle", "LiveBlogPosting", "NewsArticle")
    ] == [each["@type"][0] for each in expanded]
    full = expanded[1]
    assert full["@id"] == archive.articles[1].canonical_url
    assert full[f"{SCHEMA_ORG}headline"] == [{"@value": FULL["title"]}]
    authors = [each[f"{SCHEMA_ORG}name"][0]["@value"] for each in full[f"{SCHEMA_ORG}author"]]
    assert authors == ["Ann Ode", "Bo Doe"]


def test_every_line_becomes_triples(archive: MadeArchive) -> None:
    options = {"documentLoader": no_network(SCHEMA_ORG), "format": "application/n-quads"}
    for line in lines(archive, export_schemaorg):
        triples = jsonld.to_rdf(line, options).splitlines()
        assert any(f"<{SCHEMA_ORG}articleBody>" in triple for triple in triples)


def test_schema_org_says_what_the_page_said(archive: MadeArchive) -> None:
    document = lines(archive, export_schemaorg)[1]
    assert document["datePublished"] == "2026-07-01T00:30:00+02:00"
    assert document["dateModified"] == "2026-07-02"
    assert document["isAccessibleForFree"] is False
    assert document["keywords"] == ["Wahl", "Stadt"]
    assert document["image"][0]["creditText"] == "Foto: C. Lick"
    assert document["liveBlogUpdate"][0] == {
        "@type": "BlogPosting",
        "headline": "Start",
        "datePublished": "2026-07-01",
        "articleBody": "Um acht.",
    }
