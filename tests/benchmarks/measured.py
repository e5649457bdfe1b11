"""One process and its children, timed; and the command line of a crawl of ours."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.exit_codes import ExitCode
from tests.resident_memory import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
# Politeness off, loopback allowed, nothing refused for its age.
_OURS = {
    "ALLOW_PRIVATE_ADDRESSES": 1,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "MAX_AGE_DAYS": 0,
    "TDMREP_ENABLED": 0,
    "IMAGES_MAX_PER_ARTICLE": 1,
}
# With it every start compiles our modules again, which no user's does.
_NOT_A_USERS = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Spent:
    """Seconds of CPU and of the clock, and the most megabytes held together."""

    cpu: float
    wall: float
    peak_mb: float


def crawl_command(
    arguments: Sequence[str], archive: Path, *, module: str = "scrapy", **more: object
) -> list[str]:
    """`arguments` follow `crawl`: the spider and its own."""
    settings = {**_OURS, **more, "ARCHIVE_DIR": archive}
    pairs = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", module, "crawl", *arguments, *pairs]


def measured(command: Sequence[str], **environment: str) -> Spent:
    """Raises CalledProcessError unless it ends well, or with some pages of a list unread, as lists
    of real pages have them; its output goes nowhere.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**_users(os.environ), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with watched(process.pid) as peaks:
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {ExitCode.OK, ExitCode.SOME_SEEDS_UNREAD}:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(usage.ru_utime + usage.ru_stime, wall, max(peaks))


def _users(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name != _NOT_A_USERS}
