"""A newspaper whose few answers a test changes between runs, and the moments of a run."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from tests.download.wire_server import Answer, WireServer
from tests.end_to_end.command import LIMIT_S, start
from tests.end_to_end.misbehaviour import feed, reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.end_to_end.archive import Archive

HANGING = Answer([], "hang")
# An answer needs so long to be read and decided, with room to spare.
SETTLING_S = 1.0


@contextmanager
def newspaper() -> Iterator[WireServer]:
    with WireServer({"/robots.txt": [reply(status="404 None")]}) as paper:
        yield paper


def publish(
    paper: WireServer, pages: Mapping[str, Sequence[Answer]], listed: Sequence[str]
) -> None:
    """The feed names `listed`; answers that a path gave before are forgotten."""
    entries = feed([paper.url(path) for path in listed])
    rss = {"/feed.xml": [reply(entries, media_type="application/rss+xml")]}
    paper.answers = {**paper.answers, **pages, **rss}
    for path in (*pages, "/feed.xml"):
        paper.noted.pop(path, None)


def make_due(archive: Archive) -> None:
    """What failed is asked for again in the next run, not in an hour."""
    with closing(sqlite3.connect(archive.folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE urls SET due_at = 1 WHERE due_at IS NOT NULL")
        ledger.execute("UPDATE images SET due_at = 1 WHERE due_at IS NOT NULL")
        ledger.commit()


def killed_once_asked_for(
    paper: WireServer, path: str, archive: Archive, seeds: str, **settings: object
) -> None:
    """Before its first checkpoint: its captures are all that is left of it."""
    with start(archive, seeds, CHECKPOINT_INTERVAL_S=1000, **settings) as run:
        deadline = time.monotonic() + LIMIT_S
        while not paper.noted.get(path):
            assert run.poll() is None, "the run ended before its moment came"
            assert time.monotonic() < deadline, "the moment never came"
            time.sleep(0.01)
        time.sleep(SETTLING_S)
        run.kill()
        run.communicate(timeout=LIMIT_S)
