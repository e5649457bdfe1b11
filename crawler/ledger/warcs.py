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

    def elsewhere(self) -> dict[str, str]:
        """The folders of the files that are not in the archive's own, by name."""
        sql = "SELECT name, folder FROM warcs WHERE folder IS NOT NULL"
        return dict(self._connection.rows(sql))
