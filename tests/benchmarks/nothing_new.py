"""A run that finds nothing new: what it costs besides politeness, and where it asked.

    python -m tests.benchmarks.nothing_new [--seeds 50] [--articles 200] [--rounds 5]

As many feeds as seeds, each naming as many articles, all archived by a first run. The feeds are
another text at each visit, so all their links are looked up anew.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.made_newspaper import newspapers
from tests.benchmarks.measured import crawl_command, measured


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nothing_new")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, newspapers(given.seeds, given.articles) as feeds:
        seeds, archive = Path(name) / "seeds.txt", Path(name) / "archive"
        seeds.write_text("\n".join(feeds), encoding="utf-8")
        # Within the hour an article is not due to be looked at again, however slow the machine.
        command = crawl_command(("news", "-a", f"seeds={seeds}"), archive, REVISIT_ENABLED=0)
        first = measured(command)
        sys.stdout.write(f"first run: {_found(archive)}, {first.wall:.0f} s\n")
        again = [measured(command) for _ in range(given.rounds)]
        wall, cpu = (statistics.median(getattr(one, of) for one in again) for of in ("wall", "cpu"))
        sys.stdout.write(f"again: {_found(archive)}, {wall:.2f} s, {cpu:.2f} s of CPU\n")


def _found(archive: Path) -> str:
    latest = json.loads((archive / "runs" / "latest.json").read_text(encoding="utf-8"))["run"]
    report = archive / "runs" / latest / "report.json"
    told = json.loads(report.read_text(encoding="utf-8"))
    requests = sum(host["requests"] for host in told["hosts"])
    return f"{told['articles']} articles, {requests} requests, {told['seconds']} s of run"


if __name__ == "__main__":
    main()
