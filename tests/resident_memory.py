"""The most memory that a process and its children hold together, watched from outside."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLED_S = 0.02


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Megabytes, one figure for each look; complete when the block has ended."""
    peaks, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(_SAMPLED_S):
            peaks.append(_resident_mb(pid))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield peaks
    finally:
        over.set()
        watching.join()


def _resident_mb(pid: int) -> float:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    _, _, after = status.partition("VmRSS:")
    own = int(after.split()[0]) / 1024 if after else 0.0
    return own + sum(map(_resident_mb, map(int, children)))
