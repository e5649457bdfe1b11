"""The real `scrapy verify` in a process of its own: what it says, its exit code, how it ends."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.command import start
from tests.end_to_end.test_kill import has_captured

if TYPE_CHECKING:
    from tests.end_to_end.archive import Archive
    from tests.end_to_end.conftest import Run
    from tests.verification.verified import Copy

ROOT = Path(__file__).parents[2]
LIMIT_S = 60
STOP_SIGNALS = 1 << signal.SIGINT - 1 | 1 << signal.SIGTERM - 1
SUMMARY = re.compile(
    r"verified: 1 WARC file \([0-9.]+ KB, \d+ records\), \d+ articles, \d+ images,"
    r" ledger: (no problem|[0-9,]+ problems?)"
)


def words(archive: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "verify", *options, "-s", f"ARCHIVE_DIR={archive}"]


def verify(archive: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words(archive, *options),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def started(archive: Path, scratch: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words(archive),
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def worker_of(run: subprocess.Popen[str]) -> int:
    """The first one, as soon as it has begun: it ignores what is meant for the command."""
    deadline = time.monotonic() + LIMIT_S
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while True:
        for pid in map(int, children.read_text().split()):
            if ignored(pid) & STOP_SIGNALS == STOP_SIGNALS:
                return pid
        assert time.monotonic() < deadline, "no worker came"
        time.sleep(0.001)


def ignored(pid: int) -> int:
    """The signals, one bit each: proc(5)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("SigIgn:")[2].split()[0], 16)


def test_a_whole_archive_agrees(copy: Copy) -> None:
    run = verify(copy.folder)
    assert (run.returncode, run.stderr) == (0, "")
    match = SUMMARY.fullmatch(run.stdout.rstrip("\n"))
    assert match is not None, run.stdout
    assert match[1] == "no problem"


def test_a_quick_look_counts_no_records(copy: Copy) -> None:
    run = verify(copy.folder, "--quick")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("verified quickly: 1 WARC file (")
    assert " records" not in run.stdout


def test_a_problem_has_its_line_and_the_exit_code_tells(copy: Copy) -> None:
    copy.text.unlink()
    run = verify(copy.folder)
    problem, summary = run.stdout.splitlines()
    assert (run.returncode, run.stderr) == (1, "")
    assert f"{copy.name(copy.text)}: is missing" == problem
    match = SUMMARY.fullmatch(summary)
    assert match is not None
    assert match[1] == "1 problem"


def test_after_a_thousand_lines_problems_are_only_counted(copy: Copy) -> None:
    for number in range(1100):
        (copy.folder / f"warc/{number}.txt").touch()
    run = verify(copy.folder)
    lines = run.stdout.splitlines()
    assert run.returncode == 1
    assert len(lines) == 1002
    assert lines[1000] == "and 100 more"
    assert lines[1001].endswith("ledger: 1,100 problems")


def test_it_agrees_beside_a_running_crawl(archive: Archive, demo_seeds: str) -> None:
    answers = []
    slowly = {"DOWNLOAD_DELAY": 0.15, "CHECKPOINT_INTERVAL_S": 0.1, "WARC_MAX_BYTES": 60_000}
    with start(archive, demo_seeds, **slowly) as run:
        while not has_captured(archive, 20_000):
            assert run.poll() is None
            time.sleep(0.01)
        while run.poll() is None:
            answers.append(verify(archive.folder))
        assert run.wait(LIMIT_S) == 0
    assert len(answers) >= 2
    assert [""] * len(answers) == [answer.stderr for answer in answers]
    assert [0] * len(answers) == [answer.returncode for answer in answers], answers
    assert any("still being written" in answer.stdout for answer in answers)
    last = verify(archive.folder)
    assert (last.returncode, last.stdout.count("\n")) == (0, 1), last.stdout


def test_a_worker_that_dies_is_reported(copy: Copy, tmp_path: Path) -> None:
    with started(copy.folder, tmp_path) as run:
        os.kill(worker_of(run), signal.SIGKILL)
        stdout, stderr = run.communicate(timeout=LIMIT_S)
    assert (run.returncode, stderr) == (1, "")
    assert "could not be checked: a worker was killed by SIGKILL" in stdout
    assert stdout.endswith(" problem\n")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_a_signal_ends_it_and_its_workers_and_leaves_nothing(
    copy: Copy, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with started(copy.folder, scratch) as run:
        worker = worker_of(run)
        since = time.monotonic()
        os.killpg(run.pid, number)
        stdout, stderr = run.communicate(timeout=LIMIT_S)
    assert time.monotonic() - since < 5
    assert (code, "", "") == (run.returncode, stdout, stderr)
    assert not Path(f"/proc/{worker}").exists()
    assert list(scratch.iterdir()) == []


def test_nothing_in_the_archive_is_changed(copy: Copy, demo_run: Run) -> None:
    verify(copy.folder)
    before = {path.name: path.read_bytes() for path in files_of(demo_run.archive.folder)}
    after = {path.name: path.read_bytes() for path in files_of(copy.folder)}
    # SQLite makes these two beside a ledger that somebody reads, empty of rows.
    assert after.keys() - before.keys() <= {"ledger.sqlite-shm", "ledger.sqlite-wal"}
    assert before == {name: after[name] for name in before}


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_terminal_shows_how_far_it_is_and_is_left_as_it_was(copy: Copy) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        words(copy.folder),
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as run:
        os.close(theirs)
        shown = bytearray()
        while chunk := read_from(ours):
            shown += chunk
        stdout, _ = run.communicate(timeout=LIMIT_S)
    os.close(ours)
    assert run.returncode == 0
    assert SUMMARY.fullmatch(stdout.rstrip("\n"))
    assert b"verifying" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l"), "the cursor stays hidden"


def read_from(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side is closed
        return b""
