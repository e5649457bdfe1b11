"""What a worker is asked for: a page to be read, or a picture to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.duplicates.picture import look
from crawler.workers.pool import ReaderPool
from crawler.workers.reading import Answer, Reading, read

Result = Reading | bytes | None


@dataclass(frozen=True, slots=True)
class Picture:
    body: bytes


def work(order: Answer | Picture) -> Result:
    return look(order.body) if isinstance(order, Picture) else read(order)


class Readers(ReaderPool[Answer | Picture, Result]):
    """Raises what its `read` raises: each costs this page or picture alone."""

    async def page(self, answer: Answer) -> Reading:
        found = await self.read(answer)
        assert isinstance(found, Reading)  # noqa: S101 - that is what `work` makes of an answer
        return found

    async def look(self, picture: Picture) -> bytes | None:
        found = await self.read(picture)
        assert not isinstance(found, Reading)  # noqa: S101 - as above
        return found
