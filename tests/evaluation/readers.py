"""The two readers that are compared: a page's bytes → a line of predictions for score.py."""

from __future__ import annotations

import gzip
import logging
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from trafilatura import bare_extraction
from trafilatura.external import jt_stoplist_init
from trafilatura.settings import Document

from crawler.extraction.extract import extract

if TYPE_CHECKING:
    from collections.abc import Callable

Prediction: TypeAlias = dict[str, object]

_WARM_UP = b"<html><body><h1>A page</h1><p>%s</p></body></html>" % (b"Some words of a page. " * 40)


def warm_up() -> None:
    """Pays for what is built at the first call: stop lists, and htmldate's locales."""
    logging.disable(logging.CRITICAL)
    jt_stoplist_init()
    for read in READERS.values():
        read(_WARM_UP, "https://example.org/a")


def read_page(page: tuple[str, str, str]) -> dict[str, Prediction]:
    path, name, url = page
    body = gzip.decompress(Path(path).read_bytes())
    row = {}
    for reader, read in READERS.items():
        start = time.process_time()
        prediction = read(body, url)
        spent = 1_000 * (time.process_time() - start)
        row[reader] = {"id": name, **prediction, "cpu_ms": round(spent, 1)}
    return row


def _ours(body: bytes, url: str) -> Prediction:
    page = extract(body, url)
    article = page.article
    if article is None:
        return {"kind": page.kind, "reason": page.reason}
    when = article.published
    return {
        "kind": page.kind,
        "reason": None,
        "title": article.title,
        "text": "\n\n".join(article.paragraphs),
        "date": when.isoformat()[:10] if when else None,
        "datetime": when.isoformat() if isinstance(when, datetime) else None,
        "authors": article.authors,
        "image": article.lead_image,
        "publisher": article.publisher,
        "section": article.section,
    }


def _trafilatura(body: bytes, url: str) -> Prediction:
    found = bare_extraction(body, url=url, with_metadata=True)
    if not isinstance(found, Document):
        return {}
    return {
        "title": found.title,
        "text": found.text,
        "date": found.date,
        "authors": (found.author or "").split("; "),
        "image": found.image,
        "publisher": found.sitename,
        "section": found.categories[0] if found.categories else None,
    }


READERS: dict[str, Callable[[bytes, str], Prediction]] = {
    "ours": _ours,
    "trafilatura": _trafilatura,
}
