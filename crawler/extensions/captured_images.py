"""Images out of captures, for a run that has no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extensions.captured import fetched_of
from crawler.warc import DecodingError

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.fetched import Fetched
    from crawler.warc.collection import Collection


class CapturedImages:
    def __init__(self, collection: Collection, max_bytes: int) -> None:
        self._collection = collection
        self._max_bytes = max_bytes

    async def image(self, url: str, article: Article) -> Fetched | None:
        if article.capture is None:
            return None
        found = self._collection.image(url, article.capture.warc)
        if found is None:
            return None
        try:
            return fetched_of(found, found.body(self._max_bytes))
        except DecodingError:
            return None
