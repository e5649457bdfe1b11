"""The display as a terminal would show it, at three widths."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from crawler.extensions.progress_panel import (
    HOSTS_SHOWN,
    Figures,
    Host,
    HostState,
    panel,
    state_of,
)

BUSY = Figures(
    elapsed_s=3723,
    pages_per_s=12.34,
    answers=45_678,
    new=1234,
    images=99,
    duplicates=7,
    queued=1_000_000,
    in_flight=16,
    seeds_read=3,
    seeds_total=10,
    delay_s=1.0,
    hosts=(
        Host(name="news.example", in_flight=1, queued=12, answers=34, delay_s=1.0),
        Host(name="slow.example", queued=3, delay_s=60.0),
    ),
)


def drawn(figures: Figures, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system=None).print(panel(figures))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 140])
def test_every_line_fits_the_terminal(width: int) -> None:
    lines = drawn(BUSY, width).splitlines()
    assert len(lines) == 6
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("width", [80, 140])
def test_the_figures_are_there(width: int) -> None:
    speed, gains, load, _, first, second = drawn(BUSY, width).splitlines()
    assert speed.rstrip() == "presskeep 1:02:03 · 12.3 pages/s"
    assert gains.startswith("articles 1,234 · changed 0 · images 99 · duplicates 7")
    assert load.startswith("queue 1,000,000 · in flight 16 · answers 45,678 · seeds 3/10")
    assert first.split() == ["news.example", "fetching", "1", "12", "34"]
    assert second.split() == ["slow.example", "delayed", "0", "3", "0"]


def test_a_narrow_terminal_still_names_host_and_state() -> None:
    line = drawn(BUSY, 40).splitlines()[4]
    assert line.startswith("news.example")
    assert "fetching" in line


@pytest.mark.parametrize(
    ("host", "state"),
    [
        (Host(name="h"), HostState.IDLE),
        (Host(name="h", in_flight=1), HostState.FETCHING),
        (Host(name="h", queued=1, delay_s=1.0), HostState.WAITING),
        (Host(name="h", queued=1, delay_s=30.0), HostState.DELAYED),
        (Host(name="h", queued=1, failures=2), HostState.WAITING),
        (Host(name="h", in_flight=1, failures=3), HostState.FAILING),
        (Host(name="h", in_flight=1, last_status=403), HostState.FORBIDDEN),
    ],
)
def test_a_host_is_in_one_state(host: Host, state: HostState) -> None:
    assert state == state_of(host, delay_s=1.0)


def test_a_host_name_is_text_and_no_markup() -> None:
    assert "[bold red]x[/]" in drawn(Figures(hosts=(Host(name="[bold red]x[/]"),)))


def test_a_host_name_cannot_move_the_cursor_or_break_its_line() -> None:
    shown = drawn(Figures(hosts=(Host(name="a\x1b[2J\x07b\nc\u202ed"),)))
    assert "a [2J b c d" in shown
    assert len(shown.splitlines()) == 5


def test_a_host_name_without_end_takes_one_line() -> None:
    assert len(drawn(Figures(hosts=(Host(name="x" * 100_000),))).splitlines()) == 5


def test_more_hosts_than_fit_are_left_out() -> None:
    hosts = tuple(Host(name=f"h{n}") for n in range(50))
    assert len(drawn(Figures(hosts=hosts)).splitlines()) == 4 + HOSTS_SHOWN


def test_stopping_is_said() -> None:
    assert "stopping" in drawn(Figures(stopping=True)).splitlines()[0]
