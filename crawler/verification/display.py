"""How far a check is, on a terminal: bytes done of all. Nothing where nobody watches."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from rich import progress as rich_progress
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.verification.processes import Progress

_REFRESH_S = 0.25


@asynccontextmanager
async def shown(progress: Progress, *, wanted: bool) -> AsyncIterator[None]:
    if not wanted or not _can_be_drawn():
        yield
        return
    bar = _bar()
    with suppress(OSError):  # the terminal may go while the check goes on
        bar.start()
    drawing = asyncio.create_task(_draw(bar, progress))
    try:
        yield
    finally:
        drawing.cancel()
        with suppress(OSError):
            bar.stop()


def _can_be_drawn() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _bar() -> rich_progress.Progress:
    return rich_progress.Progress(
        rich_progress.TextColumn("verifying"),
        rich_progress.BarColumn(),
        rich_progress.DownloadColumn(),
        rich_progress.TransferSpeedColumn(),
        rich_progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        # Lines of problems go above the bar where both are on a terminal.
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=False,
    )


async def _draw(bar: rich_progress.Progress, progress: Progress) -> None:
    task = bar.add_task("", total=None)
    while True:
        try:
            bar.update(task, total=progress.total or None, completed=progress.read, refresh=True)
        except OSError:
            return
        await asyncio.sleep(_REFRESH_S)
