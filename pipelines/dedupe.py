"""Decides, in the order of the captures, whether an article is new, a version or a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.article import NearDuplicate
from crawler.discovery import canonical_url
from crawler.duplicates import text_digest
from crawler.duplicates.decision import Decision, Standing, decide
from crawler.duplicates.fingerprint import Fingerprint, fingerprint
from crawler.extensions.neighbours import Asking, nearest_to, neighbours_of
from crawler.extensions.restored import restored
from crawler.ledger import Reason, State
from crawler.paths import article_id
from crawler.verdict import Verdict
from pipelines.archive_pipeline import ArchivePipeline

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.ledger import Near
    from crawler.submission import Submission

SETTLED_AS = {
    Standing.UNCHANGED: (State.UNCHANGED, Reason.EQUAL_TEXT),
    Standing.SAME_CANONICAL: (State.DUPLICATE, Reason.SAME_CANONICAL),
    Standing.EQUAL_TEXT: (State.DUPLICATE, Reason.EQUAL_TEXT),
}
# Two digits are more than the estimate is good for.
RESEMBLANCE_DIGITS = 2


class DedupePipeline(ArchivePipeline):
    async def process_item(self, item: Submission) -> Submission:
        digest, found = text_digest(item.article), fingerprint(item.article)
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
                article, verdict = self._decided(item, digest, found)
        finally:
            self.run.captures.order.leave(item.fetched.capture)
        if verdict is not None:
            await self.drop(item, verdict)
        return replace(item, article=article, text_digest=digest)

    def _decided(
        self, item: Submission, digest: bytes, found: Fingerprint | None
    ) -> tuple[Article, Verdict | None]:
        """The article is claimed where there is no verdict."""
        article, decision, near = self._decide(item.article, item, digest, found)
        if decision.standing in SETTLED_AS:
            return article, Verdict(*SETTLED_AS[decision.standing], of=decision.of)
        if decision.standing is Standing.VERSION:
            # Another one than the article that it is a version of.
            near = nearest_to(self.run.ledger, article, found)
        elif near is not None and item.terms.near_duplicates == "drop":
            return article, Verdict(State.DUPLICATE, Reason.NEAR_DUPLICATE, of=near.id)
        article = replace(article, near_duplicate=_marked(near))
        self.run.ledger.articles.claim(
            article,
            url_seq=item.queued.seq,
            text_digest=digest,
            run=self.run.number,
            fingerprint=found,
        )
        return article, None

    def _decide(
        self, article: Article, item: Submission, digest: bytes, found: Fingerprint | None
    ) -> tuple[Article, Decision, Near | None]:
        asking = Asking(article, item.queued, digest, found)
        neighbours, near = neighbours_of(self.run.ledger, asking)
        decision = decide(article, digest, neighbours)
        if decision.standing is Standing.CANONICAL_DISAGREES:
            return self._decide(_under_its_own_url(article), item, digest, found)
        address = decision.canonical_url or article.canonical_url
        named = replace(
            article, canonical_url=address, id=article_id(address), version=decision.version
        )
        return named, decision, near


def _marked(near: Near | None) -> NearDuplicate | None:
    if near is None:
        return None
    return NearDuplicate(near.id, round(near.resemblance, RESEMBLANCE_DIGITS), near.cluster)


def _under_its_own_url(article: Article) -> Article:
    return replace(
        article,
        canonical_url=canonical_url(article.url),
        flags=(*article.flags, str(Standing.CANONICAL_DISAGREES)),
    )
