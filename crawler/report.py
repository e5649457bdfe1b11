"""The run's report: figures in, the content of report.json out.

Its presence says that the run is whole, so it is written last. docs/output.md explains each field.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from crawler.host_figures import HostFigures
    from crawler.ledger import Reason, SeedVisit, State

# Raised when a reader of version 1 would be misled; new fields do not count.
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """What only the run itself knows; of one that was killed nobody does."""

    site_rules: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    hosts: Iterable[HostFigures] = ()
    notices: Iterable[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFigures:
    """A run that was killed has no `exit_code`; `ended` is when that was found out. `health_of`
    gives the fields of a seed's health; None where there are too many seeds for that.
    """

    run_id: str
    started: datetime
    ended: datetime
    finish_reason: str
    exit_code: int | None
    articles: int
    duplicates: int
    decisions: Mapping[tuple[State, Reason], int]
    decisions_of: Callable[[str], Mapping[tuple[State, Reason], int]]
    seeds: Iterable[SeedVisit]
    health_of: Callable[[SeedVisit], Mapping[str, Any] | None]
    states: Mapping[State, int]
    own: OwnFigures


def report(figures: RunFigures) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "run": figures.run_id,
        "started": figures.started.isoformat(),
        "ended": figures.ended.isoformat(),
        "seconds": round((figures.ended - figures.started).total_seconds(), 3),
        "finish_reason": figures.finish_reason,
        "exit_code": figures.exit_code,
        "articles": figures.articles,
        "duplicates": figures.duplicates,
        "decisions": _nested(figures.decisions),
        "seeds": [_seed(visit, figures) for visit in figures.seeds],
        "hosts": [_host(host) for host in figures.own.hosts],
        "notices": list(figures.own.notices),
        "site_rules": {site: dict(counts) for site, counts in figures.own.site_rules.items()},
        "ledger": {str(state): count for state, count in sorted(figures.states.items())},
    }


def _seed(visit: SeedVisit, figures: RunFigures) -> dict[str, Any]:
    return {
        "url": visit.seed,
        "kind": visit.kind,
        "state": str(visit.state),
        "reason": str(visit.reason),
        "status": visit.status,
        "visited": visit.visited_at.isoformat(),
        "decisions": _nested(figures.decisions_of(visit.seed)),
        "health": figures.health_of(visit),
    }


def _host(figures: HostFigures) -> dict[str, Any]:
    return asdict(figures) | {"seconds": round(figures.seconds, 3)}


def _nested(decisions: Mapping[tuple[State, Reason], int]) -> dict[str, dict[str, int]]:
    """State, then reason, then how many."""
    nested: dict[str, dict[str, int]] = {}
    for (state, reason), count in sorted(decisions.items()):
        nested.setdefault(str(state), {})[str(reason)] = count
    return nested
