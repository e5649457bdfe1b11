"""SQL statements over one SQLite file, with its errors told apart.

A write opens a transaction, `commit` ends it; reads see what is not yet committed. Every read is
finished before it returns, so that none holds up SQLite's write-ahead log.
https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crawler.ledger.errors import told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[Any, ...]


class Connection:
    def __init__(self, raw: sqlite3.Connection, path: str) -> None:
        """`raw` has isolation_level None: transactions are begun here and nowhere else."""
        self.raw = raw
        self.path = path

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        try:
            found: Row | None = self.raw.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise told_apart(error, self.path) from error
        return found

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        try:
            return self.raw.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise told_apart(error, self.path) from error

    def change(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """How many rows were changed."""
        return self._write(sql, values).rowcount

    def change_one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """What a statement with RETURNING says of the row that it changed; None without one."""
        changed = self._write(sql, values).fetchall()
        return changed[0] if changed else None

    def insert(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """The new row's number."""
        return self._write(sql, values).lastrowid or 0

    def commit(self) -> None:
        if not self.raw.in_transaction:
            return
        try:
            self.raw.execute("COMMIT")
        except sqlite3.Error as error:
            raise told_apart(error, self.path) from error

    def close(self) -> None:
        """What was not committed is given up. SQLite moves its log into the file as it closes."""
        self.raw.close()

    def _write(self, sql: str, values: Sequence[Any] | dict[str, Any]) -> sqlite3.Cursor:
        try:
            if not self.raw.in_transaction:
                self.raw.execute("BEGIN IMMEDIATE")
            return self.raw.execute(sql, values)
        except sqlite3.Error as error:
            raise told_apart(error, self.path) from error
