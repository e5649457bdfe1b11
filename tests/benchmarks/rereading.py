"""`scrapy crawl warc` beside trafilatura alone: pages a second, on the same pages and cores.

    python -m tests.benchmarks.rereading ../shared [--pages 600] [--rounds 5]

Ours makes a whole archive out of the WARC files of a crawl, images and ledger with it; trafilatura,
with metadata, reads the same pages from a folder in as many processes as there are cores and keeps
nothing. Both with their start. Rounds are interleaved.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from tests.benchmarks.crawls import real_pages, served_site
from tests.benchmarks.measured import Spent, crawl_command, measured

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 8


def main() -> None:
    if sys.argv[1:2] == ["alone"]:
        read_alone(Path(sys.argv[2]))
        return
    given = _given()
    with (
        tempfile.TemporaryDirectory(prefix="rereading-") as name,
        served_site(given.shared, given.pages, synthetic=False) as site,
    ):
        folder = Path(name)
        seeds = folder / "seeds.txt"
        urls = site.urls.read_text(encoding="utf-8").split()
        seeds.write_text("".join(f"{url}\tkind=article\n" for url in urls), encoding="utf-8")
        measured(crawl_command(("news", "-a", f"seeds={seeds}"), folder / "crawled"))
        pages = real_pages(given.shared, folder / "pages", given.pages)
        sys.stdout.write(_table(_rounds(given, folder, pages), given.pages))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rereading")
    parser.add_argument("shared", type=Path, help="the folder that holds eval/ and bench/")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def read_alone(folder: Path) -> None:
    paths = sorted(folder.glob("*.html"))
    with Pool() as pool:
        read = sum(pool.imap_unordered(_has_text, paths, _AT_ONCE))
    sys.stdout.write(f"{read} of {len(paths)}\n")


def _has_text(path: Path) -> bool:
    return bare_extraction(path.read_bytes(), with_metadata=True) is not None


def _rounds(given: argparse.Namespace, folder: Path, pages: Path) -> dict[str, list[Spent]]:
    alone = [sys.executable, "-m", "tests.benchmarks.rereading", "alone", str(pages)]
    captures = f"input={folder / 'crawled' / 'warc' / '*.warc.gz'}"
    contestants: dict[str, Callable[[Path], list[str]]] = {
        "trafilatura alone": lambda _: alone,
        "scrapy crawl warc": lambda archive: crawl_command(("warc", "-a", captures), archive),
    }
    spent: dict[str, list[Spent]] = {name: [] for name in contestants}
    for number in range(given.rounds):
        for name, command_of in contestants.items():
            spent[name].append(measured(command_of(folder / f"again-{number}")))
            sys.stderr.write(f"{name}: {spent[name][-1]}\n")
    return spent


def _table(spent: dict[str, list[Spent]], pages: int) -> str:
    lines = ["| | CPU ms a page | pages a second |", "|---|---|---|"]
    for name, each in spent.items():
        cpu = 1000 * statistics.median(one.cpu for one in each) / pages
        rate = pages / statistics.median(one.wall for one in each)
        lines.append(f"| {name} | {cpu:.1f} | {rate:.1f} |")
    alone, ours = spent.values()
    ratios = [one.wall / other.wall for one, other in zip(alone, ours, strict=True)]
    lines.append(f"\npages a second, ours / alone: {statistics.median(ratios):.2f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
