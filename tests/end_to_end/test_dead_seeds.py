"""Seeds that cannot be read: they are named, and the others go on."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import article, feed, reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.archive import Archive


@pytest.fixture
def dead() -> Iterator[str]:
    """Bound and not listening: whoever connects is refused, and nobody else gets the port."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture
def paper() -> Iterator[WireServer]:
    listed = reply(feed(["/a", "/b"]), media_type="application/rss+xml")
    answers = {path: [reply(article(path.strip("/")))] for path in ("/a", "/b")}
    with WireServer({**answers, "/feed.xml": [listed]}) as server:
        yield server


def test_a_dead_seed_is_named_and_the_others_go_on(
    archive: Archive, tmp_path: Path, dead: str, paper: WireServer
) -> None:
    seeds = seed_list(tmp_path, f"{dead}/feed\n{paper.url('/feed.xml')}\n")
    done = crawl(archive, seeds, EXTRACT_WORKERS=0)
    assert done.returncode == 3
    headline, named, log = done.stderr.splitlines()
    assert headline == "presskeep: 1 of 2 seeds could not be read (exit 3)"
    assert named == f"  {dead}/feed: forbidden (robots-unreachable)"
    assert log.startswith("log: ")
    assert {paper.url("/a"), paper.url("/b")} == set(archive.records)
    assert archive.report()["exit_code"] == 3
    assert {f"{dead}/feed": "forbidden", paper.url("/feed.xml"): "not_article"} == {
        seed["url"]: seed["state"] for seed in archive.report()["seeds"]
    }


def test_a_seed_that_answers_with_an_error_is_named(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    done = crawl(
        archive,
        seed_list(tmp_path, f"{paper.url('/gone')}\n{paper.url('/a')}\n"),
        EXTRACT_WORKERS=0,
    )
    assert done.returncode == 3
    assert f"  {paper.url('/gone')}: gone (http-404)" in done.stderr.splitlines()
    assert {paper.url("/a")} == set(archive.records)


def test_a_run_in_which_no_seed_can_be_read_exits_4(
    archive: Archive, tmp_path: Path, dead: str
) -> None:
    done = crawl(archive, seed_list(tmp_path, f"{dead}/feed\n{dead}/page\n"), EXTRACT_WORKERS=0)
    assert done.returncode == 4
    headline, *named, _ = done.stderr.splitlines()
    assert headline == "presskeep: no seed could be read (2 in the list) (exit 4)"
    assert {f"{dead}/feed", f"{dead}/page"} == {line.split(": ")[0].strip() for line in named}
    assert archive.records == {}
    assert archive.report()["exit_code"] == 4


def test_a_seed_that_leads_elsewhere_is_read_there(
    archive: Archive, tmp_path: Path, paper: WireServer
) -> None:
    paper.answers = {**paper.answers, "/old": [reply(b"", "Location: /a", status="302 Found")]}
    done = crawl(archive, seed_list(tmp_path, f"{paper.url('/old')}\n"), EXTRACT_WORKERS=0)
    assert (done.returncode, done.stderr) == (0, "")
    assert {paper.url("/a")} == set(archive.records)
    (visit,) = archive.report()["seeds"]
    assert (paper.url("/old"), "archived") == (visit["url"], visit["state"])
