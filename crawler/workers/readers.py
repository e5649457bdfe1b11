"""The workers that read pages and look at pictures, as the crawl asks them."""

from __future__ import annotations

from crawler.workers.orders import Answer, Picture, Reading
from crawler.workers.pool import ReaderPool

# By name: to import it is the workers' business.
WORK = "crawler.workers.work:work"


class Readers(ReaderPool[Answer | Picture, Reading | bytes | None]):
    """Raises what its `read` raises: each costs this page or picture alone."""

    async def page(self, answer: Answer) -> Reading:
        found = await self.read(answer)
        assert isinstance(found, Reading)  # noqa: S101 - that is what `work` makes of an answer
        return found

    async def look(self, picture: Picture) -> bytes | None:
        found = await self.read(picture)
        assert not isinstance(found, Reading)  # noqa: S101 - as above
        return found
