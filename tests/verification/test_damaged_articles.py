"""What can befall texts and records, each with the line that names it."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.verification.verified import Copy, Damages, found, line_problem

if TYPE_CHECKING:
    from tests.verification.verified import Damage

DAMAGES = Damages()


@DAMAGES.add
def a_text_missing(copy: Copy) -> list[str]:
    copy.text.unlink()
    return [f"{copy.name(copy.text)}: is missing"]


@DAMAGES.add
def a_record_missing(copy: Copy) -> list[str]:
    copy.record.unlink()
    return [
        f"{copy.name(copy.record)}: is missing",
        line_problem(copy, f"{copy.name(copy.record)} is missing"),
    ]


@DAMAGES.add
def a_record_that_leads_nowhere(copy: Copy) -> list[str]:
    copy.record.unlink()
    copy.record.symlink_to("nowhere")
    return [
        f"{copy.name(copy.record)}: is missing",
        line_problem(copy, f"{copy.name(copy.record)} is missing"),
    ]


@DAMAGES.add
def a_folder_for_a_text(copy: Copy) -> list[str]:
    copy.text.unlink()
    copy.text.mkdir()
    return [f"{copy.name(copy.text)}: is no file"]


@DAMAGES.add
def a_pipe_for_a_text(copy: Copy) -> list[str]:
    copy.text.unlink()
    os.mkfifo(copy.text)
    return [f"{copy.name(copy.text)}: is no file"]


@DAMAGES.add
def a_record_that_is_no_json(copy: Copy) -> list[str]:
    copy.record.write_text("{")
    why = (
        "is no record: not JSON: Expecting property name enclosed in double quotes:"
        " line 1 column 2 (char 1)"
    )
    return [
        f"{copy.name(copy.record)}: {why}",
        line_problem(copy, f"{copy.name(copy.record)} {why}"),
    ]


@DAMAGES.add
def a_record_of_a_hundred_thousand_brackets(copy: Copy) -> list[str]:
    copy.record.write_text("[" * 100_000)
    name = copy.name(copy.record)
    lines = found(copy)
    assert len(lines) == 2
    assert all(f"{name}" in line and "not JSON: maximum recursion depth" in line for line in lines)
    return lines


@DAMAGES.add
def a_record_of_200_mb(copy: Copy) -> list[str]:
    os.truncate(copy.record, 210_000_000)
    why = "is too large to check: 210,000,000 bytes"
    return [
        f"{copy.name(copy.record)}: {why}",
        line_problem(copy, f"{copy.name(copy.record)} {why}"),
    ]


@DAMAGES.add
def a_record_with_another_title(copy: Copy) -> list[str]:
    content = json.loads(copy.record.read_text("utf-8"))
    content["title"] = "Another"
    copy.record.write_text(json.dumps(content))
    return [
        f"{copy.name(copy.record)}: title is not the ledger's",
        f"{copy.name(copy.text)}: title is not the record's",
        line_problem(copy, f"is not the record of {copy.name(copy.record)}"),
    ]


@DAMAGES.add
def a_record_with_another_capture(copy: Copy) -> list[str]:
    content = json.loads(copy.record.read_text("utf-8"))
    content["capture"]["offset"] += 1
    copy.record.write_text(json.dumps(content))
    return [
        f"{copy.name(copy.record)}: capture is not the ledger's",
        line_problem(copy, f"is not the record of {copy.name(copy.record)}"),
    ]


@DAMAGES.add
def a_record_of_another_article(copy: Copy) -> list[str]:
    content = json.loads(copy.record.read_text("utf-8"))
    content["canonical_url"] = "http://elsewhere.example/"
    copy.record.write_text(json.dumps(content))
    return [
        f"{copy.name(copy.record)}: canonical_url is not the ledger's",
        f"{copy.name(copy.record)}: id is not that of its canonical_url",
        line_problem(copy, f"is not the record of {copy.name(copy.record)}"),
    ]


@DAMAGES.add
def a_text_with_another_paragraph(copy: Copy) -> list[str]:
    lines = copy.text.read_text("utf-8").split("\n")
    lines[7] += " More."
    copy.text.write_text("\n".join(lines), "utf-8")
    return [f"{copy.name(copy.text)}: paragraphs is not the record's"]


@DAMAGES.add
def a_text_of_another_day(copy: Copy) -> list[str]:
    lines = copy.text.read_text("utf-8").split("\n")
    lines[5] = "01/01/2001 10h00"
    copy.text.write_text("\n".join(lines), "utf-8")
    return [f"{copy.name(copy.text)}: published is not the record's in any time zone"]


@DAMAGES.add
def a_text_cut_short(copy: Copy) -> list[str]:
    copy.text.write_bytes(copy.text.read_bytes()[:-1])
    lines = copy.text.read_text("utf-8").count("\n") + 1
    why = f"line {lines}: the file is not whole: its last lines are no Related"
    return [f"{copy.name(copy.text)}: is no article's text: {why}"]


@DAMAGES.add
def a_text_that_is_not_utf_8(copy: Copy) -> list[str]:
    copy.text.write_bytes(b"\xff" + copy.text.read_bytes())
    return [f"{copy.name(copy.text)}: is not UTF-8"]


@DAMAGES.add
def files_that_the_ledger_does_not_know(copy: Copy) -> list[str]:
    for path in (copy.record, copy.text):
        shutil.copy(path, path.with_name(f"000_0123456789abcdef{path.suffix}"))
    place = f"{copy.name(copy.record.parent)}/000_0123456789abcdef"
    return [
        f"{place}.json: the ledger does not know it",
        f"{place}.txt: the ledger does not know it",
    ]


@DAMAGES.add
def a_stranger_among_the_articles(copy: Copy) -> list[str]:
    (copy.record.parent / "notes\x1b[31m.txt").touch()
    return [f"{copy.name(copy.record.parent)}/notes [31m.txt: is no article's file"]


@DAMAGES.add
def a_file_for_a_folder_of_articles(copy: Copy) -> list[str]:
    (copy.folder / "articles/2025").touch()
    (copy.folder / "articles/more").mkdir()
    return ["articles/2025: is no folder", "articles/more: is no part of an archive"]


@pytest.mark.parametrize("inflict", DAMAGES.known, ids=lambda inflict: inflict.__name__)
def test_damage_is_named(copy: Copy, inflict: Damage) -> None:
    expected = inflict(copy)
    assert sorted(expected) == found(copy)
