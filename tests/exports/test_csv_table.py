"""The table for spreadsheets, read by Python's csv and by DuckDB."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import duckdb
import pytest

from crawler.exports.csv_table import COLUMNS, export_csv, guarded
from tests.exports.articles import FULL, HOSTILE
from tests.exports.made_archive import MadeArchive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[MadeArchive]:
    with MadeArchive(tmp_path / "archive") as archive:
        for said in ({}, FULL, HOSTILE):
            archive.add(**said)
        yield archive


@pytest.fixture
def written(archive: MadeArchive) -> bytes:
    output = io.BytesIO()
    export_csv(archive.source, output)
    return output.getvalue()


def rows(written: bytes) -> list[dict[str, str]]:
    text = written.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_excel_is_told_that_it_is_utf_8(written: bytes) -> None:
    assert written.startswith(b"\xef\xbb\xbf")


def test_the_first_row_names_the_columns(written: bytes) -> None:
    assert tuple(rows(written)[0]) == COLUMNS


def test_a_row_says_what_the_record_says(written: bytes, archive: MadeArchive) -> None:
    row, article = rows(written)[1], archive.articles[1]
    assert row["id"] == article.id
    assert row["title"] == "Bürgermeister tritt zurück"
    assert row["text"] == "Der erste Absatz.\n\n- ein Punkt\n\nDer letzte\u2028Absatz."
    assert row["published"] == "2026-07-01T00:30:00+02:00"
    assert row["modified"] == "2026-07-02"
    assert row["authors"] == "Ann Ode; Bo Doe"
    assert row["words"] == "9"
    assert row["image_files"] == "images/ab/ab.jpg"
    assert row["near_duplicate_of"] == "00" * 8
    assert (archive.folder / row["text_file"]).with_suffix(".json").exists()


def test_what_is_not_stated_is_an_empty_cell(written: bytes) -> None:
    usual = rows(written)[0]
    assert {usual[name] for name in ("published", "publisher", "section", "authors")} == {""}


def test_no_cell_begins_as_a_formula(written: bytes) -> None:
    cells = {cell for row in rows(written) for cell in row.values()}
    assert {cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))} == set()
    assert rows(written)[2]["title"] == f"'{HOSTILE['title']}"
    assert rows(written)[2]["authors"] == "'@handle; -minus"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("=1+1", "'=1+1"), ("-1", "'-1"), ("plain", "plain"), ("", ""), ("a=1", "a=1")],
)
def test_an_apostrophe_stands_before_a_formula(text: str, expected: str) -> None:
    assert expected == guarded(text)


def test_duckdb_reads_the_same(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(written)
    asked = f"SELECT title, text FROM read_csv('{path}', header=true, all_varchar=true)"  # noqa: S608
    found = duckdb.execute(asked).fetchall()
    assert [(row["title"], row["text"]) for row in rows(written)] == found
