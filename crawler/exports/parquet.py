"""A typed table for pandas, DuckDB, Spark and R.

Rows are written in groups, so that memory does not grow with the archive. Times are UTC instants in
`*_at`; `*_day` is the day that the page states, also where it states no time.
https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

from crawler.exports.walk import Walk
from crawler.paths import text_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.article import Article
    from crawler.exports.source import Exported, Source

# A group of rows is what a reader loads at least: so many articles, or characters of their texts.
_GROUP_ARTICLES = 2_000
_GROUP_CHARACTERS = 16_000_000

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
_INSTANT = pa.timestamp("us", tz="UTC")
_CAPTURE = pa.struct(
    {
        "warc": _TEXT,
        "offset": pa.int64(),
        "length": pa.int64(),
        "record_id": _TEXT,
        "payload_digest": _TEXT,
    }
)
_IMAGE = pa.struct(
    {
        "url": _TEXT,
        "role": _TEXT,
        "alt": _TEXT,
        "caption": _TEXT,
        "credit": _TEXT,
        "path": _TEXT,
        "sha256": _TEXT,
        "type": _TEXT,
        "width": pa.int32(),
        "height": pa.int32(),
        "perceptual_hash": _TEXT,
    }
)
_ENTRY = pa.struct(
    {
        "title": _TEXT,
        "published_at": _INSTANT,
        "published_day": pa.date32(),
        "paragraphs": _TEXTS,
    }
)
SCHEMA = pa.schema(
    {
        "id": _TEXT,
        "version": pa.int32(),
        "url": _TEXT,
        "canonical_url": _TEXT,
        "title": _TEXT,
        "paragraphs": _TEXTS,
        "words": pa.int32(),
        "authors": _TEXTS,
        "published_at": _INSTANT,
        "published_day": pa.date32(),
        "modified_at": _INSTANT,
        "modified_day": pa.date32(),
        "publisher": _TEXT,
        "section": _TEXT,
        "tags": _TEXTS,
        "language": _TEXT,
        "description": _TEXT,
        "access": _TEXT,
        "lead_image": _TEXT,
        "images": pa.list_(_IMAGE),
        "related": pa.list_(pa.struct({"url": _TEXT, "title": _TEXT})),
        "entries": pa.list_(_ENTRY),
        "pages": pa.list_(pa.struct({"url": _TEXT, "capture": _CAPTURE})),
        "near_duplicate": pa.struct({"of": _TEXT, "resemblance": pa.float64(), "cluster": _TEXT}),
        "flags": _TEXTS,
        "rights": _TEXTS,
        "fetched_at": _INSTANT,
        "seed": _TEXT,
        "via": _TEXT,
        "capture": _CAPTURE,
        "text_file": _TEXT,
    }
)


def export_parquet(source: Source, output: BinaryIO) -> Exported:
    walk = Walk(source)
    sink = pa.PythonFile(_Counted(output), mode="w")
    with parquet.ParquetWriter(sink, SCHEMA, compression="zstd") as writer:
        for group in _groups(walk.articles(row)):
            writer.write_table(pa.Table.from_pylist(group, schema=SCHEMA))
    return walk.exported


def row(article: Article) -> dict[str, Any]:
    """The record's members, but that times are as in the schema, and two columns more."""
    plain = {name: getattr(article, name) for name in SCHEMA.names if hasattr(article, name)}
    return {
        **plain,
        **_moments("published", article.published),
        **_moments("modified", article.modified),
        "access": article.access.value,
        "words": sum(len(paragraph.split()) for paragraph in article.paragraphs),
        "images": [asdict(image) for image in article.images],
        "related": [asdict(link) for link in article.related],
        "entries": [
            {
                "title": entry.title,
                "paragraphs": entry.paragraphs,
                **_moments("published", entry.published),
            }
            for entry in article.entries
        ],
        "pages": [asdict(page) for page in article.pages],
        "near_duplicate": asdict(article.near_duplicate) if article.near_duplicate else None,
        "capture": asdict(article.capture) if article.capture else None,
        "text_file": str(text_path(article)),
    }


def _moments(name: str, moment: datetime | date | None) -> dict[str, datetime | date | None]:
    if isinstance(moment, datetime):
        return {f"{name}_at": moment.astimezone(UTC), f"{name}_day": moment.date()}
    return {f"{name}_at": None, f"{name}_day": moment}


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    characters = 0
    for each in rows:
        group.append(each)
        characters += sum(map(len, each["paragraphs"]))
        if len(group) >= _GROUP_ARTICLES or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


class _Counted:
    """Where it is, told also of what cannot be asked, as a pipe; closed by who opened it."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._at = 0
        self.closed = False

    def write(self, part: bytes) -> int:
        written = self._output.write(part)
        self._at += written
        return written

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._output.flush()

    def close(self) -> None:
        self.closed = True
