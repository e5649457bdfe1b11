"""The articles of an export one by one, in the archive's order, and what of them is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crawler.exports.source import DamagedError, Exported, read_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawler.article import Article
    from crawler.exports.source import Source
    from crawler.ledger import ArticleRow

T = TypeVar("T")


class Walk:
    """`exported` is right once what is walked has ended."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._cursor = source.since
        self._left_out = 0
        self._first_left_out: str | None = None

    @property
    def exported(self) -> Exported:
        return Exported(
            cursor=self._cursor, left_out=self._left_out, first_left_out=self._first_left_out
        )

    def articles(self, make: Callable[[Article], T]) -> Iterator[T]:
        return self.each(lambda row: make(read_article(self._source.archive, row)))

    def each(
        self,
        make: Callable[[ArticleRow], T],
        *,
        up_to: int | None = None,
        ends_at: Callable[[ArticleRow], bool] = lambda _: False,
    ) -> Iterator[T]:
        """What `make` makes of each that is chosen; one for which it raises DamagedError is left
        out. It ends before the first for which `ends_at` is true: the next export begins there.
        """
        articles, chosen = self._source.ledger.articles, self._source.selection
        last = articles.in_place_up_to() if up_to is None else up_to
        since = self._source.since
        for row in articles.between(since, last):
            if ends_at(row):
                return
            self._cursor = row.ordinal
            self._source.progress("articles", row.ordinal - since, last - since)
            if not chosen.takes(row) or (chosen.is_latest and articles.is_superseded(row, last)):
                continue
            try:
                made = make(row)
            except DamagedError as error:
                self._left_out += 1
                self._first_left_out = self._first_left_out or str(error)
            else:
                yield made
