"""The lines of an index that is being written: out of memory, and sorted in the end."""

from __future__ import annotations

import errno
import os
import random
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from crawler.warc import index_lines
from crawler.warc.index_lines import IndexLines

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = [f"com,example)/{number * 7919 % 1733:05} \u00fc\U0001f9c0 x\n" for number in range(1733)]


def sorted_by(lines: list[str]) -> str:
    with closing(IndexLines()) as index:
        for line in lines:
            index.add(line)
        return b"".join(index.content()).decode()


def no_room(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def half(descriptor: int, pack: bytes, offset: int) -> int:
    return WRITE(descriptor, pack[: len(pack) // 2], offset)


WRITE = os.pwrite


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1733])
def test_however_many_lines_are_sorted_as_one(count: int) -> None:
    assert sorted_by(LINES[:count]) == "".join(sorted(LINES[:count]))


@pytest.mark.parametrize("write", [no_room, half])
def test_what_cannot_be_put_away_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, write: Callable[..., int]
) -> None:
    """And what can be again, after that, lies beside it."""
    calls = iter([WRITE, write, WRITE])

    def written(descriptor: int, pack: bytes, offset: int) -> int:
        return next(calls)(descriptor, pack, offset)

    monkeypatch.setattr(os, "pwrite", written)
    assert sorted_by(LINES) == "".join(sorted(LINES))


def test_without_a_place_for_the_file_they_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_lines, "TemporaryFile", no_room)
    assert sorted_by(LINES) == "".join(sorted(LINES))


def test_a_hundred_thousand_take_little_memory() -> None:
    chance = random.Random(1)
    with closing(IndexLines()) as index:
        tracemalloc.start()
        for number in range(100_000):
            index.add(f"com,example)/{number} {chance.randbytes(32).hex()}\n")
        taken, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert taken < 300_000
