"""Which hosts are left in peace, and for how long.

One that asks for a pause gets it. One that gives no answer several times running costs no more
requests in this run, however many of its URLs wait, and ever fewer in the next ones.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.download.retry_after import LONGEST
from crawler.ledger import Reason

if TYPE_CHECKING:
    from crawler.ledger import Ledger

logger = logging.getLogger(__name__)

# What says nothing of the URL, but of its host.
_OF_THE_HOST = frozenset(
    {Reason.DNS, Reason.CONNECTION, Reason.TIMEOUT, Reason.TLS, Reason.HTTP_5XX, Reason.HTTP_429}
)
# One or two may be an accident of the line.
_FAILURES_TO_REST = 5
_FIRST_REST = timedelta(hours=1)


class HostRests:
    def __init__(self, ledger: Ledger) -> None:
        self._hosts = ledger.hosts
        now = _now()
        self._resting = self._hosts.resting(now, now + 2 * LONGEST)
        self._failures: Counter[str] = Counter()
        self._answered: set[str] = set()

    def is_resting(self, host: str) -> bool:
        return host in self._resting

    def settled(self, host: str, reason: Reason, *, has_answered: bool) -> None:
        """What came of a URL of that host; with the gate held."""
        if reason not in _OF_THE_HOST:
            if has_answered:
                self._answers(host)
            return
        self._failures[host] += 1
        if self._failures[host] >= _FAILURES_TO_REST and host not in self._resting:
            rests = self._hosts.rests(host) + 1
            self.rest(host, min(_FIRST_REST * 2 ** min(rests - 1, 10), LONGEST), rests)

    def rest(self, host: str, wait: timedelta, rests: int = 0) -> None:
        """With the gate held."""
        logger.warning("%s is left in peace for %s", host, wait)
        self._resting.add(host)
        self._hosts.rest(host, until=_now() + wait, rests=rests)

    def _answers(self, host: str) -> None:
        self._failures[host] = 0
        if host not in self._answered:
            self._answered.add(host)
            self._hosts.forget(host)


def _now() -> datetime:
    return datetime.now(UTC)
