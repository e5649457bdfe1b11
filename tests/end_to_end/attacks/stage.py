"""A crawl of hostile pages beside good articles, and what it took at most."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.download.wire_server import Answer, WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.attacks import content, wire
from tests.end_to_end.attacks.attack import MAXSIZE, TIMEOUT_S, Attack, page
from tests.end_to_end.command import WORKERS, seed_list, start
from tests.end_to_end.misbehaviour import NEW, feed, reply
from tests.extraction.pages import meta
from tests.resident_memory import watched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SETTINGS = {
    **WORKERS,
    "DOWNLOAD_MAXSIZE": MAXSIZE,
    "SITEMAP_MAX_BYTES": MAXSIZE,
    "IMAGE_MAX_BYTES": MAXSIZE,
    "DOWNLOAD_TIMEOUT": TIMEOUT_S,
    "RETRY_TIMES": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
}
GOOD = {f"/good-{number}": page(f"good-{number}") for number in range(10)}
LIMIT_S = 120
# The first 500 KiB say what counts; the rest would take minutes to read.
ROBOTS = b"User-agent: *\nDisallow: /private\n" + b"Disallow: /x*y*z\n" * 600_000


@dataclass(frozen=True)
class Staged:
    """`peak_mb` is the resident memory of the crawl's processes together, workers and all."""

    archive: Archive
    paper: WireServer
    other: WireServer
    exit_code: int
    stderr: str
    peak_mb: float
    seconds: float


def every_attack() -> list[Attack]:
    return [*wire.attacks(), *content.attacks()]


@contextmanager
def staged(attacks: Sequence[Attack], folder: Path) -> Iterator[Staged]:
    with WireServer({}) as paper, WireServer({}) as other:
        other.answers = {
            "/robots.txt": [reply(ROBOTS, media_type="text/plain")],
            # A picture of the other host, which is not told where it is shown.
            "/open": [page("open", meta("og:image", paper.url("/foreign.png")))],
            "/private": [page("private")],
        }
        paper.answers = _answers(attacks, paper, other)
        seeds = seed_list(folder, "\n".join(_seeds(attacks, paper)))
        archive = Archive(folder / "archive")
        started = time.monotonic()
        run = start(archive, seeds, **SETTINGS)
        try:
            with watched(run.pid) as peaks:
                _, stderr = run.communicate(timeout=LIMIT_S)
        finally:
            run.kill()
        seconds = time.monotonic() - started
        yield Staged(archive, paper, other, run.returncode, stderr, max(peaks), seconds)


def _answers(
    attacks: Sequence[Attack], paper: WireServer, other: WireServer
) -> dict[str, Sequence[Answer]]:
    listed = [path for attack in attacks for path in attack.listed]
    named = [path if ":" in path else paper.url(path) for path in listed]
    rss = feed([*named, *map(paper.url, GOOD), other.url("/open"), other.url("/private")])
    answers = {path: each for attack in attacks for path, each in attack.answers.items()}
    own = f"127.0.0.1:{paper.port}".encode()
    placed = {
        path: [_with_own_host(answer, own) for answer in each] if "password" in path else each
        for path, each in answers.items()
    }
    good = {path: [answer] for path, answer in GOOD.items()}
    return {**placed, **good, "/feed.xml": [reply(rss, media_type="application/rss+xml")]}


def _with_own_host(answer: Answer, own: bytes) -> Answer:
    """Without its length, which changes: the connection's end is its end."""
    parts = [
        part.replace(b"OWN", own).replace(b"Content-Length:", b"X-Was:") for part in answer.parts
    ]
    return replace(answer, parts=parts)


def _seeds(attacks: Sequence[Attack], paper: WireServer) -> Iterator[str]:
    yield f"{paper.url('/feed.xml')}\tkind=feed"
    for attack in attacks:
        yield from map(paper.url, attack.seeds)


def expected_outcomes(attacks: Sequence[Attack]) -> dict[str, str]:
    stated = {path: each for attack in attacks for path, each in attack.outcomes.items()}
    return {**stated, **dict.fromkeys(GOOD, NEW)}
