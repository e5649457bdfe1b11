"""Whole crawls side by side: ours, the naive spider, plain Scrapy; CPU, pages a second, memory.

    python -m tests.benchmarks.crawls ../shared [--pages 600] [--rounds 5] [--synthetic]

Real pages (../shared/eval) or synthetic ones, with their images, on nginx at loopback; politeness
is off. Rounds are interleaved; CPU is that of the whole process tree without the server, memory the
most that it held together. The table is Markdown, medians of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.resident_memory import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
_OURS = {
    "ALLOW_PRIVATE_ADDRESSES": 1,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "MAX_AGE_DAYS": 0,
    "TDMREP_ENABLED": 0,
    "IMAGES_MAX_PER_ARTICLE": 1,
}


@dataclass(frozen=True)
class Site:
    """`urls` holds one address a line."""

    urls: Path
    pages: int


@dataclass(frozen=True)
class Taken:
    """Of one crawl: seconds of CPU and of the clock, megabytes at most, pages that it gave."""

    cpu: float
    wall: float
    peak_mb: float
    articles: int


def main() -> None:
    given = _given()
    contestants = _contestants()
    taken: dict[str, list[Taken]] = {name: [] for name in contestants}
    with _site(given) as site:
        for _ in range(given.rounds):
            for name, command_of in contestants.items():
                taken[name].append(_measured(command_of, site))
                sys.stderr.write(f"{name}: {taken[name][-1]}\n")
    sys.stdout.write(_table(site, taken))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crawls")
    parser.add_argument("shared", type=Path, help="the folder that holds eval/ and bench/")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--synthetic", action="store_true")
    return parser.parse_args()


def _contestants() -> dict[str, Callable[[Path, Path], Sequence[str]]]:
    return {
        "naive spider": lambda urls, out: _opponent("naive", urls, out),
        "ours": lambda urls, out: _ours("scrapy", urls, out),
        "plain Scrapy": lambda urls, out: _opponent("plain", urls, out),
        "ours, nothing read": lambda urls, out: _ours(
            "tests.benchmarks.without_reading", urls, out, EXTRACT_WORKERS=0
        ),
    }


def _opponent(kind: str, urls: Path, out: Path) -> Sequence[str]:
    module = ("-m", "tests.benchmarks.opponents")
    return [sys.executable, *module, kind, str(urls), str(out)]


def _ours(module: str, urls: Path, out: Path, **more: object) -> Sequence[str]:
    seeds = out / "seeds.txt"
    lines = urls.read_text(encoding="utf-8").split()
    seeds.write_text("".join(f"{line}\tkind=article\n" for line in lines), encoding="utf-8")
    settings = {**_OURS, **more, "ARCHIVE_DIR": out / "archive"}
    pairs = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", module, "crawl", "news", "-a", f"seeds={seeds}", *pairs]


def _measured(command_of: Callable[[Path, Path], Sequence[str]], site: Site) -> Taken:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        out = Path(name)
        command = command_of(site.urls, out)
        started = time.monotonic()
        crawl = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with watched(crawl.pid) as peaks:
            _, _, usage = os.wait4(crawl.pid, 0)
        wall = time.monotonic() - started
        crawl.returncode = 0
        return Taken(usage.ru_utime + usage.ru_stime, wall, max(peaks), _articles(out))


def _articles(out: Path) -> int:
    feed = out / "articles.jsonl"
    if feed.exists():
        return len(feed.read_bytes().splitlines())
    return len(list(out.glob("archive/articles/*/*/*/*.json")))


@contextmanager
def _site(given: argparse.Namespace) -> Iterator[Site]:
    """Made, and served by nginx, in a folder that is gone afterwards."""
    bench = given.shared.resolve() / "bench"
    with tempfile.TemporaryDirectory(prefix="site-") as name:
        folder, port = Path(name), _free_port()
        folder.chmod(0o755)
        made = [sys.executable, str(bench / "make_site.py"), "--out", str(folder / "site")]
        made += ["--n", str(given.pages), "--port", str(port)]
        if not given.synthetic:
            made += ["--real", str(_unpacked(given.shared / "eval" / "html", folder / "real"))]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        serve = ["bash", str(bench / "serve.sh")]
        subprocess.run([*serve, "start", str(folder / "site"), str(port), "1"], check=True)
        try:
            yield Site(folder / "site" / "urls.txt", given.pages)
        finally:
            subprocess.run([*serve, "stop", str(folder / "site")], check=True)


def _unpacked(packed: Path, folder: Path) -> Path:
    folder.mkdir()
    for path in sorted(packed.rglob("*.html.gz")):
        with gzip.open(path) as page, (folder / path.stem).open("wb") as file:
            shutil.copyfileobj(page, file)
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.1.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _table(site: Site, taken: dict[str, list[Taken]]) -> str:
    lines = [f"{site.pages} pages, medians of {len(next(iter(taken.values())))} rounds\n"]
    lines += [
        "| | CPU ms a page | pages a second | MB at most | articles |",
        "|---|---|---|---|---|",
    ]
    for name, each in taken.items():
        cpu = 1000 * statistics.median(one.cpu for one in each) / site.pages
        rate = site.pages / statistics.median(one.wall for one in each)
        peak = statistics.median(one.peak_mb for one in each)
        articles = statistics.median(one.articles for one in each)
        lines.append(f"| {name} | {cpu:.1f} | {rate:.1f} | {peak:.0f} | {articles:.0f} |")
    cpu = _ratio(taken, "ours", "naive spider", "cpu")
    rate = _ratio(taken, "naive spider", "ours", "wall")
    bare = _ratio(taken, "ours, nothing read", "plain Scrapy", "cpu")
    lines.append(f"\nours / naive: CPU {cpu:.2f}, pages a second {rate:.2f}")
    lines.append(f"nothing read / plain: CPU {bare:.2f}")
    return "\n".join(lines) + "\n"


def _ratio(taken: dict[str, list[Taken]], one: str, other: str, what: str) -> float:
    """The median of the rounds' ratios: what slows a round slows both."""
    pairs = zip(taken[one], taken[other], strict=True)
    ratios = [float(getattr(a, what)) / float(getattr(b, what)) for a, b in pairs]
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
