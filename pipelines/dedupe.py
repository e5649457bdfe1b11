"""Decides, in the order of the captures, whether an article is new, a version or a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.discovery import canonical_url
from crawler.duplicates import text_digest
from crawler.duplicates.decision import Decision, KnownArticle, Standing, decide
from crawler.extensions.restored import restored
from crawler.ledger import Reason, State
from crawler.paths import article_id
from crawler.verdict import Verdict
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.submission import Submission

SETTLED_AS = {
    Standing.UNCHANGED: (State.UNCHANGED, Reason.EQUAL_TEXT),
    Standing.SAME_CANONICAL: (State.DUPLICATE, Reason.SAME_CANONICAL),
    Standing.EQUAL_TEXT: (State.DUPLICATE, Reason.EQUAL_TEXT),
}


class DedupePipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        digest = text_digest(item.article)
        await self.run.captures.order.turn(item.fetched.capture)
        try:
            if self.run.is_ending and self.run.is_offline:
                # Those before it were given up: what it is to them is not known.
                await self.put_off(item)
            if item.restores is not None:
                return replace(
                    item, article=restored(item.article, item.restores), text_digest=digest
                )
            async with self.run.gate:
                article, decision = self._decide(item.article, item.queued.seq, digest)
                if decision.standing not in SETTLED_AS:
                    self._claim(article, item.queued.seq, digest)
        finally:
            self.run.captures.order.leave(item.fetched.capture)
        if decision.standing in SETTLED_AS:
            await self.drop(item, Verdict(*SETTLED_AS[decision.standing], of=decision.of))
        return replace(item, article=article, text_digest=digest)

    def _decide(self, article: Article, seq: int, digest: bytes) -> tuple[Article, Decision]:
        named = replace(article, id=article_id(article.canonical_url))
        decision = decide(named, digest, self._known(named, seq), self._first_with(digest))
        if decision.standing is Standing.CANONICAL_DISAGREES:
            return self._decide(_under_its_own_url(article), seq, digest)
        return replace(named, version=decision.version), decision

    def _known(self, article: Article, seq: int) -> KnownArticle | None:
        row = self.run.ledger.articles.latest(article_id(article.canonical_url))
        if row is None:
            return None
        return KnownArticle(
            row.id,
            row.version,
            row.title,
            row.text_digest,
            from_this_url=row.url_seq == seq,
            is_its_own=article.canonical_url == canonical_url(article.url),
        )

    def _first_with(self, digest: bytes) -> str | None:
        row = self.run.ledger.articles.by_text(digest)
        return row.id if row else None

    def _claim(self, article: Article, seq: int, digest: bytes) -> None:
        self.run.ledger.articles.claim(
            article, url_seq=seq, text_digest=digest, run=self.run.number
        )


def _under_its_own_url(article: Article) -> Article:
    return replace(
        article,
        canonical_url=canonical_url(article.url),
        flags=(*article.flags, str(Standing.CANONICAL_DISAGREES)),
    )
