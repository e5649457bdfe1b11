"""Images by URL and by bytes; runs by number; what each seed gave."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler.article import CaptureRef, Image
from crawler.ledger import Ledger, LedgerError, Outcome, Reason, SeedVisit, State

KEPT = Image(
    url="https://i.example/1.jpg",
    path="images/67/67ae.jpg",
    sha256="67ae" * 16,
    type="image/jpeg",
    width=640,
    height=480,
)
KEPT_OUTCOME = Outcome(state=State.ARCHIVED, reason=Reason.NEW_IMAGE, status=200)


def test_an_image_is_known_by_its_url_and_by_its_bytes(
    ledger: Ledger, now: datetime, capture: CaptureRef
) -> None:
    kept = Outcome(state=State.ARCHIVED, reason=Reason.NEW_IMAGE, status=200, capture=capture)
    ledger.images.remember(KEPT, kept, now=now)
    row = ledger.images.by_url(KEPT.url)
    assert row is not None
    assert row == ledger.images.by_sha256("67ae" * 16)
    assert (row.state, row.reason, row.capture) == (State.ARCHIVED, Reason.NEW_IMAGE, capture)
    assert ledger.images.by_url("https://i.example/2.jpg") is None
    assert ledger.images.by_sha256("00" * 32) is None


def test_an_image_that_is_seen_again_takes_what_the_archive_has(
    ledger: Ledger, now: datetime
) -> None:
    ledger.images.remember(KEPT, KEPT_OUTCOME, now=now)
    row = ledger.images.by_url(KEPT.url)
    assert row is not None
    seen = row.seen_in(Image(url=KEPT.url, alt="A ferry"))
    assert (seen.alt, seen.path, seen.width) == ("A ferry", KEPT.path, 640)


def test_an_image_that_failed_is_due_again_and_its_attempts_are_counted(
    ledger: Ledger, now: datetime
) -> None:
    due = now + timedelta(hours=1)
    failed = Outcome(state=State.FAILED, reason=Reason.TIMEOUT, due_at=due)
    lost = Image(url=KEPT.url)
    for attempts in (1, 2):
        ledger.images.remember(lost, failed, now=now)
        row = ledger.images.by_url(KEPT.url)
        assert row is not None
        assert row.attempts == attempts
        assert (row.is_due(now), row.is_due(due)) == (False, True)
    ledger.images.remember(KEPT, KEPT_OUTCOME, now=now)
    row = ledger.images.by_url(KEPT.url)
    assert row is not None
    assert (row.attempts, row.path, row.is_due(due)) == (0, KEPT.path, False)


def test_runs_are_numbered_upwards_whatever_the_clock_says(ledger: Ledger, now: datetime) -> None:
    first = ledger.runs.begin("20261123T180400Z", now=now)
    second = ledger.runs.begin("20251123T180400Z", now=now - timedelta(days=365))
    assert second > first


def test_a_run_that_was_killed_is_unfinished(ledger: Ledger, now: datetime) -> None:
    killed = ledger.runs.begin("20261123T180400Z", now=now)
    ended = ledger.runs.begin("20261123T190400Z", now=now)
    ledger.runs.end(ended, now=now, exit_code=3, finish_reason="finished")
    assert [run.id for run in ledger.runs.unfinished()] == [killed]
    [latest] = ledger.runs.latest(1)
    assert (latest.id, latest.exit_code, latest.finish_reason) == (ended, 3, "finished")


def test_two_runs_of_one_name_are_refused(ledger: Ledger, now: datetime) -> None:
    ledger.runs.begin("20261123T180400Z", now=now)
    with pytest.raises(LedgerError, match="UNIQUE"):
        ledger.runs.begin("20261123T180400Z", now=now)


def test_what_a_seed_gave_is_kept_by_run(ledger: Ledger, now: datetime) -> None:
    visits = [
        SeedVisit(
            run=run,
            seed="https://a.example/feed",
            kind="feed",
            state=State.NOT_ARTICLE,
            reason=Reason.FEED,
            status=200,
            found=20,
            accepted=run,
            visited_at=now,
        )
        for run in (1, 2, 3)
    ]
    for visit in visits:
        ledger.seeds.note(visit)
    assert ledger.seeds.of_run(2) == [visits[1]]
    assert ledger.seeds.history("https://a.example/feed", 2) == [visits[2], visits[1]]


def test_a_later_note_of_a_seed_takes_the_place_of_the_first(ledger: Ledger, now: datetime) -> None:
    failed = SeedVisit(
        run=1, seed="https://a.example/", state=State.FAILED, reason=Reason.DNS, visited_at=now
    )
    read = SeedVisit(
        run=1,
        seed="https://a.example/",
        state=State.NOT_ARTICLE,
        reason=Reason.LISTING,
        visited_at=now,
    )
    ledger.seeds.note(failed)
    ledger.seeds.note(read)
    assert ledger.seeds.of_run(1) == [read]
