"""What a site says of reuse in a file of its own stands in the records of its articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import build, crawl, seed_list
from tests.end_to_end.misbehaviour import article, reply
from tests.end_to_end.newspaper import newspaper, publish

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "/.well-known/tdmrep.json"
RULES = [{"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://a.example/tdm"}]


def test_it_is_asked_for_once_a_day_and_a_rebuild_gives_the_same(
    archive: Archive, tmp_path: Path
) -> None:
    with newspaper() as paper:
        pages = {f"/news/{n}": [reply(article(f"news-{n}"), "X-Robots-Tag: noai")] for n in (1, 2)}
        pages |= {"/sport/1": [reply(article("sport"))]}
        publish(paper, pages, list(pages))
        paper.answers = {
            **paper.answers,
            PLACE: [reply(json.dumps(RULES).encode(), media_type="application/json")],
        }
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, TDMREP_ENABLED=1).returncode == 0
        publish(paper, {"/news/3": [reply(article("news-3"))]}, [*pages, "/news/3"])
        assert crawl(archive, seeds, TDMREP_ENABLED=1).returncode == 0
        assert len(paper.noted[PLACE]) == 1
        policy = ("tdm-reservation=1", "tdm-policy=https://a.example/tdm")
        expected = {
            "/news/1": ("noai", *policy),
            "/news/2": ("noai", *policy),
            "/news/3": policy,
            "/sport/1": (),
        }
        assert expected == {path: archive.records[paper.url(path)].rights for path in expected}
        again = Archive(tmp_path / "again")
        assert build(again, archive.folder / "warc").returncode == 0
        assert archive.kept() == again.kept()


def test_a_site_without_one_costs_one_request(archive: Archive, tmp_path: Path) -> None:
    with newspaper() as paper:
        publish(paper, {"/news/1": [reply(article("news"))]}, ["/news/1"])
        seeds = seed_list(tmp_path, f"{paper.url('/feed.xml')}\tkind=feed\n")
        assert crawl(archive, seeds, TDMREP_ENABLED=1).returncode == 0
        (record,) = archive.articles()
        assert (record.rights, len(paper.noted[PLACE])) == ((), 1)
