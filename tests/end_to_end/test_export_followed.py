"""The documents' consumer with its cursor, killed again and again beside a crawl that goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tests.documents import runnable
from tests.end_to_end.command import LIMIT_S, ROOT, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.end_to_end.archive import Archive

# An export takes a second or so: some are killed before it, in it, and after it.
SOONEST_S, LATEST_S = 0.2, 2.5


def consumer(archive: Archive) -> str:
    """Three attempts, one after the other, of what docs/exports.md shows."""
    block = next(text for text in runnable("docs/exports.md", "sh") if "inbox" in text)
    ours = f"{sys.executable} -m scrapy export -s ARCHIVE_DIR={archive.folder}"
    assert ".venv/bin/scrapy export" in block
    return 3 * block.replace(".venv/bin/scrapy export", ours)


def consuming(archive: Archive, folder: Path) -> subprocess.Popen[bytes]:
    environment = {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    return subprocess.Popen(
        ["/bin/sh", "-c", consumer(archive)],
        cwd=folder,
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def finished_batches(folder: Path) -> Iterator[Path]:
    """All but the one that begins where the cursor stands."""
    cursor = (folder / "inbox" / "cursor").read_text("ascii").strip()
    for batch in (folder / "inbox").glob("*.jsonl"):
        if batch.stem != cursor:
            yield batch


def versions(batch: Path) -> Iterator[tuple[str, int]]:
    for line in batch.read_text("utf-8").splitlines():
        article = json.loads(line)
        yield article["id"], article["version"]


def test_it_gets_each_article_version_exactly_once(
    archive: Archive, demo_seeds: str, tmp_path: Path
) -> None:
    folder, chance, kills = tmp_path / "consumer", random.Random(7), 0
    folder.mkdir()
    slowly = {"DOWNLOAD_DELAY": 0.3, "CHECKPOINT_INTERVAL_S": 0.1}
    with start(archive, demo_seeds, **slowly) as run:
        while run.poll() is None:
            with consuming(archive, folder) as attempt:
                try:
                    attempt.wait(chance.uniform(SOONEST_S, LATEST_S))
                except subprocess.TimeoutExpired:
                    os.killpg(attempt.pid, signal.SIGKILL)
                    kills += 1
    with consuming(archive, folder) as attempt:
        attempt.wait(LIMIT_S)
    batches = list(finished_batches(folder))
    got = Counter(version for batch in batches for version in versions(batch))
    expected = {(article.id, article.version) for article in archive.articles()}
    assert (run.returncode, len(expected)) == (0, 37)
    assert got == Counter(expected)
    # It went as was meant: killed several times, and with more than one batch.
    assert kills >= 3
    assert len([batch for batch in batches if batch.stat().st_size]) >= 2
