"""Which feeds, sitemaps and listings a page of links named when it was last read.

A page that did not change is not read again; what it leads to is looked at all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.ledger.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.ledger.connection import Connection

_FORGET = "DELETE FROM hub_links WHERE hub = ?"
_NOTE = "INSERT OR IGNORE INTO hub_links (hub, named) SELECT ?, seq FROM urls WHERE key = ?"
_NAMED = """
    SELECT url, key, host, role, seed, via, hops, depth, priority
    FROM hub_links JOIN urls ON seq = named WHERE hub = ? ORDER BY named
"""
_COLUMNS = ("url", "key", "host", "role", "seed", "via", "hops", "depth", "priority")


class HubLinks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, hub: int, keys: Iterable[bytes]) -> None:
        """The URLs of these keys, which are in the ledger, are all that the hub names now."""
        self._connection.change(_FORGET, (hub,))
        for key in keys:
            self._connection.change(_NOTE, (hub, key))

    def named(self, hub: int) -> list[Found]:
        """As they were found last, in the order of their acceptance."""
        rows = self._connection.rows(_NAMED, (hub,))
        return [Found(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
