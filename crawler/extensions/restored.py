"""An article version that the ledger knows, and its files, some of which may have been lost."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.article import NearDuplicate
from crawler.duplicates import text_digest
from crawler.duplicates.decision import Standing
from crawler.formats import record

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.article import Article
    from crawler.ledger import ArticleRow

logger = logging.getLogger(__name__)


def stands(archive: Path, version: ArticleRow) -> bool:
    """Whether its text, its record and the images that the record names are there."""
    text = archive / version.path
    try:
        kept = record.parse(text.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, record.RecordError):
        return False
    images = [archive / image.path for image in kept.images if image.path is not None]
    return all(path.exists() for path in (text, *images))


def restored(article: Article, version: ArticleRow) -> Article:
    """The article as it was decided then: its id, its version, and whether its canonical link was
    believed.
    """
    if text_digest(article) != version.text_digest:
        logger.warning("%s: restored with another text than it had", article.url)
    if article.canonical_url != version.canonical_url:
        flags = (*article.flags, str(Standing.CANONICAL_DISAGREES))
        article = replace(article, canonical_url=version.canonical_url, flags=flags)
    return replace(
        article, id=version.id, version=version.version, near_duplicate=near_of_row(version)
    )


def near_of_row(version: ArticleRow) -> NearDuplicate | None:
    if version.near_of is None or version.resemblance is None or version.cluster is None:
        return None
    return NearDuplicate(version.near_of, version.resemblance, version.cluster)
