"""What can befall a run's own files, each with the line that names it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.verification.verified import Copy, Damages, found

if TYPE_CHECKING:
    from tests.verification.verified import Damage

DAMAGES = Damages()


@DAMAGES.add
def a_report_missing(copy: Copy) -> list[str]:
    (copy.run / "report.json").unlink()
    return [
        f"runs/latest.json: {copy.run.name} is no whole run",
        f"{copy.name(copy.run)}/report.json: is missing, though the run has ended",
    ]


@DAMAGES.add
def a_run_missing(copy: Copy) -> list[str]:
    shutil.rmtree(copy.run)
    return [
        f"runs/latest.json: {copy.run.name} is no whole run",
        f"{copy.name(copy.run)}/report.json: is missing, though the run has ended",
    ]


@DAMAGES.add
def a_report_that_is_no_object(copy: Copy) -> list[str]:
    (copy.run / "report.json").write_text("[]")
    return [f"{copy.name(copy.run)}/report.json: is no JSON object"]


@DAMAGES.add
def a_report_with_other_figures(copy: Copy) -> list[str]:
    report = json.loads((copy.run / "report.json").read_text("utf-8"))
    articles = report["articles"]
    report |= {"articles": 1, "exit_code": 3}
    (copy.run / "report.json").write_text(json.dumps(report))
    place = f"{copy.name(copy.run)}/report.json"
    return [
        f"{place}: articles is 1 and should be {articles}",
        f"{place}: exit_code is 3 and should be 0",
    ]


@DAMAGES.add
def a_list_of_articles_without_its_last_line(copy: Copy) -> list[str]:
    listed = copy.run / "articles.jsonl"
    lines = listed.read_bytes().splitlines(keepends=True)
    listed.write_bytes(b"".join(lines[:-1]))
    count = len(lines)
    return [
        f"{copy.name(listed)}: 1 articles of the run are not in it",
        f"{copy.name(copy.run)}/report.json: articles is {count} and should be {count - 1}",
    ]


@DAMAGES.add
def a_list_of_articles_in_another_order(copy: Copy) -> list[str]:
    listed = copy.run / "articles.jsonl"
    first, second, *rest = listed.read_bytes().splitlines(keepends=True)
    listed.write_bytes(b"".join((second, first, *rest)))
    (line,) = found(copy)
    assert line.startswith(f"{copy.name(listed)}: line 1: articles/")
    assert line.endswith(" is not the article that the ledger has here")
    return [line]


@DAMAGES.add
def a_list_of_articles_missing(copy: Copy) -> list[str]:
    (copy.run / "articles.jsonl").unlink()
    report = json.loads((copy.run / "report.json").read_text("utf-8"))
    return [
        f"{copy.name(copy.run)}/articles.jsonl: is missing",
        f"{copy.name(copy.run)}/report.json: articles is {report['articles']} and should be 0",
    ]


@DAMAGES.add
def a_line_of_the_copies_that_is_garbage(copy: Copy) -> list[str]:
    listed = copy.run / "duplicates.jsonl"
    _, *rest = listed.read_bytes().splitlines(keepends=True)
    listed.write_bytes(b"".join((b'{"url": "http://a.example/"}\n', *rest)))
    return [f"{copy.name(listed)}: line 1: no fetched_at"]


@DAMAGES.add
def a_latest_run_that_never_was(copy: Copy) -> list[str]:
    (copy.folder / "runs/latest.json").write_text('{"run": "20200101T000000Z"}')
    return ["runs/latest.json: 20200101T000000Z is no whole run"]


@DAMAGES.add
def a_latest_run_that_leads_out_of_the_archive(copy: Copy) -> list[str]:
    (copy.folder / "runs/latest.json").write_text('{"run": "../.."}')
    return ["runs/latest.json: no run id: '../..'"]


@DAMAGES.add
def no_latest_run(copy: Copy) -> list[str]:
    (copy.folder / "runs/latest.json").unlink()
    return ["runs/latest.json: is missing"]


@pytest.mark.parametrize("inflict", DAMAGES.known, ids=lambda inflict: inflict.__name__)
def test_damage_is_named(copy: Copy, inflict: Damage) -> None:
    expected = inflict(copy)
    assert sorted(expected) == found(copy)
