"""Images and further pages out of captures, for a run that has no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.extensions.captured_terms import own_terms
from crawler.warc import DecodingError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from crawler.article import Article
    from crawler.fetched import Fetched
    from crawler.warc import ReadExchange
    from crawler.warc.collection import Collection


class CapturedParts:
    def __init__(self, collection: Collection, settings: BaseSettings) -> None:
        self._collection = collection
        self._settings = settings

    async def image(self, url: str, article: Article) -> Fetched | None:
        if article.capture is None:
            return None
        return self._fetched(self._collection.image(url, article.capture.warc))

    async def page(self, url: str, article: Article) -> Fetched | None:
        """The one that the run went on to from the article's own capture."""
        if article.capture is None:
            return None
        capture = article.capture
        return self._fetched(self._collection.page(url, capture.warc, capture.offset))

    async def site_file(self, url: str, article: Article) -> Fetched | None:
        """What it said is remarked beside the article's capture."""
        del url, article
        return None

    def _fetched(self, found: ReadExchange | None) -> Fetched | None:
        if found is None:
            return None
        terms = own_terms(self._collection.statement_of(found.ref.warc), self._settings)
        try:
            return fetched_of(found, found.body(terms.body_limit(found.provenance.role)))
        except DecodingError:
            return None
