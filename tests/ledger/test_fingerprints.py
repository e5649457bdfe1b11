"""Resembling texts found by their fingerprints, and forgotten with the claims that had them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.article import Article, CaptureRef, NearDuplicate
from crawler.duplicates.fingerprint import Fingerprint, fingerprint
from crawler.paths import article_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.ledger import Ledger, Near

WORDS = [f"word{n:03}".translate(str.maketrans("0123456789", "abcdefghij")) for n in range(500)]
OWN = "presskeep-2026112318040{}123-00000-host-1.warc.gz"


def text(seed: int, paragraphs: int = 8) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=50)) for _ in range(paragraphs)]


def mixed(kept: int, seed: int = 1) -> list[str]:
    """The first text, but for all after the `kept` paragraphs."""
    return [*text(1)[:kept], *text(seed + 1000)[kept:]]


def capture(number: int, warc: str = OWN) -> CaptureRef:
    return CaptureRef(
        warc=warc.format(number), offset=number, length=1, record_id="urn:x", payload_digest=None
    )


def article(url: str, paragraphs: Sequence[str], now: datetime, number: int = 1) -> Article:
    return Article(
        url=url,
        canonical_url=url,
        title="Headline",
        paragraphs=tuple(paragraphs),
        id=article_id(url),
        version=0,
        capture=capture(number),
        fetched_at=now,
    )


def print_of(paragraphs: Sequence[str]) -> Fingerprint:
    found = fingerprint(Article(url="u", canonical_url="u", title="t", paragraphs=(*paragraphs,)))
    assert found is not None
    return found


def claim(
    ledger: Ledger,
    url: str,
    paragraphs: Sequence[str],
    now: datetime,
    number: int = 1,
    *,
    near: NearDuplicate | None = None,
) -> str:
    """The article's id."""
    made = replace(article(url, paragraphs, now, number), near_duplicate=near)
    ledger.articles.claim(
        made, url_seq=number, text_digest=b"d", run=1, fingerprint=print_of(paragraphs)
    )
    assert made.id is not None
    return made.id


def nearest(
    ledger: Ledger,
    paragraphs: Sequence[str],
    *,
    but: str | None = None,
    before: CaptureRef | None = None,
) -> Near | None:
    return ledger.fingerprints.nearest(print_of(paragraphs), least=0.35, but=but, before=before)


def test_the_text_that_resembles_it_most_is_found(ledger: Ledger, now: datetime) -> None:
    for number in range(2, 40):
        claim(ledger, f"https://a.example/{number}", text(number), now, number)
    claim(ledger, "https://a.example/half", mixed(5), now, 40)
    best = claim(ledger, "https://b.example/most", mixed(7), now, 41)
    near = nearest(ledger, text(1))
    assert near is not None
    assert (near.id, near.cluster) == (best, best)
    assert 0.6 < near.resemblance < 0.95


def test_of_equal_ones_the_oldest_is_found(ledger: Ledger, now: datetime) -> None:
    first = claim(ledger, "https://z.example/1", text(1), now, 1)
    for number in range(2, 60):
        claim(ledger, f"https://a.example/{number}", text(1), now, number)
    near = nearest(ledger, text(1))
    assert near is not None
    assert near.id == first


def test_what_resembles_it_too_little_is_not_found(ledger: Ledger, now: datetime) -> None:
    claim(ledger, "https://a.example/1", mixed(2), now)
    assert nearest(ledger, text(1)) is None


def test_an_article_does_not_resemble_its_own_versions(ledger: Ledger, now: datetime) -> None:
    own = claim(ledger, "https://a.example/1", text(1), now)
    assert nearest(ledger, text(1), but=own) is None


def test_the_cluster_is_that_of_the_nearest(ledger: Ledger, now: datetime) -> None:
    near = NearDuplicate("b" * 16, 0.7, "c" * 16)
    claim(ledger, "https://a.example/1", text(1), now, near=near)
    found = nearest(ledger, text(1))
    assert found is not None
    assert found.cluster == "c" * 16


def test_what_was_captured_later_does_not_count(ledger: Ledger, now: datetime) -> None:
    """A killed run's page is decided after it all the same."""
    claim(ledger, "https://a.example/1", text(1), now, 5)
    assert nearest(ledger, text(1), before=capture(4)) is None
    assert nearest(ledger, text(1), before=capture(6)) is not None


def test_the_order_of_other_peoples_captures_says_nothing(ledger: Ledger, now: datetime) -> None:
    claim(ledger, "https://a.example/1", text(1), now, 5)
    assert nearest(ledger, text(1), before=capture(4, "CC-NEWS-2016-{}.warc.gz")) is not None


def test_dropped_claims_are_not_found(ledger: Ledger, now: datetime) -> None:
    claim(ledger, "https://a.example/1", text(1), now)
    ledger.articles.drop_claims()
    assert nearest(ledger, text(1)) is None
    for table in ("fingerprints", "text_bands"):
        assert ledger._connection.row(f"SELECT COUNT(*) FROM {table}") == (0,)  # noqa: S608 - ours


def test_a_claim_that_is_dropped_by_its_url_takes_only_its_own(
    ledger: Ledger, now: datetime
) -> None:
    kept = claim(ledger, "https://a.example/1", text(1), now, 1)
    claim(ledger, "https://a.example/2", text(2), now, 2)
    ledger.articles.drop_claim(2)
    near = nearest(ledger, text(1))
    assert near is not None
    assert near.id == kept
    assert nearest(ledger, text(2)) is None
