"""What is fetched next: the hosts take turns, and only a few URLs of each are out at a time.

The queue itself is the ledger's; in memory are only the URLs that were handed out, however many
wait, and a killed run loses nothing.
"""

from __future__ import annotations

from asyncio import Event
from collections import Counter
from sys import maxsize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.ledger.queue import Queue, Queued


class Frontier:
    """`per_host` and `in_all` are the most URLs that are handed out and not yet done, `in_a_run`
    the most that a host gets of the whole run; 0 is no limit. Of a host that `is_resting` none are.
    """

    def __init__(
        self,
        queue: Queue,
        *,
        per_host: int,
        in_all: int,
        in_a_run: int = 0,
        is_resting: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.changed = Event()
        self._queue = queue
        self._per_host = per_host
        self._in_all = in_all
        self._in_a_run = in_a_run or maxsize
        self._is_resting = is_resting
        self._out: dict[int, str] = {}
        self._out_by_host: Counter[str] = Counter()
        self._had: Counter[str] = Counter()
        self._last_host = ""
        self._closed = False

    def __len__(self) -> int:
        """How many URLs are handed out."""
        return len(self._out)

    def holds(self, seq: int) -> bool:
        """Whether that URL is handed out and not yet done."""
        return seq in self._out

    def take(self) -> list[Queued]:
        """One round over the hosts, as far as there is room; empty if nothing can be handed out."""
        if self._closed:
            return []
        taken: list[Queued] = []
        first: str | None = None
        while len(self._out) < self._in_all:
            host = self._queue.next_host(self._last_host) or self._queue.next_host("")
            if host is None or host == first:
                break
            first = first or host
            self._last_host = host
            if not self._is_resting(host):
                taken += self._take_of(host)
        return taken

    def spent_hosts(self) -> list[str]:
        """Hosts that had all that one run has for them; what waits of them waits for the next."""
        return sorted(host for host, had in self._had.items() if had >= self._in_a_run)

    def close(self) -> None:
        """Nothing more is handed out: the run ends, and what waits stays for the next one."""
        self._closed = True
        self.changed.set()

    def hold(self, queued: Queued) -> None:
        """It is worked on without having been handed out: its answer is there already."""
        self._out[queued.seq] = queued.host
        self._out_by_host[queued.host] += 1

    def done(self, seq: int) -> None:
        """The URL was settled, or goes back to the queue."""
        host = self._out.pop(seq, None)
        if host is not None:
            self._out_by_host[host] -= 1
            if not self._out_by_host[host]:
                del self._out_by_host[host]
        self.changed.set()

    def _take_of(self, host: str) -> list[Queued]:
        room = min(
            self._per_host - self._out_by_host[host],
            self._in_all - len(self._out),
            self._in_a_run - self._had[host],
        )
        if room <= 0:
            return []
        out = [seq for seq, out_host in self._out.items() if out_host == host]
        taken = self._queue.waiting(host, room, out)
        for queued in taken:
            self.hold(queued)
        self._had[host] += len(taken)
        return taken
