"""What a run leaves when it ends: its files, its row in the ledger, the history of its seeds."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler import stats_keys as keys
from crawler.exit_codes import exit_code, outcome_of
from crawler.extensions.run_files import end_run
from crawler.ledger import RunRow
from crawler.notices import notices
from crawler.report import OwnFigures
from crawler.rule_health import rotten_rules, rule_figures

if TYPE_CHECKING:
    from crawler.extensions.run import Run

logger = logging.getLogger(__name__)


def write_end(run: Run, reason: str) -> None:
    """`reason` is Scrapy's. Raises LedgerError or OSError: then the next run makes the files."""
    stats = run.crawler.stats.get_stats() | {keys.FINISH_REASON: reason}
    row = RunRow(
        id=run.number,
        name=run.id,
        started_at=run.started,
        ended_at=datetime.now(UTC),
        exit_code=exit_code(outcome_of(stats)),
        finish_reason=reason,
        is_offline=run.is_offline,
    )
    ledger = run.ledger
    ledger.captured_urls.recall_copies_of_claims()
    end_run(ledger, run.archive, row, _own_figures(run, stats))
    # Of what was put off: nothing can take its place any more before the next run decides.
    ledger.articles.drop_claims()
    ledger.commit()


def _own_figures(run: Run, stats: dict[str, Any]) -> OwnFigures:
    """And its notices, into the log and the stats."""
    rules = rule_figures(stats)
    noticed = tuple(
        notices(
            run.settings.get("USER_AGENT") or "",
            is_loopback=run.is_offline or run.settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
            rotten_rules=rotten_rules(rules),
            spent_hosts=run.frontier.spent_hosts(),
        )
    )
    for notice in noticed:
        logger.warning(notice)
    run.stats.set_value(keys.RUN_NOTICES, noticed)
    return OwnFigures(site_rules=rules, hosts=run.hosts.busiest_first(), notices=noticed)
