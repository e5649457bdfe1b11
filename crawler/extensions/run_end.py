"""What a run leaves when it ends: its files, its row in the ledger, the history of its seeds."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler import stats_keys as keys
from crawler.exit_codes import exit_code, outcome_of
from crawler.extensions.run_files import write_run_files
from crawler.ledger import RunRow
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
    rules = rule_figures(stats)
    for site in rotten_rules(rules):
        logger.warning("the rule of %s fits none of its pages any more", site)
    write_run_files(ledger, run.archive, row, rules)
    # Of what was put off: nothing can take its place any more before the next run decides.
    ledger.articles.drop_claims()
    ledger.runs.end_as(row)
    ledger.commit()
