"""What the reading of a page costs, beside trafilatura alone: CPU a page, in one process.

    python -m tests.benchmarks.reading ../shared/eval [--pages 200] [--rounds 3]

Each page is read by all contestants in turn, so that all meet the same noise; of the rounds the
quickest counts, page by page. The second table tells which modules the time of ours goes to: a
profiler's shares, which make much of many small calls. Both are Markdown.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import logging
import pstats
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import bare_extraction
from trafilatura.external import jt_stoplist_init

from crawler.discovery import Role
from crawler.extraction.parse import parse_page
from crawler.garbage import collect_rarely
from crawler.workers.orders import Answer
from crawler.workers.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HTML = "text/html"
_SEED = 7
_MOST_MODULES = 15
_MIN_SHARE = 0.005


def main() -> None:
    given = _given()
    logging.disable(logging.CRITICAL)
    pages = _pages(given.folder, given.pages)
    jt_stoplist_init()
    for answer in pages[:10]:
        for call in CONTESTANTS.values():
            call(answer)
    collect_rarely()
    sys.stdout.write(_table(_measured(pages, given.rounds)) + "\n" + _profile(pages))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    parser.add_argument("folder", type=Path, help="the folder with truth.jsonl and html")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _pages(folder: Path, count: int) -> list[Answer]:
    truth = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf-8")]
    random.Random(_SEED).shuffle(truth)
    bodies = ((page["url"], (folder / page["html"]).read_bytes()) for page in truth[:count])
    return [Answer(url, gzip.decompress(body), _HTML, Role.ARTICLE) for url, body in bodies]


CONTESTANTS: dict[str, Callable[[Answer], object]] = {
    "ours: all fields, text, images": read,
    "ours: decoded, repaired, parsed": lambda a: parse_page(a.body, a.content_type),
    "trafilatura with metadata": lambda a: bare_extraction(a.body, url=a.url, with_metadata=True),
    "trafilatura, text alone": lambda a: bare_extraction(a.body, url=a.url),
    "trafilatura fast, text alone": lambda a: bare_extraction(a.body, url=a.url, fast=True),
}


def _measured(pages: list[Answer], rounds: int) -> dict[str, float]:
    """Milliseconds a page."""
    best = {name: [float("inf")] * len(pages) for name in CONTESTANTS}
    for _ in range(rounds):
        for place, answer in enumerate(pages):
            for name, call in CONTESTANTS.items():
                started = time.process_time()
                call(answer)
                spent = time.process_time() - started
                best[name][place] = min(best[name][place], spent)
    return {name: 1000 * sum(each) / len(pages) for name, each in best.items()}


def _table(spent: dict[str, float]) -> str:
    whole = spent["trafilatura with metadata"]
    rows = [f"| {name} | {ms:.1f} | {ms / whole:.2f} |" for name, ms in spent.items()]
    return "\n".join(("| | CPU ms a page | ratio |", "|---|---|---|", *rows)) + "\n"


def _profile(pages: Iterable[Answer]) -> str:
    profile = cProfile.Profile()
    with profile:
        for answer in pages:
            read(answer)
    shares: Counter[str] = Counter()
    stats = pstats.Stats(profile)
    for (path, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        shares[_module(path)] += own
    total = sum(shares.values())
    rows = [
        f"| {name} | {100 * own / total:.0f} % |"
        for name, own in shares.most_common(_MOST_MODULES)
        if own >= _MIN_SHARE * total
    ]
    return "\n".join(("| module | share |", "|---|---|", *rows)) + "\n"


def _module(path: str) -> str:
    """C functions, lxml's among them, have no file: they count for themselves."""
    parts = Path(path).with_suffix("").parts
    for root in ("crawler", "trafilatura", "justext", "lxml"):
        if root in parts:
            return ".".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return "C functions" if path == "~" else "other Python"


if __name__ == "__main__":
    main()
