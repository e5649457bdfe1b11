"""`python -m crawler.workers.worker SOCKET PARENT MEGABYTES`: one extraction process.

A plain Python of its own rather than multiprocessing's: it imports what the call needs and
nothing of Scrapy, shares no lock with other workers, and a dead one is an end of file.
"""

from __future__ import annotations

import logging
import socket
import sys
import traceback
from typing import TYPE_CHECKING, Any

from crawler.garbage import collect_rarely
from crawler.workers.frames import (
    BROKEN,
    BUG,
    LENGTH_BYTES,
    OUT_OF_MEMORY,
    READY,
    RESULT,
    frame,
    length_of,
    resolved,
    unpickled,
)
from crawler.workers.guards import die_with, ignore_stop_signals, limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Call = Callable[[Any], Any]


def main(descriptor: int, parent: int, megabytes: int) -> None:
    ignore_stop_signals()
    die_with(parent)
    limit_memory(megabytes)
    # What libraries log of a page is not worth a line; what they raise is reported.
    logging.getLogger().addHandler(logging.NullHandler())
    connection = socket.socket(fileno=descriptor)
    with connection, connection.makefile("rb") as incoming:
        _serve(connection, incoming)


def _serve(connection: socket.socket, incoming: BinaryIO) -> None:
    call = _receive_call(connection, incoming)
    while call is not None:
        body = _receive(incoming)
        if body is None:
            return
        answer = _answer(call, body)
        connection.sendall(answer or frame((OUT_OF_MEMORY, None)))
        if answer is None:
            # What is left of the heap is not worth trusting; a new worker takes over.
            return


def _receive_call(connection: socket.socket, incoming: BinaryIO) -> Call | None:
    body = _receive(incoming)
    if body is None:
        return None
    try:
        call = resolved(unpickled(body))
    except Exception:  # noqa: BLE001 - importing the call runs anything; it is reported whole
        connection.sendall(frame((BROKEN, traceback.format_exc())))
        return None
    collect_rarely()
    connection.sendall(frame((READY, None)))
    return call


def _answer(call: Call, body: bytes) -> bytes | None:
    """None when memory ran out."""
    try:
        return frame((RESULT, call(unpickled(body))))
    except MemoryError:
        return None
    except Exception as error:  # noqa: BLE001 - the edge: what a page can raise is unknown
        return frame((BUG, (_in_a_line(error), traceback.format_exc())))


def _in_a_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _receive(incoming: BinaryIO) -> bytes | None:
    """None at the end: the crawl has closed its side."""
    prefix = incoming.read(LENGTH_BYTES)
    if len(prefix) < LENGTH_BYTES:
        return None
    return incoming.read(length_of(prefix))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
