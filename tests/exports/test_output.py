"""An export's file: whole, or not there at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crawler.exit_codes import ExitCode, RefusalError
from crawler.exports.output import checked_output, open_output

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with open_output(path) as output:
        output.write(b"all")
        output.flush()
        assert not path.exists()
    assert path.read_bytes() == b"all"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(SystemExit), open_output(path):
        raise SystemExit(143)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"an old and longer one")
    with open_output(path) as output:
        output.write(b"new")
    assert path.read_bytes() == b"new"


def test_what_a_killed_export_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".out.tmp").write_bytes(b"half of an old and longer one")
    with open_output(tmp_path / "out") as output:
        output.write(b"new")
    assert (tmp_path / "out").read_bytes() == b"new"
    assert not (tmp_path / ".out.tmp").exists()


def test_two_exports_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with open_output(path) as output:
        output.write(b"first")
        with pytest.raises(RefusalError, match="another export") as refused, open_output(path):
            pytest.fail("both write")
    assert refused.value.exit_code is ExitCode.LOCKED
    assert path.read_bytes() == b"first"


def test_of_a_link_the_file_behind_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "disk" / "real")
    path = checked_output(str(link), is_text=False)
    with open_output(path) as output:
        output.write(b"all")
    assert link.is_symlink()
    assert (tmp_path / "disk" / "real").read_bytes() == b"all"


def test_the_users_umask_is_kept(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with open_output(tmp_path / "out"):
            pass
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["", "/", "/dev/null", "a\0b"])
def test_what_is_no_file_is_refused(name: str) -> None:
    with pytest.raises(RefusalError, match="--output") as refused:
        checked_output(name, is_text=True)
    assert refused.value.exit_code is ExitCode.USAGE
