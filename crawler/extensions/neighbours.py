"""What the ledger has that an article may be the same as, gathered for the decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.discovery import canonical_url
from crawler.duplicates.decision import NEAR, KnownArticle, KnownVersion, Neighbours
from crawler.duplicates.fingerprint import resemblance
from crawler.formats.moments import moment
from crawler.ledger import url_key
from crawler.paths import article_id

if TYPE_CHECKING:
    from crawler.article import Article
    from crawler.duplicates.fingerprint import Fingerprint
    from crawler.ledger import ArticleRow, Ledger, Near, Queued


@dataclass(frozen=True, slots=True)
class Asking:
    article: Article
    queued: Queued
    text_digest: bytes
    fingerprint: Fingerprint | None


def neighbours_of(ledger: Ledger, asking: Asking) -> tuple[Neighbours, Near | None]:
    """And the nearest text, where that was looked for."""
    own = ledger.articles.of_url(asking.queued.seq)
    named = ledger.articles.latest(article_id(asking.article.canonical_url))
    same = named or (ledger.articles.latest(own.id) if own else None)
    if same is not None:
        return Neighbours(same=_known(ledger, same, own, asking)), None
    equal = ledger.articles.by_text(asking.text_digest)
    if equal is not None:
        return Neighbours(equal_text=equal.id), None
    moved_from = _moved_from(ledger, asking.queued)
    near = nearest_to(ledger, asking.article, asking.fingerprint)
    is_of_host = near is not None and near.host == asking.queued.host
    row = ledger.articles.latest(near.id) if near and is_of_host else None
    neighbours = Neighbours(
        moved_from=_known(ledger, moved_from, None, asking) if moved_from else None,
        nearest_of_host=_known(ledger, row, None, asking) if row else None,
        days_from_nearest=_days_between(asking.article, near) if near else 0.0,
    )
    return neighbours, near


def nearest_to(ledger: Ledger, article: Article, found: Fingerprint | None) -> Near | None:
    """Of other articles; `article` has its canonical URL decided."""
    if found is None:
        return None
    own = article_id(article.canonical_url)
    return ledger.fingerprints.nearest(found, least=NEAR, but=own, before=article.capture)


def _known(ledger: Ledger, row: ArticleRow, own: ArticleRow | None, asking: Asking) -> KnownArticle:
    other = ledger.fingerprints.of(row.ordinal)
    is_own = own is not None and own.id == row.id
    return KnownArticle(
        id=row.id,
        version=row.version,
        canonical_url=row.canonical_url,
        latest=KnownVersion(title=row.title, text_digest=row.text_digest),
        own=KnownVersion(title=own.title, text_digest=own.text_digest) if own and is_own else None,
        is_its_own=asking.article.canonical_url == canonical_url(asking.article.url),
        resemblance=resemblance(asking.fingerprint, other) if asking.fingerprint and other else 0.0,
        age=_age(asking.article, row),
    )


def _moved_from(ledger: Ledger, queued: Queued) -> ArticleRow | None:
    """The article of the URL that was redirected here: one that only links here is a step away."""
    if queued.via is None:
        return None
    via = ledger.urls.by_key(url_key(canonical_url(queued.via)))
    if via is None or via.hops != queued.hops:
        return None
    row = ledger.articles.of_url(via.seq)
    return ledger.articles.latest(row.id) if row else None


def _age(article: Article, row: ArticleRow) -> timedelta:
    fetched_at = article.fetched_at or datetime.now(UTC)
    return fetched_at - datetime.fromisoformat(row.fetched_at)


def _days_between(article: Article, near: Near) -> float:
    """Between their publications; where a page states none, between the captures."""
    if article.published is None or near.published is None:
        fetched_at = article.fetched_at or datetime.now(UTC)
        return abs(fetched_at - datetime.fromisoformat(near.fetched_at)) / timedelta(days=1)
    return abs((_day(article.published) - _day(moment(near.published))).days)


def _day(when: datetime | date) -> date:
    return when.astimezone(UTC).date() if isinstance(when, datetime) else when
