"""An article as one line of articles.jsonl: the record of `record.py` without its line breaks.

`record.parse` reads a line back. https://jsonlines.org/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.formats.record import render_json

if TYPE_CHECKING:
    from crawler.article import Article


def line(article: Article) -> str:
    """With its line feed at the end and none inside; RecordError as for `record.render`."""
    return render_json(article, indent=None) + "\n"
