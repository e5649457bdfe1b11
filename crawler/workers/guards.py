"""What keeps a worker from outliving the crawl, ending before it, or eating the machine."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PARENT_POLL_S = 1.0
MEGABYTE = 1024 * 1024


def ignore_stop_signals() -> None:
    """Ctrl-C and `systemctl stop` reach the whole group; only the crawl decides when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def die_with(parent: int) -> None:
    """Ends this process when the process `parent`, which started it, ends in whatever way."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    # It may have died before the watch was set.
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_POLL_S)
    os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Address space, so that an allocation fails here before the machine starts to swap."""
    _lower(resource.RLIMIT_AS, megabytes * MEGABYTE)
    # A crash must not write those megabytes to disk as a core file.
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, limit: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    # macOS refuses RLIMIT_AS; the time limit still holds there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (limit, hard))
