"""Exchanges appended to WARC files: one write a group, rotation, and what is safe after a sync.

A file is named .open and locked while it is written; on closing it is synced, renamed and indexed.
What a killed run leaves is for recovery.py; nothing is ever appended after a crash.
"""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from crawler.warc.exchange import Original
from crawler.warc.files import warc_name
from crawler.warc.messages import is_chunked
from crawler.warc.open_file import OpenWarc
from crawler.warc.originals import NoOriginals
from crawler.warc.record import RecordIds, target_uri
from crawler.warc.records import exchange_records, warcinfo_record
from crawler.warc.remarks import remark_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from crawler.article import CaptureRef
    from crawler.warc.exchange import Exchange
    from crawler.warc.originals import Originals
    from crawler.warc.record import Record
    from crawler.warc.remarks import Remark


class UnsyncedError(OSError):
    """A sync failed, and the kernel may have dropped what it could not write."""


def new_record_id() -> str:
    return f"urn:uuid:{uuid4()}"


def utc_now() -> datetime:
    return datetime.now(UTC)


class WarcWriter:
    """One thread writes and closes; `sync` may run in another at the same time.

    `statement` is what the warcinfo record of each file says. A file is made with its first
    exchange: a run that fetches nothing leaves none. `exchanges` counts what was written.
    `originals` knows the payloads captured before: a revisit names one, if its file is closed.
    """

    def __init__(  # noqa: PLR0913 - the clock and the ids are given in tests only
        self,
        folder: Path,
        *,
        statement: Mapping[str, str],
        prefix: str = "presskeep",
        max_bytes: int = 1_000_000_000,
        originals: Originals | None = None,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        self.exchanges = 0
        self._folder = folder
        self._statement = statement
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._originals = originals or NoOriginals()
        self._now = now
        self._new_id = new_id
        self._serial = 0
        self._file: OpenWarc | None = None
        self._swap = threading.Lock()
        self._unsynced: OSError | None = None

    def write(self, exchange: Exchange) -> CaptureRef | None:
        """Where response or revisit are; None without an answer. Raises OSError: nothing was kept.

        The bytes are with the kernel when it returns: kill -9 cannot take them, a power cut can.
        """
        file = self._file_in_hand()
        if (asked := exchange.asked_about) is not None and asked.capture.warc == file.name:
            exchange = replace(exchange, asked_about=None)
        ids = RecordIds(file.warcinfo_id, self._new_id(), self._new_id(), self._new_id())
        records = exchange_records(exchange, ids, self._closed_original)
        ref = file.append(exchange, records)
        self.exchanges += 1
        if ref is not None and records[-1].may_be_original:
            self._note(exchange, records[-1], ref)
        return ref

    def _note(self, exchange: Exchange, answer: Record, ref: CaptureRef) -> None:
        original = Original(
            url=target_uri(exchange.url),
            date=exchange.started,
            capture=ref,
            is_chunked=answer.head is not None and is_chunked(answer.head),
        )
        self._originals.note(original)

    def remark(self, remark: Remark) -> None:
        """In the file of the capture that it speaks of, or in a later one. Raises OSError."""
        file = self._file_in_hand()
        record_id, now = self._new_id(), self._now()
        file.append_remark(
            remark_record(remark, record_id=record_id, warcinfo_id=file.warcinfo_id, now=now)
        )

    def _file_in_hand(self) -> OpenWarc:
        if self._unsynced is not None:
            raise UnsyncedError("earlier captures could not be synced") from self._unsynced
        if self._file is not None and self._file.size >= self._max_bytes:
            self.close()
        return self._file or self._begin_file()

    def _closed_original(self, payload_digest: str) -> Original | None:
        """Of the file in hand a crash may take the end; nothing may refer to what is lost."""
        original = self._originals.find(payload_digest)
        in_hand = self._file.name if self._file else None
        return None if original is None or original.capture.warc == in_hand else original

    def sync(self) -> int:
        """How many exchanges, counted from the first, are on disk for sure: all those whose `write`
        had returned before the call, in this file and in those before it.

        May be called in any thread. Raises OSError; from then on nothing is written any more.
        """
        with self._swap:
            covered = self.exchanges
            descriptor = self._file.duplicate() if self._file else None
        if descriptor is None:
            return covered
        try:
            os.fdatasync(descriptor)
        except OSError as error:
            self._unsynced = error
            raise
        finally:
            os.close(descriptor)
        return covered

    def close(self) -> None:
        """Ends the file in hand: synced, renamed, indexed. The next write begins another.

        A sync in another thread waits, so that it never answers for a file that is not yet synced.
        After a failed sync the file stays .open: recovery reads it before it gets its name.
        """
        with self._swap:
            file, self._file = self._file, None
            if file is None:
                return
            if self._unsynced is not None:
                file.abandon()
                return
            try:
                file.close()
            except OSError as error:
                self._unsynced = error
                raise

    def _begin_file(self) -> OpenWarc:
        created = self._now()
        name = warc_name(self._prefix, created, self._serial, socket.gethostname(), os.getpid())
        warcinfo = warcinfo_record(self._new_id(), created, name, self._statement)
        file = OpenWarc(self._folder, name, warcinfo)
        self._serial += 1
        with self._swap:
            self._file = file
        return file
