"""Pages in, readings out, in processes of their own: what befalls one page, no other feels.

`call` is a module's function, a functools.partial of one, or the name of one as MODULE:FUNCTION,
which nobody but a worker imports; its argument and its result are pickled. With `workers` 0 the
call runs in the crawl's own process: the same answers and errors, but no limit of time or memory.

Why not pebble or concurrent.futures (measured 2026-11 on 2 cores, 100 KB in, 4 KB out): pebble
costs the crawl 0.19 ms of CPU a page, this 0.06; multiprocessing's workers import the main
script, which is Scrapy (60 MB each, this 14); theirs share one pipe and its locks, so a worker
killed while it holds one stops the others; pebble's time limit reads the wall clock, which jumps.
"""

from __future__ import annotations

import asyncio
import traceback
from typing import TYPE_CHECKING, Generic, TypeVar

from crawler.workers.errors import ReadingBug, ReadingCrash, ReadingTimeout
from crawler.workers.frames import frame, resolved
from crawler.workers.reader import launch

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.workers.reader import Reader

# Megabytes of address space of a worker; crawler/settings.py gives the reason.
MEMORY_MB = 1500
# libxml2 and the allocator keep what a huge page once took. A start with trafilatura costs 0.3 s
# of CPU, this many pages about two minutes.
PAGES_PER_WORKER = 5000

A = TypeVar("A")
R = TypeVar("R")


class ReaderPool(Generic[A, R]):
    def __init__(
        self,
        workers: int,
        timeout_s: float,
        call: Callable[[A], R] | str,
        *,
        memory_mb: int = MEMORY_MB,
        pages_per_worker: int = PAGES_PER_WORKER,
    ) -> None:
        self._workers = workers
        self._timeout_s = timeout_s
        self._call = call
        self._memory_mb = memory_mb
        self._pages_per_worker = pages_per_worker
        self._closed = False
        self._readers: set[Reader] = set()
        self._endings: set[asyncio.Future[int]] = set()
        # A place for each worker, empty until it is needed; the one used last comes first.
        self._places: asyncio.LifoQueue[Reader | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._places.put_nowait(None)

    @property
    def size(self) -> int:
        """How many workers there are; 0: it reads in this process."""
        return self._workers

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(reader.pid for reader in self._readers)

    def warm(self) -> None:
        """Starts all workers; they import while the crawl goes on. Call it in the main thread."""
        places = [self._places.get_nowait() for _ in range(self._places.qsize())]
        for place in places:
            self._places.put_nowait(place or self._launch())

    async def read(self, value: A) -> R:
        """Raises ReadingTimeout, ReadingCrash, ReadingBug: each costs this page alone."""
        if not self._workers:
            return self._read_inline(value)
        reader = await self._places.get()
        try:
            reader = self._living(reader)
            return await self._read_with(reader, value)
        finally:
            self._places.put_nowait(self._successor(reader))

    async def close(self) -> None:
        """Ends every worker; pages still being read end in ReadingCrash."""
        self._closed = True
        for reader in tuple(self._readers):
            self._dismiss(reader)
        await asyncio.gather(*self._endings)

    def _read_inline(self, value: A) -> R:
        if self._closed:
            raise ReadingCrash("the workers are closed")
        try:
            result: R = resolved(self._call)(value)
        except Exception as error:
            raise ReadingBug(f"{type(error).__name__}: {error}", traceback.format_exc()) from error
        return result

    async def _read_with(self, reader: Reader, value: A) -> R:
        await reader.ready()
        question = frame(value)
        try:
            async with asyncio.timeout(self._timeout_s):
                result: R = await reader.ask(question)
        except TimeoutError as error:
            raise ReadingTimeout(f"a page took more than {self._timeout_s:g} s") from error
        return result

    def _living(self, reader: Reader | None) -> Reader:
        if reader is not None and reader.alive:
            return reader
        self._dismiss(reader)
        return self._launch()

    def _launch(self) -> Reader:
        if self._closed:
            raise ReadingCrash("the workers are closed")
        try:
            reader = launch(frame(self._call), self._memory_mb)
        except OSError as error:
            raise ReadingCrash(f"no worker can be started: {error}") from error
        self._readers.add(reader)
        return reader

    def _successor(self, reader: Reader | None) -> Reader | None:
        """Who takes the place: the same worker, or nobody until it is needed again."""
        if reader is None or reader not in self._readers:
            return None
        if reader.usable and reader.pages < self._pages_per_worker:
            return reader
        self._dismiss(reader)
        return None

    def _dismiss(self, reader: Reader | None) -> None:
        if reader is None or reader not in self._readers:
            return
        self._readers.remove(reader)
        reader.kill()
        ending = asyncio.ensure_future(asyncio.to_thread(reader.wait))
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
