"""What the live display shows. Pure: figures in, something that rich can draw out.

Host names come from strangers' pages: they are shown as plain text, without control characters,
and never as rich's markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from crawler.printable import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

# More do not fit on a terminal of 24 lines with room to spare for the shell above.
HOSTS_SHOWN = 8
HOST_CHARS = 80
# One failure happens; three in a row are the host's.
FAILING_AFTER = 3
FORBIDDING = frozenset({401, 403, 451})


class HostState(StrEnum):
    FETCHING = "fetching"
    WAITING = "waiting"  # for its turn: politeness
    DELAYED = "delayed"  # slower than configured: the host asked for it
    FAILING = "failing"
    FORBIDDEN = "forbidden"
    IDLE = "idle"


STYLES = {
    HostState.FETCHING: "green",
    HostState.WAITING: "cyan",
    HostState.DELAYED: "yellow",
    HostState.FAILING: "red",
    HostState.FORBIDDEN: "magenta",
    HostState.IDLE: "dim",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """`delay_s` is the gap between two requests; `failures` counts those since the last success."""

    name: str
    in_flight: int = 0
    queued: int = 0
    answers: int = 0
    failures: int = 0
    delay_s: float = 0.0
    last_status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`hosts` busiest first; `delay_s` is the gap that the settings ask for."""

    elapsed_s: float = 0.0
    pages_per_s: float = 0.0
    answers: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    images: int = 0
    failed: int = 0
    queued: int = 0
    in_flight: int = 0
    seeds_read: int = 0
    seeds_total: int = 0
    delay_s: float = 0.0
    stopping: bool = False
    hosts: tuple[Host, ...] = ()


def panel(figures: Figures) -> RenderableType:
    return Group(_speed(figures), _gains(figures), _load(figures), _hosts(figures))


def state_of(host: Host, delay_s: float) -> HostState:
    if host.last_status in FORBIDDING:
        return HostState.FORBIDDEN
    if host.failures >= FAILING_AFTER:
        return HostState.FAILING
    if host.in_flight:
        return HostState.FETCHING
    if host.queued:
        return HostState.DELAYED if host.delay_s > delay_s else HostState.WAITING
    return HostState.IDLE


def _speed(figures: Figures) -> Text:
    elapsed = timedelta(seconds=int(figures.elapsed_s))
    end = " · stopping, what is in flight is finished" if figures.stopping else ""
    line = Text("presskeep ", style="bold", no_wrap=True, overflow="ellipsis")
    return line.append(f"{elapsed} · {figures.pages_per_s:.1f} pages/s{end}", style="not bold")


def _gains(figures: Figures) -> Text:
    return _counts(
        ("articles", figures.new),
        ("changed", figures.changed),
        ("images", figures.images),
        ("duplicates", figures.duplicates),
        ("unchanged", figures.unchanged),
        ("failed", figures.failed),
    )


def _load(figures: Figures) -> Text:
    line = _counts(
        ("queue", figures.queued), ("in flight", figures.in_flight), ("answers", figures.answers)
    )
    return line.append(f" · seeds {figures.seeds_read}/{figures.seeds_total}")


def _counts(*counts: tuple[str, int]) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis")
    for index, (name, count) in enumerate(counts):
        line.append(" · " if index else "").append(f"{name} ").append(f"{count:,}", style="bold")
    return line


def _hosts(figures: Figures) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("host", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("state", no_wrap=True)
    for heading in ("now", "next", "got"):
        table.add_column(heading, justify="right", no_wrap=True)
    for host in figures.hosts[:HOSTS_SHOWN]:
        state = state_of(host, figures.delay_s)
        counts = (Text(f"{count:,}") for count in (host.in_flight, host.queued, host.answers))
        table.add_row(
            Text(one_line(host.name, HOST_CHARS)), Text(state, style=STYLES[state]), *counts
        )
    return table
