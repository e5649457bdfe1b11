"""One worker process as the crawl sees it: started, asked, killed.

Start it from the thread that lives as long as the crawl: on Linux the worker dies with the thread
that started it (prctl(2), PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from typing import Any

from crawler.workers.errors import ReadingBug, ReadingCrash, ReadingMemory
from crawler.workers.frames import (
    BUG,
    LENGTH_BYTES,
    READY,
    RESULT,
    length_of,
    unpickled,
)

# Importing trafilatura takes 0.3 s; this allows for a machine that swaps.
START_LIMIT_S = 60.0


class Reader:
    """`usable` is False from the moment a question is on its way until its answer is here."""

    def __init__(self, process: subprocess.Popen[bytes], ours: socket.socket) -> None:
        self.pages = 0
        self.usable = True
        self._process = process
        self._socket = ours
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ready(self) -> None:
        """Waits until the worker has imported the call. Raises ReadingCrash if it cannot."""
        if self._streams is not None:
            return
        self._streams = await asyncio.open_connection(sock=self._socket)
        try:
            async with asyncio.timeout(START_LIMIT_S):
                word, why = unpickled(await self._exchange(b""))
        except TimeoutError as error:
            raise ReadingCrash(f"a worker did not start within {START_LIMIT_S:.0f} s") from error
        if word != READY:
            self.usable = False
            raise ReadingCrash(f"a worker cannot import what it shall do: {_last_line(why)}")

    async def ask(self, question: bytes) -> Any:
        """`question` is a frame. Raises ReadingBug, ReadingCrash; has no time limit of its own."""
        self.pages += 1
        word, value = _opened(await self._exchange(question))
        if word == RESULT:
            return value
        if word == BUG:
            raise ReadingBug(*value)
        self.usable = False
        raise ReadingMemory("a worker reached its memory limit")

    def kill(self) -> None:
        """The process holds nothing worth saving. `wait` afterwards."""
        self._process.kill()
        if self._streams is None:
            self._socket.close()
        else:
            self._streams[1].close()

    def wait(self) -> int:
        """Blocks until the process is gone. Its exit code; below zero, the signal that ended it."""
        return self._process.wait()

    async def _exchange(self, question: bytes) -> bytes:
        if self._streams is None:
            raise RuntimeError("a worker is asked before it is ready")
        incoming, outgoing = self._streams
        self.usable = False
        try:
            outgoing.write(question)
            await outgoing.drain()
            length = length_of(await incoming.readexactly(LENGTH_BYTES))
            answer = await incoming.readexactly(length)
        except (EOFError, OSError, ValueError) as error:
            raise ReadingCrash(await self._how_it_ended()) from error
        self.usable = True
        return answer

    async def _how_it_ended(self) -> str:
        self._process.kill()
        code = await asyncio.to_thread(self.wait)
        if code >= 0:
            return f"a worker ended with exit code {code}"
        return f"a worker was killed by {signal.Signals(-code).name}"


def _opened(answer: bytes) -> tuple[str, Any]:
    try:
        word, value = unpickled(answer)
    except Exception as error:
        raise ReadingBug(f"a reading cannot be unpickled: {error}") from error
    return word, value


def launch(call: bytes, memory_mb: int) -> Reader:
    """Starts a worker without waiting for it. `call` is a frame, of a few hundred bytes.

    Raises OSError.
    """
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            process = _spawned(theirs.fileno(), memory_mb)
        # Now, so that a worker imports while nobody asks it yet. It fits the socket's buffer.
        ours.sendall(call)
    except OSError:
        ours.close()
        raise
    return Reader(process, ours)


def _spawned(descriptor: int, memory_mb: int) -> subprocess.Popen[bytes]:
    arguments = (descriptor, os.getpid(), memory_mb)
    return subprocess.Popen(  # noqa: S603 - our own module, numbers as arguments
        [sys.executable, "-P", "-m", "crawler.workers.worker", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        env=os.environ | {"PYTHONPATH": _import_path()},
    )


def _import_path() -> str:
    """The worker imports from where we do; -P keeps the working directory out of it."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)  # noqa: PTH100 - text in, text out


def _last_line(traceback: str) -> str:
    return traceback.strip().rpartition("\n")[2]
