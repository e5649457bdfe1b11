"""An article as one line of articles.jsonl: the record of `record.py` without its line breaks.

`record.parse` reads a line back. https://jsonlines.org/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.formats.record import RecordError, loaded_record, render_json, written_json

if TYPE_CHECKING:
    from crawler.article import Article


def line(article: Article) -> str:
    """With its line feed at the end and none inside; RecordError as for `record.render`."""
    return render_json(article, indent=None) + "\n"


def line_of(record: str) -> str:
    """The line of the article whose record file holds that text; RecordError where it is none."""
    try:
        return written_json(loaded_record(record), indent=None) + "\n"
    except UnicodeEncodeError as error:
        raise RecordError(f"half a character: {error}") from error
