"""What travels through the pipelines: an article, and the answer that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.fetched import Fetched
    from crawler.ledger import Queued


@dataclass(frozen=True, slots=True)
class Submission:
    """`queued` is the URL's row in the ledger; `fetched` comes without its body, which was read."""

    article: Article
    queued: Queued
    fetched: Fetched
    text_digest: bytes | None = None
