"""Each seed's history by day, and old runs that the ledger forgets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.ledger import Ledger, Outcome, Reason, SeedDay, SeedVisit, State
from crawler.ledger.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.ledger import Found

SEED = "https://a.example/"
TODAY = date(2026, 11, 23)


def visit(run: int, now: datetime, state: State = State.UNCHANGED) -> SeedVisit:
    reason = Reason.NOT_MODIFIED if state is State.UNCHANGED else Reason.DNS
    return SeedVisit(run=run, seed=SEED, state=state, reason=reason, visited_at=now)


def archive(ledger: Ledger, found: Found, characters: int, now: datetime, run: int) -> None:
    ledger.urls.accept(found, now=now, run=run)
    row = ledger.urls.by_key(found.key)
    assert row is not None
    archived = Outcome(
        state=State.ARCHIVED, reason=Reason.NEW_ARTICLE, characters=characters, article="a" * 16
    )
    ledger.urls.settle(row.seq, archived, now=now, run=run)


def test_a_run_adds_its_visits_and_articles_to_the_day(
    ledger: Ledger, found: Callable[..., Found], now: datetime
) -> None:
    archive(ledger, found("https://a.example/1"), 1200, now, run=1)
    archive(ledger, found("https://a.example/2"), 800, now, run=1)
    archive(ledger, found("https://a.example/3"), 500, now, run=2)
    ledger.seeds.note(visit(1, now))
    ledger.seeds.note(visit(2, now, State.FAILED))
    ledger.commit()
    for run in (1, 2):
        ledger.seed_days.add_run(run, TODAY)
    (day,) = ledger.seed_days.latest(SEED, 9, until=TODAY)
    assert day == SeedDay(day=TODAY, visits=2, reads=1, articles=3, characters=2500)


def test_the_latest_days_come_first_and_end_with_the_day_asked_for(
    ledger: Ledger, now: datetime
) -> None:
    for run in range(1, 6):
        ledger.seeds.note(visit(run, now))
        ledger.seed_days.add_run(run, TODAY + timedelta(days=run))
    asked = ledger.seed_days.latest(SEED, 2, until=TODAY + timedelta(days=4))
    assert [day.day.day for day in asked] == [27, 26]


def test_the_last_day_that_was_read_or_gave_an_article_is_known(
    ledger: Ledger, found: Callable[..., Found], now: datetime
) -> None:
    assert ledger.seed_days.last_read(SEED) is None
    archive(ledger, found("https://a.example/1"), 1200, now, run=1)
    for run, state in ((1, State.UNCHANGED), (2, State.UNCHANGED), (3, State.FAILED)):
        ledger.seeds.note(visit(run, now, state))
        ledger.commit()
        ledger.seed_days.add_run(run, TODAY + timedelta(days=run))
    assert ledger.seed_days.last_with_articles(SEED) == TODAY + timedelta(days=1)
    assert ledger.seed_days.last_read(SEED) == TODAY + timedelta(days=2)


def test_an_old_run_is_forgotten_but_for_its_row_and_its_day(ledger: Ledger, now: datetime) -> None:
    for days, name in ((100, "old"), (1, "new")):
        started = now - timedelta(days=days)
        run = ledger.runs.begin(name, now=started)
        ledger.seeds.note(visit(run, started))
        ledger.tallies.add(run, SEED, State.UNCHANGED, Reason.NOT_MODIFIED)
        ledger.commit()
        ledger.seed_days.add_run(run, started.date())
        ledger.runs.end(run, now=started, exit_code=0, finish_reason="finished")
    assert ledger.runs.forget_folders_before(now - timedelta(days=90)) == 1
    assert ledger.runs.forget_folders_before(now - timedelta(days=90)) == 0
    assert [row.name for row in ledger.runs.latest(9)] == ["new", "old"]
    assert (ledger.seeds.of_run(1), ledger.tallies.by_reason(1)) == ([], {})
    assert len(ledger.seeds.of_run(2)) == len(ledger.tallies.by_reason(2)) == 1
    assert len(ledger.seed_days.latest(SEED, 9, until=TODAY)) == 2


def test_a_run_that_has_no_end_is_not_forgotten(ledger: Ledger, now: datetime) -> None:
    ledger.runs.begin("killed", now=now - timedelta(days=100))
    assert ledger.runs.forget_folders_before(now) == 0


def test_a_ledger_of_before_gets_its_days_from_its_visits(path: Path, now: datetime) -> None:
    second = int(now.timestamp())
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("".join(f"{statements};" for statements in MIGRATIONS[:5]))
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA user_version = 5")
        for run, state in ((1, "unchanged"), (2, "failed")):
            raw.execute(
                "INSERT INTO runs (id, name, started_at, ended_at) VALUES (?, ?, ?, ?)",
                (run, f"run-{run}", second, second),
            )
            raw.execute(
                "INSERT INTO seed_visits VALUES (?, ?, 'feed', ?, 'dns', 200, 0, 0, ?)",
                (run, SEED, state, second),
            )
        raw.execute("INSERT INTO tallies VALUES (1, ?, 'archived', 'new-article', 7)", (SEED,))
        raw.commit()
    with Ledger.open(path) as ledger:
        (day,) = ledger.seed_days.latest(SEED, 9, until=TODAY)
    assert day == SeedDay(day=TODAY, visits=2, reads=1, articles=7, characters=0)
