"""What is no damage, and what a quick look sees of it."""

from __future__ import annotations

import os
import shutil

from crawler.warc.files import index_path
from crawler.warc.stream import read_records
from tests.verification.verified import (
    Copy,
    feed_of,
    found,
    noted,
)


def test_a_whole_archive_has_no_problem(copy: Copy) -> None:
    assert found(copy) == []
    assert noted(copy) == {}


def test_a_whole_archive_has_no_problem_for_a_quick_look(copy: Copy) -> None:
    assert found(copy, quick=True) == []


def test_a_text_may_state_its_time_in_any_zone(copy: Copy) -> None:
    changed = 0
    for text in copy.folder.glob("articles/*/*/*/*.txt"):
        lines = text.read_text("utf-8").split("\n")
        hour = lines[5][11:13]
        if hour and int(hour) < 19:
            lines[5] = f"{lines[5][:11]}{int(hour) + 5:02}{lines[5][13:]}"
            text.write_text("\n".join(lines), "utf-8")
            changed += 1
    assert (found(copy), changed > 0) == ([], True)


def test_what_an_unfinished_run_leaves_is_noted(copy: Copy) -> None:
    copy.sql("UPDATE runs SET ended_at = NULL")
    (copy.run / "report.json").unlink()
    (copy.folder / "runs/latest.json").unlink()
    shutil.copy(copy.text, copy.text.with_name("001_0123456789abcdef.txt"))
    copy.record.with_name(".x.json.tmp").touch()
    index_path(copy.warc).unlink()
    copy.warc.with_name("presskeep-2-00000-h-1.warc.gz.open").write_bytes(b"half")
    expected = {
        "WARC files are still being written; they were not checked": 2,
        "files are not in the ledger yet; a run goes on or was killed": 1,
        "temporary files are left; the next run sweeps them up or they are in use": 1,
        "runs have no report; they go on, were killed or could not begin": 1,
    }
    assert found(copy) == []
    assert expected == noted(copy)


def test_a_quick_look_sees_what_the_ledger_and_the_index_have_of_each_other(copy: Copy) -> None:
    seq, offset = feed_of(copy)
    copy.sql("UPDATE urls SET payload_digest = substr(payload_digest, 1, 8) WHERE seq = ?", seq)
    place = f"{copy.name(copy.warc)}: byte {offset}"
    row = f"as the ledger (urls {seq}) has it"
    assert [f"{place}: not the payload digest in the .cdxj, {row}"] == found(copy, quick=True)


def test_a_quick_look_sees_a_file_that_is_shorter_than_its_index(copy: Copy) -> None:
    last = max(record.offset for record in read_records(copy.warc) if record.type == "response")
    os.truncate(copy.warc, last)
    expected = "the .cdxj names what lies beyond the file's end"
    assert [f"{copy.name(copy.warc)}: byte {last}: {expected}"] == found(copy, quick=True)


def test_a_quick_look_names_an_index_that_is_garbage(copy: Copy) -> None:
    index = index_path(copy.warc)
    index.write_bytes(b"\0" * 100)
    assert [f"{copy.name(index)}: line 1 is none of an index"] == found(copy, quick=True)
