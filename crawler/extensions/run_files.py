"""A run's own files, made from the ledger when it ends: whole, in the order of the decisions.

The same for a run that was killed; the next one makes them, so that whoever follows the archive
run by run misses nothing.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.durable import write_whole
from crawler.formats import jsonl, record
from crawler.inquiries.run_page import run_page
from crawler.inquiries.seeds import health_in_list
from crawler.paths import run_folder
from crawler.report import OwnFigures, RunFigures, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from crawler.ledger import Ledger, RunRow

logger = logging.getLogger(__name__)

KILLED = "killed"


def write_run_files(
    ledger: Ledger, archive: Path, run: RunRow, own: OwnFigures | None = None
) -> None:
    """articles.jsonl, duplicates.jsonl, report.html, report.json, and then runs/latest.json.

    Raises OSError.
    """
    folder = archive / run_folder(run.name)
    folder.mkdir(parents=True, exist_ok=True)
    articles = write_whole(folder / "articles.jsonl", _article_lines(ledger, archive, run.id))
    duplicates = write_whole(folder / "duplicates.jsonl", _duplicate_lines(ledger, run.id))
    visits = ledger.seeds.of_run(run.id)
    figures = RunFigures(
        run_id=run.name,
        started=run.started_at,
        ended=run.ended_at or run.started_at,
        finish_reason=run.finish_reason or KILLED,
        exit_code=run.exit_code,
        articles=articles,
        duplicates=duplicates,
        decisions=ledger.tallies.by_reason(run.id),
        decisions_of=partial(ledger.tallies.of_seed, run.id),
        seeds=visits,
        health_of=lambda visit: health_in_list(ledger, visit, len(visits)),
        states=ledger.urls.counts_by_state(),
        own=own or OwnFigures(),
    )
    content = report(figures)
    write_whole(folder / "report.html", [run_page(ledger, run, content).encode()])
    write_whole(folder / "report.json", [_pretty(content)])
    write_whole(archive / "runs" / "latest.json", [_pretty({"run": run.name})])


def end_run(ledger: Ledger, archive: Path, run: RunRow, own: OwnFigures | None = None) -> None:
    """Its files, its place in the history of its seeds, and its end."""
    ledger.tallies.write()
    if not run.is_offline:
        ledger.seed_days.add_run(run.id, run.started_at.date())
    write_run_files(ledger, archive, run, own)
    ledger.runs.end_as(run)


def finish_killed_runs(ledger: Ledger, archive: Path, *, now: datetime) -> None:
    for run in ledger.runs.unfinished():
        ended = replace(run, ended_at=now, finish_reason=KILLED)
        end_run(ledger, archive, ended)


def _article_lines(ledger: Ledger, archive: Path, run: int) -> Iterator[bytes]:
    for row in ledger.articles.of_run(run):
        path = (archive / row.path).with_suffix(".json")
        try:
            yield jsonl.line_of(path.read_text(encoding="utf-8")).encode()
        except (FileNotFoundError, UnicodeDecodeError, record.RecordError) as error:
            # Somebody took or changed it; that must not stop every run from now on.
            logger.warning("%s is not in the list of its run: %s", path, error)


def _duplicate_lines(ledger: Ledger, run: int) -> Iterator[bytes]:
    for row in ledger.urls.copies_of_run(run):
        copy = {
            "url": row.url,
            "of": row.of,
            "reason": str(row.reason),
            "seed": row.seed,
            "fetched_at": row.fetched_at,
        }
        yield (json.dumps(copy, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _pretty(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
