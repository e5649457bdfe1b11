"""`scrapy export` refused: one line on standard error that says what to do, and nothing written."""

from __future__ import annotations

import os
import pty
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.exports.made_archive import MadeArchive, made_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands.conftest import Project

LIMIT_S = 60
# Bytes that a file may have: less than the export of the archive that the tests make.
ROOM = 2000
KNOWN = "csv, jsonl, ninjs, parquet, schemaorg, wacz"


@pytest.fixture
def archive(project: Project) -> Iterator[MadeArchive]:
    with made_archive(project.archive) as archive:
        yield archive


def words(*options: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "export", *options]


def export(project: Project, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        words(*options),
        cwd=project.folder,
        env=project.environment,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )


def line_of(done: subprocess.CompletedProcess[bytes]) -> str:
    (line,) = done.stderr.decode().splitlines()
    return line


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), f"scrapy export: which format? --format FORMAT, one of: {KNOWN}"),
        (("--format",), "argument --format: expected one argument"),
        (("--format", "warc"), f"scrapy export: no format 'warc'; known: {KNOWN}"),
        (
            ("--format", "wacz", "--since", "x"),
            "scrapy export: --since x: must be the number that an export printed as its cursor",
        ),
        (
            ("--format", "jsonl", "--since", "4"),
            (
                "scrapy export: --since 4: the last article of this archive has the number 3;"
                " if its ledger was made again, begin without --since"
            ),
        ),
        (
            ("--format", "jsonl", "--published", "2026-13"),
            (
                "scrapy export: --published 2026-13: must be as 2026-11-23, 2026-11"
                " or 2026-11-01..2026-11-23"
            ),
        ),
        (
            ("--format", "jsonl", "--seed", "http://"),
            "scrapy export: --seed http://: the host is no domain name",
        ),
        (
            ("--format", "jsonl", "--near-duplicates", "no"),
            "scrapy export: --near-duplicates no: must be one of: with, without, only",
        ),
        (("--format", "wacz", "x.wacz"), "scrapy export: unexpected: x.wacz"),
        (
            ("--format", "wacz", "--output", "."),
            "scrapy export: --output .: it is no regular file",
        ),
        (
            ("--format", "wacz", "-s", "ARCHIVE_DRI=x"),
            "scrapy export: no setting 'ARCHIVE_DRI'; did you mean 'ARCHIVE_DIR'?",
        ),
        (
            ("--format", "wacz", "-s", "ARCHIVE_DIR= "),
            "scrapy export: ARCHIVE_DIR= : must be the path of a folder",
        ),
    ],
)
@pytest.mark.usefixtures("archive")
def test_wrong_usage_is_told_in_one_line(
    project: Project, options: tuple[str, ...], message: str
) -> None:
    done = export(project, *options)
    assert (done.returncode, done.stdout, line_of(done)) == (2, b"", message)


def test_where_there_is_no_archive_there_is_nothing_to_export(project: Project) -> None:
    done = export(project, "--format", "wacz", "--output", "x.wacz")
    assert done.returncode == 2
    assert line_of(done).endswith("output is no archive: there is no ledger.sqlite")
    assert not project.archive.exists()


@pytest.mark.usefixtures("archive")
def test_the_last_line_is_the_cursor(project: Project) -> None:
    done = export(project, "--format", "wacz", "--output", "x.wacz")
    assert (done.returncode, done.stdout, line_of(done)) == (0, b"", "cursor: 3")
    assert (project.folder / "x.wacz").stat().st_size > 0


@pytest.mark.usefixtures("archive")
def test_without_a_file_it_goes_to_standard_output(project: Project) -> None:
    done = export(project, "--format", "wacz")
    assert (done.returncode, line_of(done)) == (0, "cursor: 3")
    assert done.stdout.startswith(b"PK")
    assert done.stdout == export(project, "--format", "wacz", "--output", "-").stdout


@pytest.mark.usefixtures("archive")
def test_a_terminal_gets_no_zip_file(project: Project) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            words("--format", "wacz"),
            cwd=project.folder,
            env=project.environment,
            stdout=theirs,
            stderr=subprocess.PIPE,
            timeout=LIMIT_S,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 2
    assert done.stderr.startswith(b"scrapy export: this format is not for a terminal")


def test_what_is_left_out_is_told_before_the_cursor(project: Project, archive: MadeArchive) -> None:
    archive.record_of(archive.articles[0]).unlink()
    done = export(project, "--format", "wacz", "--output", "x.wacz")
    left_out, cursor = done.stderr.decode().splitlines()
    assert (done.returncode, cursor) == (0, "cursor: 3")
    assert left_out.startswith("presskeep: 1 left out; the first: ")


def test_a_damaged_index_is_told_in_one_line(project: Project, archive: MadeArchive) -> None:
    (index,) = archive.warc_folder.glob("*.cdxj")
    index.write_bytes(index.read_bytes()[:-5])
    done = export(project, "--format", "wacz", "--output", "x.wacz")
    assert done.returncode == 5
    assert f"{index.name}: line 3 is out of order, cut, or of another file" in line_of(done)
    assert nothing_written(project)


def test_a_damaged_ledger_is_told_in_one_line(project: Project, archive: MadeArchive) -> None:
    archive.ledger.close()
    (project.archive / "ledger.sqlite").write_bytes(b"no database, but longer than its header" * 99)
    done = export(project, "--format", "wacz", "--output", "x.wacz")
    assert done.returncode == 5
    assert "the ledger is damaged" in line_of(done)
    assert nothing_written(project)


@pytest.mark.usefixtures("archive")
def test_a_folder_that_is_not_there_cannot_be_written_to(project: Project) -> None:
    done = export(project, "--format", "wacz", "--output", "no/x.wacz")
    expected = "presskeep: no/x.wacz could not be written: No such file or directory"
    assert (done.returncode, line_of(done)) == (5, expected)


@pytest.mark.usefixtures("archive")
def test_a_full_disk_leaves_nothing(project: Project) -> None:
    done = subprocess.run(
        words("--format", "wacz", "--output", "x.wacz"),
        cwd=project.folder,
        env={**project.environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=LIMIT_S,
        preexec_fn=no_file_may_grow_further,
        check=False,
    )
    expected = "presskeep: x.wacz could not be written: File too large"
    assert (done.returncode, line_of(done)) == (5, expected)
    assert nothing_written(project)


@pytest.mark.usefixtures("archive")
def test_a_full_device_on_standard_output_is_an_error(project: Project) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            words("--format", "wacz"),
            cwd=project.folder,
            env=project.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=LIMIT_S,
            check=False,
        )
    expected = b"presskeep: standard output could not be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (5, expected)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "wacz"])
def test_a_reader_that_has_enough_gets_no_message(project: Project, form: str) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as nobody_reads:
        done = subprocess.run(
            words("--format", form),
            cwd=project.folder,
            env=project.environment,
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            timeout=LIMIT_S,
            check=False,
        )
    assert (done.returncode, done.stderr) == (5, b"")


def no_file_may_grow_further() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def nothing_written(project: Project) -> bool:
    return not [path for path in project.folder.iterdir() if "wacz" in path.name]
