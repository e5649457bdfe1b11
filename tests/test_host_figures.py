"""What the hosts of a run answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler import host_figures
from crawler.host_figures import OTHERS, HostFigures, HostTable

if TYPE_CHECKING:
    import pytest


def note(table: HostTable, host: str, status: int | None = 200, *, is_whole: bool = True) -> None:
    table.note(host, status=status, is_whole=is_whole, wire_bytes=100, seconds=0.25)


def test_answers_are_counted_by_class_and_failures_apart() -> None:
    table = HostTable()
    for status in (200, 200, 301, 404, 503, None):
        note(table, "a.example", status)
    note(table, "a.example", 200, is_whole=False)
    (figures,) = table.busiest_first()
    assert figures == HostFigures(
        host="a.example",
        requests=7,
        answers={"2xx": 2, "3xx": 1, "4xx": 1, "5xx": 1},
        failures=2,
        bytes=700,
        seconds=1.75,
    )


def test_the_busiest_host_comes_first() -> None:
    table = HostTable()
    for host in ("b.example", "c.example", "c.example", "a.example"):
        note(table, host)
    assert [figures.host for figures in table.busiest_first()] == [
        "c.example",
        "a.example",
        "b.example",
    ]


def test_hosts_beyond_the_limit_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_figures, "MOST_HOSTS", 2)
    table = HostTable()
    for host in ("a.example", "b.example", "c.example", "d.example", "a.example"):
        note(table, host)
    counted = {figures.host: figures.requests for figures in table.busiest_first()}
    assert counted == {"a.example": 2, "b.example": 1, OTHERS: 2}
