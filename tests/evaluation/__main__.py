"""Ours beside trafilatura's defaults, on pages with known answers.

    python -m tests.evaluation ../shared/eval [--limit N] [--worst N] [--processes N]

Each worker process reads every page of its share with both, in turn, so that both meet the same
noise. Predictions go to a temporary folder and to the score.py of the pages, which prints a table.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tests.evaluation.readers import READERS, read_page, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.evaluation.readers import Prediction

_SLOWEST = 10


def main() -> int:
    options = _options()
    truth = [json.loads(line) for line in (options.folder / "truth.jsonl").open(encoding="utf-8")]
    pages = [(str(options.folder / page["html"]), page["id"], page["url"]) for page in truth]
    # Workers are spawned: a fork would inherit what the other reader has warmed.
    with ProcessPoolExecutor(
        options.processes, mp_context=get_context("spawn"), initializer=warm_up
    ) as pool:
        rows = list(pool.map(read_page, pages[: options.limit], chunksize=4))
    with tempfile.TemporaryDirectory(prefix="presskeep-evaluation-") as folder:
        _score(options, Path(folder), rows)
    _print_kinds(row["ours"] for row in rows)
    _print_times(rows)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation")
    parser.add_argument("folder", type=Path, help="the folder with truth.jsonl, html and score.py")
    parser.add_argument("--limit", type=int, default=None, help="only the first pages")
    parser.add_argument("--worst", type=int, default=10, help="name so many pages of lowest F1")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=None, help="keep the predictions here")
    return parser.parse_args()


def _score(options: argparse.Namespace, folder: Path, rows: list[dict[str, Prediction]]) -> None:
    target = options.keep or folder
    files = []
    for name in READERS:
        files.append(target / f"{name}.jsonl")
        lines = (json.dumps(row[name], ensure_ascii=False) for row in rows)
        files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    ids = folder / "ids.txt"
    ids.write_text("\n".join(str(row["ours"]["id"]) for row in rows), encoding="utf-8")
    command = [
        sys.executable,
        str(options.folder / "score.py"),
        str(options.folder / "truth.jsonl"),
    ]
    command += [*map(str, files), "--by", "corpus", "--worst", str(options.worst)]
    subprocess.run([*command, "--ids", str(ids)], check=True)


def _print_kinds(predictions: Iterable[Prediction]) -> None:
    counts: dict[str, list[str]] = {}
    for prediction in predictions:
        outcome = f"{prediction['kind']} {prediction['reason'] or ''}".strip()
        counts.setdefault(outcome, []).append(str(prediction["id"]))
    for outcome, ids in sorted(counts.items(), key=lambda pair: -len(pair[1])):
        _say(f"{len(ids):5} {outcome:28} {' '.join(ids[:8]) if len(ids) < 40 else ''}")


def _print_times(rows: list[dict[str, Prediction]]) -> None:
    for name in READERS:
        times = sorted(float(str(row[name]["cpu_ms"])) for row in rows)
        mean, median = sum(times) / len(times), times[len(times) // 2]
        _say(f"{name}: CPU ms a page mean {mean:.1f}, median {median:.1f}, most {times[-1]:.0f}")
    spent = {name: sum(float(str(row[name]["cpu_ms"])) for row in rows) for name in READERS}
    _say(f"CPU of ours over trafilatura's: {spent['ours'] / max(spent['trafilatura'], 0.1):.3f}")
    slowest = sorted(rows, key=lambda row: -float(str(row["ours"]["cpu_ms"])))[:_SLOWEST]
    for row in slowest:
        times_of_both = ", ".join(f"{name} {row[name]['cpu_ms']}" for name in READERS)
        _say(f"slow: {row['ours']['id']}: {times_of_both}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
