"""The files of captures that articles name: the archive's own, and other people's elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.ledger.connection import Connection

_NOTE = """
    INSERT INTO warcs (name, folder) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET folder = excluded.folder
"""


class Warcs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, name: str, *, folder: str | None) -> None:
        """`folder` is None for a file in the archive's own."""
        self._connection.change(_NOTE, (name, folder))

    def folder_of(self, name: str) -> str | None:
        """None for a file in the archive's own, or one that is not known."""
        row = self._connection.row("SELECT folder FROM warcs WHERE name = ?", (name,))
        return row[0] if row else None
