"""What travels through the pipelines: an article, and the answer that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.fetched import Fetched
    from crawler.ledger import ArticleRow, Queued
    from crawler.terms import Terms


@dataclass(frozen=True, slots=True)
class Submission:
    """`queued` is the URL's row in the ledger; `fetched` comes without its body, which was read.
    `next_page` continues the article; `pages_missing` are addresses of pages that could not be had.
    `site_rights` are signals of reuse that the site gives elsewhere.

    From captures only: `images_not_kept` and `pages_not_had` are URLs that the run which captured
    it could not have; `restores` is the version that this very capture became, whose files are to
    be made again; `is_unfinished`: the crawl that captured it never came to its end, so a picture
    or page of which there is neither a capture nor a word was not asked for yet.
    """

    article: Article
    queued: Queued
    fetched: Fetched
    terms: Terms
    next_page: str | None = None
    pages_missing: tuple[str, ...] = ()
    site_rights: tuple[str, ...] = ()
    text_digest: bytes | None = None
    images_not_kept: frozenset[str] = frozenset()
    pages_not_had: frozenset[str] = frozenset()
    restores: ArticleRow | None = None
    is_unfinished: bool = False
