"""Beside a crawl: how long its event loop was late, and its memory by articles archived.

As an add-on (`-s 'ADDONS={"tests.benchmarks.loop_watch.LoopWatch": 1}'`) with the name of a file
in LOOP_WATCH_FILE; the file is JSON, written when the spider is closed.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler import stats_keys as keys

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

FILE = "LOOP_WATCH_FILE"
ADDON = {"tests.benchmarks.loop_watch.LoopWatch": 1}
_TICK_S = 0.01
_TICKS_A_SAMPLE = 100
# Milliseconds; what is later is counted as that late.
_MOST = 10_000


@dataclass(frozen=True)
class Watched:
    """`late`: how many looks came so many milliseconds late. `memory`: articles and megabytes."""

    late: dict[int, int]
    memory: list[tuple[int, float]]

    def late_ms(self, share: float) -> int:
        """So late or less were this share of the looks."""
        left = share * sum(self.late.values())
        for ms, times in sorted(self.late.items()):
            left -= times
            if left <= 0:
                return ms
        return max(self.late)


def read_watched(path: Path) -> Watched:
    written = json.loads(path.read_text(encoding="ascii"))
    late = {int(ms): times for ms, times in written["late"].items()}
    return Watched(late, [(articles, mb) for articles, mb in written["memory"]])


class LoopWatch:
    def update_settings(self, settings: BaseSettings) -> None:
        settings["EXTENSIONS"]["tests.benchmarks.loop_watch.Watch"] = 900


class Watch:
    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats
        self._late = [0] * (_MOST + 1)
        self._memory: list[tuple[int, float]] = []
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        watch = cls(crawler)
        crawler.signals.connect(watch.spider_opened, signals.spider_opened)
        crawler.signals.connect(watch.spider_closed, signals.spider_closed)
        return watch

    def spider_opened(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    def spider_closed(self) -> None:
        assert self._watching is not None
        self._watching.cancel()
        late = {ms: times for ms, times in enumerate(self._late) if times}
        written = json.dumps({"late": late, "memory": self._memory})
        Path(os.environ[FILE]).write_text(written, encoding="ascii")

    async def _watch(self) -> None:
        for tick in range(10**9):
            due = time.monotonic() + _TICK_S
            await asyncio.sleep(_TICK_S)
            late_ms = int(1000 * (time.monotonic() - due))
            self._late[min(max(late_ms, 0), _MOST)] += 1
            if tick % _TICKS_A_SAMPLE == 0:
                self._memory.append((self._stats.get_value(keys.ARTICLES_NEW, 0), _resident_mb()))


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
