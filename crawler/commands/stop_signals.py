"""SIGINT and SIGTERM: the first ends the run cleanly, a second one at once.

Scrapy's own handlers do not tell which signal it was, and their second one runs what is left of the
shutdown; ours leaves as kill -9 would, which is what the archive is built to bear.
"""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from crawler.exit_codes import SIGNAL_BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# GNU timeout, uv and others pass a signal on that the terminal has given to the whole group
# already: what comes this soon after the first is the same one.
SAME_SIGNAL_S = 0.5
SHOW_CURSOR = b"\x1b[?25h\r\n"


class StopSignals:
    """`first` is the number of the signal that ends the run, None as long as none came."""

    def __init__(self) -> None:
        self.first: int | None = None
        # What the first signal calls, in the signal's own frame. None: the run has not begun.
        self.stop: Callable[[], None] | None = None
        # Descriptor of a terminal whose cursor the progress display has hidden.
        self.terminal: int | None = None
        self._since = 0.0

    def install(self) -> None:
        signal.signal(signal.SIGINT, self._received)
        signal.signal(signal.SIGTERM, self._received)

    def _received(self, number: int, _frame: FrameType | None) -> None:
        if self.first is None:
            self.first, self._since = number, time.monotonic()
            self._first()
        elif time.monotonic() - self._since > SAME_SIGNAL_S:
            self._leave(number)

    def _first(self) -> None:
        if self.stop is None:
            raise SystemExit(SIGNAL_BASE + (self.first or 0))
        self.stop()

    def _leave(self, number: int) -> None:
        if self.terminal is not None:
            os.write(self.terminal, SHOW_CURSOR)
        os._exit(SIGNAL_BASE + number)
