"""Articles whose texts resemble each other, over two runs and two sites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import ask, build, check, crawl, seed_list
from tests.end_to_end.misbehaviour import article, reply
from tests.end_to_end.newspaper import newspaper, publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.download.wire_server import WireServer

STORY = article("ferry")
WITH_SOURCE = STORY.replace(b"</article>", b"<p>Source: the agency of the harbour.</p></article>")
OTHER = article("bridge")


@pytest.fixture
def papers() -> Iterator[tuple[WireServer, WireServer]]:
    with newspaper() as first, newspaper() as second:
        publish(first, {"/story": [reply(STORY)]}, ["/story"])
        publish(
            second,
            {"/copied": [reply(WITH_SOURCE)], "/other": [reply(OTHER)]},
            ["/copied", "/other"],
        )
        yield first, second


def visit(archive: Archive, folder: Path, paper: WireServer, **settings: object) -> None:
    done = crawl(archive, seed_list(folder, paper.url("/feed.xml")), **settings)
    assert (done.returncode, done.stderr) == (0, "")


def duplicates(archive: Archive) -> list[dict[str, Any]]:
    lines = (run / "duplicates.jsonl" for run in archive.runs())
    return [json.loads(line) for path in lines for line in path.read_text("utf-8").splitlines()]


def test_an_agencys_story_in_another_paper_says_which_article_it_resembles(
    archive: Archive, tmp_path: Path, papers: tuple[WireServer, WireServer]
) -> None:
    first, second = papers
    visit(archive, tmp_path, first)
    visit(archive, tmp_path, second)
    story, copied, other = (
        archive.records[url]
        for url in (first.url("/story"), second.url("/copied"), second.url("/other"))
    )
    assert copied.near_duplicate is not None
    assert (copied.near_duplicate.of, copied.near_duplicate.cluster) == (story.id, story.id)
    assert copied.near_duplicate.resemblance > 0.8
    assert (story.near_duplicate, other.near_duplicate) == (None, None)
    assert duplicates(archive) == []
    told = ask(archive, "why", copied.id or "").stdout
    assert f"like {story.id}" in told
    assert check(archive).returncode == 0


def test_it_is_marked_again_when_the_archive_is_built_from_its_captures(
    archive: Archive, tmp_path: Path, papers: tuple[WireServer, WireServer]
) -> None:
    for paper in papers:
        visit(archive, tmp_path, paper)
    rebuilt = Archive(tmp_path / "rebuilt")
    assert build(rebuilt, f"{archive.folder}/warc/*.warc.gz").returncode == 0
    assert {url: each.near_duplicate for url, each in archive.records.items()} == {
        url: each.near_duplicate for url, each in rebuilt.records.items()
    }


def test_it_can_be_left_out_with_a_row_and_a_line(
    archive: Archive, tmp_path: Path, papers: tuple[WireServer, WireServer]
) -> None:
    first, second = papers
    for paper in papers:
        visit(archive, tmp_path, paper, NEAR_DUPLICATES="drop")
    story = archive.records[first.url("/story")]
    copied = second.url("/copied")
    assert {first.url("/story"), second.url("/other")} == set(archive.records)
    assert archive.outcome(copied) == "duplicate (near-duplicate)"
    (line,) = duplicates(archive)
    assert (line["url"], line["of"], line["reason"]) == (copied, story.id, "near-duplicate")
    assert str(story.id) in ask(archive, "why", copied).stdout
    assert check(archive).returncode == 0
