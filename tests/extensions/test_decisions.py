"""Every decision goes into the ledger and into the run's figures, alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scrapy.utils.test import get_crawler

from crawler.extensions.decisions import Bounds, Decisions
from crawler.ledger import Found, Ledger, Queued, Reason, State, url_key
from crawler.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scrapy.statscollectors import StatsCollector

RUN = 7
SEED = "https://a.example/"
ARTICLE = "https://a.example/1"
GONE = Verdict(State.GONE, Reason.HTTP_404)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def stats() -> StatsCollector:
    collector = get_crawler().stats
    assert collector is not None
    return collector


def deciding(ledger: Ledger, stats: StatsCollector, run: int) -> Decisions:
    return Decisions(ledger, stats, run, Bounds(revisit_max_age_days=365))


@pytest.fixture
def decisions(ledger: Ledger, stats: StatsCollector) -> Decisions:
    return deciding(ledger, stats, RUN)


def found(url: str, *, hops: int, role: str = "article") -> Found:
    via = SEED if hops else None
    return Found(
        url=url, key=url_key(url), host="a.example", role=role, seed=SEED, via=via, hops=hops
    )


def seed(url: str = SEED) -> Found:
    return Found(url=url, key=url_key(url), host="a.example", role="page", seed=url)


def handed_out(ledger: Ledger, url: str) -> Queued:
    return next(q for q in ledger.queue.waiting("a.example", 100) if q.url == url)


def test_what_is_accepted_waits_and_is_counted(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    assert decisions.accept([found(ARTICLE, hops=1), found(ARTICLE, hops=1)]) == 1
    assert (ledger.queue.count(), stats.get_value("frontier/queued")) == (1, 1)


def test_what_is_refused_is_known_with_its_reason(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    decisions.refuse([(found(ARTICLE, hops=1), Reason.AGE), (found(ARTICLE, hops=1), Reason.SCOPE)])
    row = ledger.urls.by_key(url_key(ARTICLE))
    assert row is not None
    assert (row.state, row.reason) == (State.REFUSED, Reason.AGE)
    counted = {k: v for k, v in stats.get_stats().items() if k.startswith("ledger/")}
    assert counted == {"ledger/refused/age": 1}


def test_a_decision_is_the_same_in_ledger_tallies_and_stats(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    decisions.accept([found(ARTICLE, hops=1)])
    decisions.settle(handed_out(ledger, ARTICLE), GONE, None)
    row = ledger.urls.by_key(url_key(ARTICLE))
    assert row is not None
    assert (row.state, row.reason, row.visited_run) == (State.GONE, Reason.HTTP_404, RUN)
    assert ledger.tallies.by_reason(RUN)[State.GONE, Reason.HTTP_404] == 1
    assert stats.get_value("ledger/gone/http-404") == 1
    assert stats.get_value("frontier/queued") == 0


@pytest.mark.parametrize(
    ("verdict", "is_due"),
    [
        (Verdict(State.FAILED, Reason.TIMEOUT), True),
        (Verdict(State.WALL, Reason.HTTP_403), True),
        (Verdict(State.FAILED, Reason.REDIRECT_LOOP), False),
        (GONE, False),
    ],
    ids=str,
)
def test_what_may_come_right_is_due_again(
    ledger: Ledger, decisions: Decisions, verdict: Verdict, *, is_due: bool
) -> None:
    decisions.accept([found(ARTICLE, hops=1)])
    decisions.settle(handed_out(ledger, ARTICLE), verdict, None)
    row = ledger.urls.by_key(url_key(ARTICLE))
    assert row is not None
    assert is_due is (row.due_at is not None)


@pytest.mark.parametrize(
    ("verdict", "figure"),
    [
        (Verdict(State.DUPLICATE, Reason.EQUAL_TEXT, of="x"), "articles/duplicate"),
        (Verdict(State.UNCHANGED, Reason.EQUAL_TEXT), "articles/unchanged"),
        (Verdict(State.FAILED, Reason.DNS), "pages/failed"),
        (Verdict(State.DUPLICATE, Reason.REDIRECT, of="x"), None),
        (Verdict(State.DUPLICATE, Reason.AMP, of="x"), None),
    ],
    ids=str,
)
def test_figures_count_articles_and_not_the_ways_to_them(
    ledger: Ledger,
    decisions: Decisions,
    stats: StatsCollector,
    verdict: Verdict,
    figure: str | None,
) -> None:
    decisions.accept([found(ARTICLE, hops=1)])
    decisions.settle(handed_out(ledger, ARTICLE), verdict, None)
    figures = ("articles/duplicate", "articles/unchanged", "pages/failed")
    assert {figure} - {None} == {name for name in figures if stats.get_value(name)}


def seeds(stats: StatsCollector) -> tuple[int, int, int]:
    total, read, unreadable = (
        stats.get_value(f"seeds/{name}", 0) for name in ("total", "read", "unreadable")
    )
    return total, read, unreadable


def test_a_seed_that_was_read_counts_as_read(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    decisions.accept_seeds([seed()])
    assert seeds(stats) == (1, 0, 0)
    decisions.settle(handed_out(ledger, SEED), Verdict(State.NOT_ARTICLE, Reason.LISTING), None)
    assert seeds(stats) == (1, 1, 0)
    (visit,) = ledger.seeds.of_run(RUN)
    assert (visit.seed, visit.kind, visit.state) == (SEED, "listing", State.NOT_ARTICLE)


def test_a_seed_that_was_not_read_is_named_with_the_reason(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    decisions.accept_seeds([seed()])
    decisions.settle(handed_out(ledger, SEED), Verdict(State.FAILED, Reason.CONNECTION), None)
    assert seeds(stats) == (1, 0, 1)
    assert stats.get_value("seeds/unreadable/first") == [(SEED, "failed (connection)")]


def test_of_many_dead_seeds_the_first_few_are_named(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    urls = [f"{SEED}{number}" for number in range(9)]
    decisions.accept_seeds(map(seed, urls))
    for url in urls:
        decisions.settle(handed_out(ledger, url), GONE, None)
    assert seeds(stats) == (9, 0, 9)
    assert urls[:3] == [url for url, _ in stats.get_value("seeds/unreadable/first")]


def test_a_seed_that_leads_elsewhere_is_counted_where_it_ends(
    ledger: Ledger, decisions: Decisions, stats: StatsCollector
) -> None:
    decisions.accept_seeds([seed()])
    target = f"{SEED}new"
    decisions.accept([found(target, hops=0, role="page")])
    moved = Verdict(State.DUPLICATE, Reason.REDIRECT, of=target, goes_on=True)
    decisions.settle(handed_out(ledger, SEED), moved, None)
    assert seeds(stats) == (1, 0, 0)
    decisions.settle(handed_out(ledger, target), Verdict(State.NOT_ARTICLE, Reason.FEED), None)
    assert seeds(stats) == (1, 1, 0)
    assert [visit.seed for visit in ledger.seeds.of_run(RUN)] == [SEED]


def test_another_spelling_of_a_seed_is_no_seed_of_its_own(
    decisions: Decisions, stats: StatsCollector
) -> None:
    twin = Found(
        url=f"{SEED}?utm_source=x", key=url_key(SEED), host="a.example", role="page", seed=SEED
    )
    decisions.accept_seeds([seed(), twin])
    assert seeds(stats) == (1, 0, 0)


def test_an_archived_article_as_a_seed_counts_as_read_without_a_visit(
    ledger: Ledger, stats: StatsCollector
) -> None:
    earlier = deciding(ledger, stats, RUN - 1)
    earlier.accept([found(ARTICLE, hops=1)])
    archived = Verdict(State.ARCHIVED, Reason.NEW_ARTICLE, article="x" * 16)
    earlier.settle(handed_out(ledger, ARTICLE), archived, None)
    deciding(ledger, stats, RUN).accept_seeds([seed(ARTICLE)])
    assert seeds(stats) == (1, 1, 0)
    assert ledger.queue.count() == 0
