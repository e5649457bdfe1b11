"""The real command in a process of its own, on an archive of the test's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.end_to_end.archive import Archive

ROOT = Path(__file__).parents[2]
# A crawl of the demonstration takes 4 s on an idle machine; a hanging one shall not hold the suite.
LIMIT_S = 60
# Loopback minds no haste, and the pages of the tests do not age.
LOOPBACK: Mapping[str, object] = {
    "ALLOW_PRIVATE_ADDRESSES": 1,
    "DOWNLOAD_DELAY": 0,
    "MAX_AGE_DAYS": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    # The tests count requests; those of the file itself set it.
    "TDMREP_ENABLED": 0,
    # A worker costs more to start than it has to read here. Tests that need some say so.
    "EXTRACT_WORKERS": 0,
}
WORKERS = {"EXTRACT_WORKERS": 2}


def words(archive: Path, settings: Mapping[str, object], *arguments: str) -> list[str]:
    return _words("news", archive, {**LOOPBACK, **settings}, *arguments)


def _words(
    spider: str, archive: Path, settings: Mapping[str, object], *arguments: str
) -> list[str]:
    given = {**settings, "ARCHIVE_DIR": archive}
    pairs = (word for name, value in given.items() for word in ("-s", f"{name}={value}"))
    named = (word for argument in arguments for word in ("-a", argument))
    return [sys.executable, "-m", "scrapy", "crawl", spider, *named, *pairs]


def crawl(
    archive: Archive, *arguments: str, **settings: object
) -> subprocess.CompletedProcess[str]:
    """A run to its end; subprocess.TimeoutExpired when it has none."""
    return _run(words(archive.folder, settings, *arguments))


def build(
    archive: Archive, captures: str | Path, *, without: Sequence[str] = (), **settings: object
) -> subprocess.CompletedProcess[str]:
    """Articles out of captures. `without` goes before the command: what takes its network away."""
    given = {"EXTRACT_WORKERS": 0, **settings}
    return _run([*without, *_words("warc", archive.folder, given, f"input={captures}")])


def check(archive: Archive, *options: str) -> subprocess.CompletedProcess[str]:
    return _run(
        [sys.executable, "-m", "scrapy", "verify", *options, "-s", f"ARCHIVE_DIR={archive.folder}"]
    )


def ask(archive: Archive, *asked: str) -> subprocess.CompletedProcess[str]:
    """One of the commands that only look at an archive."""
    return _run([sys.executable, "-m", "scrapy", *asked, "-s", f"ARCHIVE_DIR={archive.folder}"])


def start(archive: Archive, *arguments: str, **settings: object) -> subprocess.Popen[str]:
    return _start(words(archive.folder, settings, *arguments))


def start_building(
    archive: Archive, captures: str | Path, **settings: object
) -> subprocess.Popen[str]:
    return _start(_words("warc", archive.folder, settings, f"input={captures}"))


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def seed_list(folder: Path, text: str) -> str:
    """The argument for it."""
    path = folder / "seeds.txt"
    path.write_text(text, encoding="utf-8")
    return f"seeds={path}"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
