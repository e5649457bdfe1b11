"""Where the project is, and that its rooms are ours: site-packages may hold others of that name."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("crawler", "spiders", "pipelines")


class ForeignRoomError(ImportError):
    """A distribution of the same name would be imported in place of a room of ours."""


def put_project_first() -> None:
    """Scrapy appends the project to sys.path, where a distribution named `spiders` would win.

    Raises ForeignRoomError if one has been imported already.
    """
    root = str(PROJECT_ROOT)
    sys.path[:] = [root, *(entry for entry in sys.path if entry != root)]
    for room in ROOMS:
        _check_ours(room)


def _check_ours(room: str) -> None:
    spec = find_spec(room)
    origin = spec.origin if spec else None
    if origin is None or Path(origin).resolve().parent != PROJECT_ROOT / room:
        raise ForeignRoomError(f"{room!r} is {origin}, not the one of {PROJECT_ROOT}")
