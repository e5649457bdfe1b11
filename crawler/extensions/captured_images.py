"""Images out of captures, for a run that has no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.extensions.captured_terms import own_terms
from crawler.warc import DecodingError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from crawler.article import Article
    from crawler.fetched import Fetched
    from crawler.warc.collection import Collection


class CapturedImages:
    def __init__(self, collection: Collection, settings: BaseSettings) -> None:
        self._collection = collection
        self._settings = settings

    async def image(self, url: str, article: Article) -> Fetched | None:
        if article.capture is None:
            return None
        found = self._collection.image(url, article.capture.warc)
        if found is None:
            return None
        terms = own_terms(self._collection.statement_of(found.ref.warc), self._settings)
        try:
            return fetched_of(found, found.body(terms.max_body_bytes))
        except DecodingError:
            return None
