"""Decisions pass in the order of the captures, in whatever order extraction finishes.

What is first, which copy is the duplicate and which text is version 000 must come out the same when
the archive is rebuilt from its WARC files, where the order of the captures is all there is.
"""

from __future__ import annotations

from asyncio import Event
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.article import CaptureRef


class CaptureOrder:
    """A queue of captures that still have a decision to make.

    Whoever enters a capture sees to it that it leaves, whatever becomes of its answer: those behind
    it wait until then.
    """

    def __init__(self) -> None:
        self._turns: OrderedDict[CaptureRef, Event] = OrderedDict()

    def __len__(self) -> int:
        return len(self._turns)

    def enter(self, capture: CaptureRef) -> None:
        self._turns[capture] = Event()
        self._wake_first()

    async def turn(self, capture: CaptureRef) -> None:
        """Returns once every capture that entered earlier has left; at once for a stranger."""
        turn = self._turns.get(capture)
        if turn is not None:
            await turn.wait()

    def leave(self, capture: CaptureRef) -> None:
        """May be called twice, and for a capture that never entered."""
        self._turns.pop(capture, None)
        self._wake_first()

    def _wake_first(self) -> None:
        first = next(iter(self._turns.values()), None)
        if first is not None:
            first.set()
