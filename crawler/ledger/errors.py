"""What can be wrong with a ledger, told apart by what the run must do about it."""

from __future__ import annotations

import errno
import sqlite3


class LedgerError(Exception):
    """The ledger cannot be used: damaged, of a newer version, of another program, or in use."""


class LedgerUnwritableError(OSError):
    """The disk is full or read-only, or fails: the run stops and says so. `errno` says which."""


# Primary result codes, the lower byte of the extended ones: https://www.sqlite.org/rescode.html
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_IN_USE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_PRIMARY_CODE = 0xFF


def told_apart(error: sqlite3.Error, path: str) -> LedgerError | LedgerUnwritableError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    if code in _OF_THE_DISK:
        return LedgerUnwritableError(_OF_THE_DISK[code], f"the ledger: {error}", path)
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code in _IN_USE:
        return LedgerError(f"{path}: another process writes it: {error}")
    return LedgerError(f"{path}: {error}")


def damaged(path: str, detail: str) -> LedgerError:
    return LedgerError(
        f"{path}: the ledger is damaged ({detail}); it was left as it is: put back a copy of it,"
        " or move it away and make it again from the captures with `scrapy crawl warc`"
    )
