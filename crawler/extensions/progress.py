"""The live display on a terminal: rich draws what the stats and the downloader's slots say.

Off when standard error is no terminal, and with -s PROGRESS=off. The command that runs the crawl
moves descriptor 2 to the log and names the terminal's in the setting STDERR_FD.
"""

from __future__ import annotations

import heapq
import os
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console, ConsoleDimensions
from rich.live import Live
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler import stats_keys as keys
from crawler.extensions.progress_panel import HOSTS_SHOWN, Figures, Host, panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response

REFRESH_S = 0.25
# Pages a second are those of this many seconds past.
SPEED_WINDOW_S = 10.0
# Hosts that are remembered once their slot is gone; a crawl of a million hosts stays flat.
HOSTS_REMEMBERED = 1000
SERVER_ERROR = 500
TOO_MANY_REQUESTS = 429
STDERR = 2


@dataclass(slots=True)
class Tally:
    answers: int = 0
    failures: int = 0
    last_status: int | None = None


class Progress:
    def __init__(self, crawler: Crawler, terminal: int) -> None:
        self._crawler = crawler
        self._terminal = terminal
        self._started = time.monotonic()
        self._speed = Speed()
        self._tallies: dict[str, Tally] = {}
        self._answered: set[Request] = set()
        stream = open(terminal, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - as long as the crawl
        self._console = Console(file=stream)
        self._live = Live(
            console=self._console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._drawing = create_looping_call(self._draw)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        terminal = crawler.settings.getint("STDERR_FD", STDERR)
        if crawler.settings.get("PROGRESS") == "off" or not _can_be_drawn_on(terminal):
            raise NotConfigured
        progress = cls(crawler, terminal)
        for handler, signal in (
            (progress.start, signals.engine_started),
            (progress.stop, signals.engine_stopped),
            (progress.note_answer, signals.response_downloaded),
            (progress.note_end, signals.request_left_downloader),
        ):
            crawler.signals.connect(handler, signal=signal)
        return progress

    def start(self) -> None:
        self._started = time.monotonic()
        self._live.start()
        self._drawing.start(REFRESH_S, now=False)

    def stop(self) -> None:
        """Leaves the terminal as it was, its cursor shown."""
        if self._drawing.running:
            self._drawing.stop()
        with suppress(OSError):  # the terminal is gone
            self._live.stop()

    def note_answer(self, response: Response, request: Request) -> None:
        tally = self._tally_of(request)
        tally.answers += 1
        tally.last_status = response.status
        failed = response.status >= SERVER_ERROR or response.status == TOO_MANY_REQUESTS
        tally.failures = tally.failures + 1 if failed else 0
        self._answered.add(request)

    def note_end(self, request: Request) -> None:
        """A request that leaves the downloader without an answer has failed."""
        if request in self._answered:
            self._answered.remove(request)
        else:
            self._tally_of(request).failures += 1

    def _tally_of(self, request: Request) -> Tally:
        return self._tallies.setdefault(request.meta.get("download_slot", ""), Tally())

    def _draw(self) -> None:
        try:
            self._draw_on_terminal()
        except OSError:  # the terminal was closed: the crawl goes on without it
            self._drawing.stop()

    def _draw_on_terminal(self) -> None:
        slots = self._slots()
        if len(self._tallies) > HOSTS_REMEMBERED:
            self._tallies = {name: t for name, t in self._tallies.items() if name in slots}
        # rich asks descriptors 0, 1 and 2, of which none may be the terminal.
        size = os.get_terminal_size(self._terminal)
        if all(size):  # a serial line or a bare pty does not know
            self._console.size = ConsoleDimensions(*size)
        self._live.update(panel(self._figures(slots)), refresh=True)

    def _slots(self) -> Mapping[str, Slot]:
        return self._crawler.engine.downloader.slots

    def _figures(self, slots: Mapping[str, Slot]) -> Figures:
        stats: Mapping[str, Any] = self._crawler.stats.get_stats()
        now = time.monotonic()
        answers = stats.get(keys.RESPONSES, 0)
        return Figures(
            elapsed_s=now - self._started,
            pages_per_s=self._speed.at(now, answers),
            answers=answers,
            new=stats.get(keys.ARTICLES_NEW, 0),
            changed=stats.get(keys.ARTICLES_CHANGED, 0),
            unchanged=stats.get(keys.ARTICLES_UNCHANGED, 0),
            duplicates=stats.get(keys.ARTICLES_DUPLICATE, 0),
            images=stats.get(keys.IMAGES_NEW, 0),
            failed=stats.get(keys.PAGES_FAILED, 0),
            queued=stats.get(keys.FRONTIER_QUEUED, 0),
            in_flight=sum(len(slot.transferring) for slot in slots.values()),
            seeds_read=stats.get(keys.SEEDS_READ, 0),
            seeds_total=stats.get(keys.SEEDS_TOTAL, 0),
            delay_s=self._crawler.settings.getfloat("DOWNLOAD_DELAY"),
            stopping=keys.RUN_SIGNAL in stats,
            hosts=self._busiest(slots),
        )

    def _busiest(self, slots: Mapping[str, Slot]) -> tuple[Host, ...]:
        names = heapq.nlargest(HOSTS_SHOWN, slots, key=lambda name: _load_of(slots[name]))
        return tuple(host_of(name, slots[name], self._tallies.get(name, Tally())) for name in names)


class Speed:
    """Answers a second over the last seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, now: float, answers: int) -> float:
        self._seen.append((now, answers))
        while now - self._seen[0][0] > SPEED_WINDOW_S:
            self._seen.popleft()
        began, before = self._seen[0]
        return (answers - before) / (now - began) if now > began else 0.0


def host_of(name: str, slot: Slot, tally: Tally) -> Host:
    return Host(
        name=name,
        in_flight=len(slot.transferring),
        queued=len(slot.queue),
        answers=tally.answers,
        failures=tally.failures,
        delay_s=slot.delay,
        last_status=tally.last_status,
    )


def _load_of(slot: Slot) -> tuple[int, int]:
    return len(slot.active), len(slot.queue)


def _can_be_drawn_on(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor) and os.environ.get("TERM") != "dumb"
    except OSError:
        return False
