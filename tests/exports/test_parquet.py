"""The typed table, read by pyarrow and by DuckDB."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from crawler.exports import parquet as ours
from crawler.exports.output import _Stream
from crawler.exports.parquet import SCHEMA, export_parquet
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


def written(archive: MadeArchive) -> bytes:
    output = io.BytesIO()
    export_parquet(archive.source, output)
    return output.getvalue()


@pytest.fixture
def rows(archive: MadeArchive) -> list[dict[str, Any]]:
    table = parquet.read_table(io.BytesIO(written(archive)))
    assert table.schema.equals(SCHEMA)
    return list(table.to_pylist())


def test_every_article_is_a_row(rows: list[dict[str, Any]], archive: MadeArchive) -> None:
    assert [article.id for article in archive.articles] == [row["id"] for row in rows]


def test_times_are_instants_and_days_are_as_stated(rows: list[dict[str, Any]]) -> None:
    usual, full, _ = rows
    # Half past midnight in summer is the day before in UTC.
    assert full["published_at"] == datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert full["published_day"] == date(2026, 7, 1)
    assert (full["modified_at"], full["modified_day"]) == (None, date(2026, 7, 2))
    assert (usual["published_at"], usual["published_day"]) == (None, None)
    assert full["fetched_at"].tzinfo is not None


def test_lists_and_objects_are_such(rows: list[dict[str, Any]]) -> None:
    full = rows[1]
    assert full["paragraphs"] == list(FULL["paragraphs"])
    assert full["authors"] == ["Ann Ode", "Bo Doe"]
    assert (full["images"][0]["width"], full["images"][1]["path"]) == (640, None)
    assert full["entries"][0]["published_day"] == date(2026, 7, 1)
    assert full["pages"][0]["capture"]["offset"] == 5_000_000_000
    assert full["near_duplicate"]["resemblance"] == 0.75
    assert full["access"] == "paywalled"
    assert (full["words"], full["rights"]) == (9, ["noai", "tdm-reservation=1"])


def test_what_is_not_stated_is_null_or_an_empty_list(rows: list[dict[str, Any]]) -> None:
    usual = rows[0]
    assert (usual["publisher"], usual["near_duplicate"]) == (None, None)
    assert (usual["authors"], usual["images"], usual["entries"]) == ([], [], [])


def test_every_field_of_the_record_has_its_column(archive: MadeArchive) -> None:
    fields = {field for field in archive.articles[0].__slots__ if field != "published"}
    columns = {name.removesuffix("_at").removesuffix("_day") for name in SCHEMA.names}
    assert fields - {"modified", "fetched_at"} <= columns


def test_duckdb_asks_it_questions(archive: MadeArchive, tmp_path: Path) -> None:
    path = tmp_path / "articles.parquet"
    path.write_bytes(written(archive))
    found = duckdb.execute(
        "SELECT publisher, len(paragraphs), images[1].width, year(published_day)"  # noqa: S608
        f" FROM '{path}' WHERE list_contains(tags, 'Wahl')"
    ).fetchall()
    assert found == [("Der Bote", 3, 640, 2026)]


def test_rows_are_written_in_groups(archive: MadeArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "_GROUP_ARTICLES", 2)
    file = parquet.ParquetFile(io.BytesIO(written(archive)))
    groups = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
    assert groups == [2, 1]


def test_long_texts_make_small_groups(
    archive: MadeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "_GROUP_CHARACTERS", 1)
    assert parquet.ParquetFile(io.BytesIO(written(archive))).num_row_groups == 3


def test_a_stream_that_cannot_tell_its_place_gets_the_same_bytes(
    archive: MadeArchive, tmp_path: Path
) -> None:
    path = tmp_path / "streamed.parquet"
    with path.open("wb") as file, io.BufferedWriter(_Stream(file.fileno())) as stream:
        export_parquet(archive.source, stream)
    assert written(archive) == path.read_bytes()


def test_an_archive_without_articles_is_a_table_without_rows(tmp_path: Path) -> None:
    with MadeArchive(tmp_path / "empty") as empty:
        table = parquet.read_table(io.BytesIO(written(empty)))
    assert (table.num_rows, table.schema.equals(SCHEMA)) == (0, True)


def test_half_a_character_costs_its_row_and_no_more(archive: MadeArchive) -> None:
    broken = archive.record_of(archive.articles[0])
    broken.write_text(broken.read_text("utf-8").replace("Title 0", "\\ud800"), encoding="utf-8")
    output = io.BytesIO()
    exported = export_parquet(archive.source, output)
    assert exported.left_out == 1
    assert parquet.read_table(pa.BufferReader(output.getvalue())).num_rows == 2
