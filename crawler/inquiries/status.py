"""What an archive holds and how its last runs went, from the ledger alone, as an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.inquiries.seeds import health_fields, health_in_list, health_of
from crawler.ledger import Reason, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crawler.ledger import Ledger, RunRow, SeedVisit

_RUNS = 10
_SEED_RUNS = 20
_ARTICLES = frozenset({Reason.NEW_ARTICLE, Reason.NEW_VERSION})


def status(ledger: Ledger, *, now: datetime, seed: str | None = None) -> dict[str, Any]:
    """`seed` restricts it to the history of one."""
    if seed is not None:
        visits = ledger.seeds.history(seed, _SEED_RUNS)
        health = health_fields(health_of(ledger, visits[0])) if visits else None
        return {
            "known": bool(visits),
            "seed": seed,
            "health": health,
            "visits": [_visit(ledger, visit) for visit in visits],
        }
    runs = ledger.runs.latest(_RUNS)
    states = ledger.urls.counts_by_state()
    last = next((run for run in runs if run.ended_at is not None and not run.is_offline), None)
    visits = ledger.seeds.of_run(last.id) if last else []
    return {
        "urls": {str(state): states.get(state, 0) for state in State},
        "articles": ledger.articles.count(),
        "images": ledger.images.count(),
        "due_now": ledger.queue.count_due(now),
        "runs": [_run(ledger, run) for run in runs],
        "seeds": [
            _visit(ledger, visit) | {"health": health_in_list(ledger, visit, len(visits))}
            for visit in visits
        ],
    }


def _run(ledger: Ledger, run: RunRow) -> dict[str, Any]:
    decisions = ledger.tallies.by_reason(run.id)
    seconds = (run.ended_at - run.started_at).total_seconds() if run.ended_at else None
    return {
        "run": run.name,
        "is_offline": run.is_offline,
        "started": run.started_at.isoformat(),
        "seconds": seconds,
        "exit_code": run.exit_code,
        "finish_reason": run.finish_reason or "going on, or killed",
        "articles": _articles(decisions),
        "failed": sum(count for (state, _), count in decisions.items() if state is State.FAILED),
    }


def _visit(ledger: Ledger, visit: SeedVisit) -> dict[str, Any]:
    return {
        "seed": visit.seed,
        "kind": visit.kind,
        "visited": visit.visited_at.isoformat(),
        "state": str(visit.state),
        "reason": str(visit.reason),
        "status": visit.status,
        "articles": _articles(ledger.tallies.of_seed(visit.run, visit.seed)),
    }


def _articles(decisions: Mapping[tuple[State, Reason], int]) -> int:
    return sum(
        count
        for (state, reason), count in decisions.items()
        if state is State.ARCHIVED and reason in _ARTICLES
    )
