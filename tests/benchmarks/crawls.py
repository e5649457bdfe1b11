"""Whole crawls side by side: ours, the naive spider, plain Scrapy; CPU, pages a second, memory.

    python -m tests.benchmarks.crawls ../shared [--pages 600] [--rounds 5] [--synthetic]

Real pages (../shared/eval) or synthetic ones, with their images, on nginx at loopback; politeness
is off. Rounds are interleaved; CPU is that of the whole process tree without the server, memory the
most that it held together. The table is Markdown, medians of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measured import crawl_command, measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


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
    with served_site(given.shared, given.pages, synthetic=given.synthetic) as site, _kept() as kept:
        for number in range(given.rounds):
            for name, command_of in contestants.items():
                out = kept / f"{name} {number}".replace(" ", "-")
                taken[name].append(_measured(command_of, site, out))
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
        "ours": _ours,
        "plain Scrapy": lambda urls, out: _opponent("plain", urls, out),
        "ours, nothing read": lambda urls, out: _ours(
            urls, out, module="tests.benchmarks.without_reading", EXTRACT_WORKERS=0
        ),
    }


def _opponent(kind: str, urls: Path, out: Path) -> Sequence[str]:
    module = ("-m", "tests.benchmarks.opponents")
    return [sys.executable, *module, kind, str(urls), str(out)]


def _ours(urls: Path, out: Path, **more: Any) -> Sequence[str]:
    seeds = out / "seeds.txt"
    lines = urls.read_text(encoding="utf-8").split()
    seeds.write_text("".join(f"{line}\tkind=article\n" for line in lines), encoding="utf-8")
    return crawl_command(("news", "-a", f"seeds={seeds}"), out / "archive", **more)


@contextmanager
def _kept() -> Iterator[Path]:
    """What is written is deleted when all is over: for minutes after a thousand files are deleted,
    ext4 takes longer to make others, a twentieth of our time.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        yield Path(name)


def _measured(command_of: Callable[[Path, Path], Sequence[str]], site: Site, out: Path) -> Taken:
    out.mkdir()
    spent = measured(command_of(site.urls, out))
    return Taken(spent.cpu, spent.wall, spent.peak_mb, _articles(out))


def _articles(out: Path) -> int:
    feed = out / "articles.jsonl"
    if feed.exists():
        return len(feed.read_bytes().splitlines())
    return len(list(out.glob("archive/articles/*/*/*/*.json")))


@contextmanager
def served_site(shared: Path, pages: int, *, synthetic: bool) -> Iterator[Site]:
    """Made, and served by nginx, in a folder that is gone afterwards."""
    bench = shared.resolve() / "bench"
    with tempfile.TemporaryDirectory(prefix="site-") as name:
        folder, port = Path(name), _free_port()
        folder.chmod(0o755)
        made = [sys.executable, str(bench / "make_site.py"), "--out", str(folder / "site")]
        made += ["--n", str(pages), "--port", str(port)]
        if not synthetic:
            made += ["--real", str(real_pages(shared, folder / "real"))]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        serve = ["bash", str(bench / "serve.sh")]
        subprocess.run([*serve, "start", str(folder / "site"), str(port), "1"], check=True)
        try:
            yield Site(folder / "site" / "urls.txt", pages)
        finally:
            subprocess.run([*serve, "stop", str(folder / "site")], check=True)


def real_pages(shared: Path, folder: Path, most: int | None = None) -> Path:
    """Unpacked into `folder`, which is made; of `most` the first ones by name, as a site has."""
    folder.mkdir()
    for path in sorted((shared / "eval" / "html").rglob("*.html.gz"), key=_stem)[:most]:
        with gzip.open(path) as page, (folder / path.stem).open("wb") as file:
            shutil.copyfileobj(page, file)
    return folder


def _stem(path: Path) -> str:
    return path.stem


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
