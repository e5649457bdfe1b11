"""Pieces of work in as many processes as there are cores; one that dies costs its piece only."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.verification.reading_place import ReadingPlace, places
from crawler.verification.work import Done, Kind, Order, Piece, do
from crawler.workers.errors import ReadingError
from crawler.workers.pool import ReaderPool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Only so that nothing waits for ever: 1 GB on a slow disk takes a minute.
_PIECE_LIMIT_S = 24 * 3600.0
# Megabytes of address space: a record of 256 MB, the largest that is read, is there up to five
# times while it is taken apart.
_MEMORY_MB = 2_500

# A signal to the whole group may end a worker that just starts before it ends us: then we are
# stopped within this time, and have nothing to tell of that worker.
_SIGNAL_S = 0.2


class Progress:
    """Bytes that were read of those that there are."""

    def __init__(self, scratch: Path, processes: int) -> None:
        self._scratch = scratch
        self._in_hand = [0] * processes
        self._done = 0
        self.total = 0

    @property
    def read(self) -> int:
        in_hand = zip(places(self._scratch), self._in_hand, strict=False)
        return self._done + sum(min(read, size) for read, size in in_hand)

    def begin(self, slot: int, size: int) -> None:
        ReadingPlace(self._scratch, slot).set(0)
        self._in_hand[slot] = size

    def end(self, slot: int) -> None:
        self._done += self._in_hand[slot]
        self._in_hand[slot] = 0


async def check(
    order: Order, progress: Progress, processes: int, tell: Callable[[Done], None]
) -> None:
    """`order` is the one for the inventory; `tell` gets what each piece gave, as it comes."""
    pool = ReaderPool(processes, _PIECE_LIMIT_S, do, memory_mb=_MEMORY_MB)
    try:
        first = await _done(pool, order)
        tell(first)
        pieces = deque(first.pieces)
        progress.total = sum(piece.size for piece in pieces)
        async with asyncio.TaskGroup() as group:
            for slot in range(processes):
                work = _work(pool, replace(order, slot=slot), pieces, progress, tell)
                group.create_task(work)
    finally:
        await pool.close()


async def _work(
    pool: ReaderPool[Order, Done],
    order: Order,
    pieces: deque[Piece],
    progress: Progress,
    tell: Callable[[Done], None],
) -> None:
    while pieces:
        piece = pieces.popleft()
        progress.begin(order.slot, piece.size)
        tell(await _done(pool, replace(order, piece=piece)))
        progress.end(order.slot)


async def _done(pool: ReaderPool[Order, Done], order: Order) -> Done:
    try:
        return await pool.read(order)
    except ReadingError as error:
        await asyncio.sleep(_SIGNAL_S)
        done = Done()
        place = "the archive" if order.piece.kind is Kind.INVENTORY else order.piece.place
        done.findings.add(place, f"could not be checked: {error}")
        return done
