"""A long run: how the memory of the crawl's own process grows, how late its event loop is.

    python -m tests.benchmarks.lasting [--articles 100000] [--hosts 50]

Made-up articles with a picture each, politeness off. Prints the memory by articles archived, its
growth from the 5,000th on, and how late the loop was.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.loop_watch import ADDON, FILE, Watched, read_watched
from tests.benchmarks.made_newspaper import newspapers
from tests.benchmarks.measured import crawl_command, measured

# Articles; before that caches and pools fill themselves.
_SETTLED = 5_000
_ROWS = 20
# Samples around a figure: one alone may fall into a page's own peak.
_AROUND = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lasting")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--folder", type=Path, help="where there are 10 GB; default: the system's")
    given = parser.parse_args()
    each = given.articles // given.hosts
    with (
        tempfile.TemporaryDirectory(dir=given.folder) as name,
        newspapers(given.hosts, each) as feeds,
    ):
        folder = Path(name)
        seeds, watch = folder / "seeds.txt", folder / "watch.json"
        seeds.write_text("\n".join(feeds), encoding="utf-8")
        arguments = ("news", "-a", f"seeds={seeds}")
        command = crawl_command(
            arguments, folder / "archive", ADDONS=json.dumps(ADDON), REVISIT_ENABLED=0
        )
        spent = measured(command, **{FILE: str(watch)})
        sys.stdout.write(f"{given.articles / spent.wall:.1f} articles a second\n")
        sys.stdout.write(told(read_watched(watch)))


def told(watched: Watched) -> str:
    memory = watched.memory
    rows = [f"{articles:7} articles: {mb:.0f} MB" for articles, mb in _spread(memory)]
    before = next((at for at, (articles, _) in enumerate(memory) if articles >= _SETTLED), 0)
    start = statistics.median(mb for _, mb in memory[before : before + _AROUND])
    end = statistics.median(mb for _, mb in memory[-_AROUND:])
    shares = (0.5, 0.95, 0.99, 0.999, 1.0)
    late = ", ".join(f"{100 * share:g} %: {watched.late_ms(share)} ms" for share in shares)
    growth = f"from {memory[before][0]} articles on: {100 * (end / start - 1):+.1f} %"
    return "\n".join((*rows, growth, f"the loop was late by at most, of looks: {late}")) + "\n"


def _spread(memory: list[tuple[int, float]]) -> list[tuple[int, float]]:
    step = max(1, len(memory) // _ROWS)
    return [*memory[::step], memory[-1]]


if __name__ == "__main__":
    main()
