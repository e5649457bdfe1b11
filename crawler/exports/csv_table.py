"""A table for spreadsheets: a row for each article, its text in one cell.

Spreadsheets run a cell that begins with = + - @ as a formula, also one that a newspaper wrote: such
a cell gets an apostrophe in front, as https://owasp.org/www-community/attacks/CSV_Injection says.
RFC 4180, in UTF-8 with a byte order mark: without it Excel takes the text for another encoding.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO

from crawler.exports.walk import Walk
from crawler.formats.moments import moment_text
from crawler.paths import text_path

if TYPE_CHECKING:
    from datetime import date

    from crawler.article import Article
    from crawler.exports.source import Exported, Source

COLUMNS = (
    "id",
    "version",
    "title",
    "published",
    "modified",
    "publisher",
    "section",
    "authors",
    "language",
    "access",
    "url",
    "canonical_url",
    "description",
    "tags",
    "words",
    "text",
    "lead_image",
    "image_files",
    "near_duplicate_of",
    "flags",
    "rights",
    "fetched_at",
    "seed",
    "text_file",
    "warc",
    "warc_offset",
)
_BETWEEN = "; "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export_csv(source: Source, output: BinaryIO) -> Exported:
    output.write("\ufeff".encode())
    output.write(_line(COLUMNS))
    walk = Walk(source)
    output.writelines(walk.articles(_row))
    return walk.exported


def _row(article: Article) -> bytes:
    values = _values(article)
    return _line(tuple(_cell(values[name]) for name in COLUMNS))


def _values(article: Article) -> dict[str, Any]:
    text = "\n\n".join(article.paragraphs)
    near, capture = article.near_duplicate, article.capture
    return {
        "id": article.id,
        "version": article.version,
        "title": article.title,
        "published": article.published,
        "modified": article.modified,
        "publisher": article.publisher,
        "section": article.section,
        "authors": article.authors,
        "language": article.language,
        "access": article.access.value,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "description": article.description,
        "tags": article.tags,
        "words": len(text.split()),
        "text": text,
        "lead_image": article.lead_image,
        "image_files": tuple(image.path for image in article.images if image.path),
        "near_duplicate_of": near.of if near else None,
        "flags": article.flags,
        "rights": article.rights,
        "fetched_at": article.fetched_at,
        "seed": article.seed,
        "text_file": str(text_path(article)),
        "warc": capture.warc if capture else None,
        "warc_offset": capture.offset if capture else None,
    }


def _cell(value: str | int | tuple[str, ...] | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return guarded(_BETWEEN.join(value))
    return guarded(value if isinstance(value, str) else moment_text(value))


def guarded(text: str) -> str:
    """What a spreadsheet shows as it stands."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _line(cells: tuple[str, ...]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()
