"""What the page of a run shows beside its report, from the ledger."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from crawler.ledger import Reason, State
from crawler.report_page import ListedArticle, PastRun, SeedPast, page
from crawler.report_page.page import MOST_ARTICLES
from crawler.seed_health import USUAL_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawler.ledger import Ledger, RunRow

_RUNS = 60
_ARTICLES = frozenset({Reason.NEW_ARTICLE, Reason.NEW_VERSION})


def run_page(ledger: Ledger, run: RunRow, report: Mapping[str, Any]) -> str:
    """The HTML of runs/RUN/report.html."""
    day = run.started_at.date()

    def past_of(seed: str) -> SeedPast:
        days = ledger.seed_days.latest(seed, USUAL_DAYS, until=day)
        return [(day.day.isoformat(), day.articles) for day in days]

    past = [_past(ledger, row) for row in ledger.runs.latest(_RUNS) if not row.is_offline]
    return page(report, runs=past, articles=_articles(ledger, run), past_of=past_of)


def _articles(ledger: Ledger, run: RunRow) -> Iterator[ListedArticle]:
    for row in islice(ledger.articles.of_run(run.id), MOST_ARTICLES):
        yield ListedArticle(row.title, row.canonical_url, row.path, row.published)


def _past(ledger: Ledger, run: RunRow) -> PastRun:
    decisions = ledger.tallies.by_reason(run.id)
    articles = sum(
        count
        for (state, reason), count in decisions.items()
        if state is State.ARCHIVED and reason in _ARTICLES
    )
    failed = sum(count for (state, _), count in decisions.items() if state is State.FAILED)
    return PastRun(run.name, articles, failed)
