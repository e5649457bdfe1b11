"""Standard error while a run goes on, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project_copy import ROOT

FULL = Path("/dev/full")
_RUN = """
import sys
from contextlib import suppress
from pathlib import Path
from crawler.commands.stderr import stderr_into

with stderr_into(Path(sys.argv[1])) as user:
    with suppress(OSError):
        print("for the log", file=sys.stderr)
    user.write("for the user")
sys.exit(5)
"""


def run(log: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(log)],
        cwd=ROOT,
        # Without a buffer nothing is left over.
        env={key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_the_log_gets_what_is_written_and_the_user_what_is_meant_for_him(tmp_path: Path) -> None:
    log = tmp_path / "crawl.log"
    assert run(log) == (5, "for the user")
    assert log.read_text(encoding="utf-8") == "for the log\n"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_log_on_a_full_disk_changes_no_exit_code() -> None:
    assert run(FULL) == (5, "for the user")
