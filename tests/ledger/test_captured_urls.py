"""URLs that are decided from their captures: found, dropped, decided again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.article import Article, CaptureRef
from crawler.ledger import Found, Outcome, Reason, State, url_key

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.ledger import Ledger

DIGEST = b"d" * 32


def found(name: str) -> Found:
    url = f"https://a.example/{name}"
    return Found(url=url, key=url_key(url), host="a.example", role="article", hops=1)


def capture(offset: int) -> CaptureRef:
    return CaptureRef(
        warc="a.warc.gz", offset=offset, length=9, record_id=f"urn:{offset}", payload_digest=None
    )


def claimed_and_copied(ledger: Ledger, now: datetime, *, is_offline: bool) -> None:
    """A version that is only claimed, and another URL that was found to be a copy of it."""
    run = ledger.runs.begin("20261123T180400Z", now=now, is_offline=is_offline)
    first, copy = (
        ledger.captured_urls.accept(found(name), now=now, run=run) for name in ("first", "copy")
    )
    article = Article(
        url=found("first").url,
        canonical_url=found("first").url,
        title="A headline",
        paragraphs=("A sentence.",),
        id="67ae491904088e5a",
        version=0,
        capture=capture(0),
        fetched_at=now,
    )
    ledger.articles.claim(article, url_seq=first, text_digest=DIGEST, run=run)
    outcome = Outcome(
        state=State.DUPLICATE,
        reason=Reason.EQUAL_TEXT,
        of=article.id,
        capture=capture(9),
        fetched_at=now,
    )
    ledger.urls.settle(copy, outcome, now=now, run=run)


def test_a_copy_of_what_a_crawl_only_claimed_is_decided_again(
    ledger: Ledger, now: datetime
) -> None:
    claimed_and_copied(ledger, now, is_offline=False)
    assert ledger.captured_urls.recall_copies_of_claims() == 1
    assert [found("copy").url] == [queued.url for queued in ledger.queue.captured()]
    assert ledger.articles.drop_claims() == 1


def test_one_out_of_captures_alone_is_met_there_again_and_never_asked_for(
    ledger: Ledger, now: datetime
) -> None:
    claimed_and_copied(ledger, now, is_offline=True)
    assert ledger.captured_urls.recall_copies_of_claims() == 1
    assert ledger.urls.by_key(found("copy").key) is None
    assert ledger.queue.captured() == []


def test_a_copy_of_what_is_in_place_stays_one(ledger: Ledger, now: datetime) -> None:
    claimed_and_copied(ledger, now, is_offline=False)
    ledger.articles.place("67ae491904088e5a", 0)
    assert ledger.captured_urls.recall_copies_of_claims() == 0


def test_what_was_found_and_not_decided_leaves_the_ledger(ledger: Ledger, now: datetime) -> None:
    run = ledger.runs.begin("20261123T180400Z", now=now, is_offline=True)
    ledger.captured_urls.accept(found("one"), now=now, run=run)
    assert ledger.captured_urls.drop_undecided(run) == 1
    assert ledger.queue.count() == 0


def test_a_known_url_keeps_what_is_known_of_it(ledger: Ledger, now: datetime) -> None:
    run = ledger.runs.begin("20261123T180400Z", now=now)
    ledger.urls.accept(found("one"), now=now, run=run)
    before = ledger.urls.by_key(found("one").key)
    other = replace(found("one"), role="site", seed="https://x.example/", via="https://x.example/")
    seq = ledger.captured_urls.accept(other, now=now, run=run)
    assert before is not None
    assert (before.seq, before) == (seq, ledger.urls.by_key(found("one").key))
