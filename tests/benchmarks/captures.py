"""What captures cost: the same fetches with and without them, interleaved, as CPU a page.

    python -m tests.benchmarks.captures ../shared/eval [--fetches 1500] [--rounds 5]

Real pages, gzipped, served on loopback by a process of its own. The figures are the CPU of the
fetching process alone, user and system: all that Scrapy does, and no extraction.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
CAPTURING = "crawler.download.handler.CapturingHandler"
# Name: download handler, whether exchanges are written, whether a ledger remembers their payloads.
VARIANTS = {
    "plain Scrapy": (PLAIN, False, False),
    "tee, nothing written": (CAPTURING, False, False),
    "captures": (CAPTURING, True, False),
    "captures, payloads remembered": (CAPTURING, True, True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds *.html.gz")
    parser.add_argument("--fetches", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    taken: dict[str, list[float]] = {name: [] for name in VARIANTS}
    with served(given.folder) as (port, pages):
        for _ in range(given.rounds):
            for name, variant in VARIANTS.items():
                seconds = cpu_of(port, pages, given.fetches, variant)
                taken[name].append(1000 * seconds / given.fetches)
    sys.stdout.write(f"{pages} pages, {given.fetches} fetches; CPU a page in ms, medians\n")
    for name, figures in taken.items():
        sys.stdout.write(f"{row(name, figures, taken['plain Scrapy'])}\n")


def row(name: str, figures: list[float], plain: list[float]) -> str:
    added = [one - other for one, other in zip(figures, plain, strict=True)]
    span = f"{min(figures):.2f} to {max(figures):.2f}"
    return (
        f"{name:32} {statistics.median(figures):.2f} ({span}),"
        f" added {statistics.median(added):+.2f}"
    )


def cpu_of(port: int, pages: int, fetches: int, variant: tuple[str, bool, bool]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        order = json.dumps([port, pages, fetches, folder, *variant])
        command = [sys.executable, "-m", "tests.benchmarks.captures_fetch", order]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split()[0])


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """The port, and how many pages there are."""
    command = [sys.executable, "-m", "tests.benchmarks.page_server", str(folder.resolve())]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port, pages = map(int, process.stdout.readline().split())
        try:
            yield port, pages
        finally:
            process.stdin.close()


if __name__ == "__main__":
    main()
