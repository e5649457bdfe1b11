"""What the tests let workers do. A module of its own: a worker imports the call by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path


def length(body: bytes) -> int:
    return len(body)


def reverse(body: bytes) -> bytes:
    return body[::-1]


def own_pid(_: object) -> int:
    return os.getpid()


def obey(order: str) -> str:
    """One call with many fates, so that one pool can be given good and bad pages in turn."""
    word, _, argument = order.partition(" ")
    if word == "sleep":
        time.sleep(float(argument))
    elif word == "segfault":
        ctypes.string_at(0)
    elif word == "exit":
        os._exit(int(argument))
    elif word == "stop":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "allocate":
        return str(len([bytes(10_000_000) for _ in range(10_000)]))
    elif word == "raise":
        raise LookupError(argument)
    elif word == "unpicklable":
        return lambda: argument  # type: ignore[return-value]  # the point of the test
    elif word == "limits":
        return Path("/proc/self/limits").read_text(encoding="ascii")
    return f"done: {order}"
