"""The bytes of a request on a connection, as they gather; a fetch has one or more such attempts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.download.connection_facts import ConnectionFacts, connection_facts, tls_connection

if TYPE_CHECKING:
    from crawler.warc import Truncation

# The wire carries more than the body: fields, chunk framing, 1xx answers. A server that sends more
# than this many times the largest allowed body sends something else.
_WIRE_FACTOR = 2
_WIRE_ALLOWANCE_BYTES = 1_048_576
_END_OF_HEAD = (b"\r\n\r\n", b"\n\n")


class HeadLimits(NamedTuple):
    """Of status line and fields: bytes, and lines."""

    size: int = 256 * 1024
    lines: int = 1_000


class Attempt:
    """Ends once; what the connection brings after that belongs to no exchange.

    `is_whole`: the response came to its end as HTTP defines it.
    """

    def __init__(self, transport: Any, started: datetime, limits: HeadLimits) -> None:
        self.sent = bytearray()
        self.received = bytearray()
        self.started = started
        self.ended: datetime | None = None
        self.is_whole = False
        self.is_head_too_long = False
        self._has_head = False
        self._head_lines = 0
        self._limits = limits
        self.truncated: Truncation | None = None
        self._remote_ip: str = transport.getPeer().host
        self._tls = tls_connection(transport)

    def receive(self, part: bytes) -> None:
        if self.ended is None:
            self.received += part
            if not self._has_head:
                self._look_for_end_of_head(len(self.received) - len(part))

    def _look_for_end_of_head(self, new: int) -> None:
        """Only in what has come since `new`: a head may drip in byte by byte."""
        begin = max(0, new - len(_END_OF_HEAD[0]) + 1)
        found = [self.received.find(end, begin) for end in _END_OF_HEAD]
        ends = [place for place in found if place >= 0]
        size = min(ends, default=len(self.received))
        self._head_lines += self.received.count(b"\n", new, size)
        is_over = size > self._limits.size or self._head_lines > self._limits.lines
        self.is_head_too_long = is_over
        self._has_head = bool(ends)

    def finish(self, bytes_after: int) -> None:
        """The response is whole; the last `bytes_after` of what was received are not part of it."""
        if self.ended is None:
            self.is_whole = True
            del self.received[len(self.received) - bytes_after :]
            self._end()

    def break_off(self, why: Truncation) -> None:
        if self.ended is None:
            self.truncated = why
            self._end()

    @property
    def facts(self) -> ConnectionFacts:
        """To be asked once the attempt has ended: before, the handshake may not be done."""
        return connection_facts(self._remote_ip, self._tls)

    def _end(self) -> None:
        self.ended = datetime.now(UTC)


class Fetch:
    """One download request: an attempt, and another where a kept connection had gone stale.

    `max_body_bytes` of 0 is no limit.
    """

    def __init__(self, max_body_bytes: int, head: HeadLimits) -> None:
        self.attempts: list[Attempt] = []
        self._head = head
        limit = max_body_bytes * _WIRE_FACTOR + _WIRE_ALLOWANCE_BYTES
        self._max_wire_bytes = limit if max_body_bytes else None

    def begin(self, transport: Any) -> Attempt:
        attempt = Attempt(transport, datetime.now(UTC), self._head)
        self.attempts.append(attempt)
        return attempt

    def is_flooded_by(self, attempt: Attempt) -> bool:
        if attempt.is_head_too_long:
            return True
        return self._max_wire_bytes is not None and len(attempt.received) > self._max_wire_bytes

    def settle(self, why: Truncation) -> None:
        """Nothing more is waited for. `why` says what the handler knows better than the connection:
        a time-out and a limit reached look like any other abort down there.
        """
        if not self.attempts:
            return
        last = self.attempts[-1]
        last.break_off(why)
        if not last.is_whole and why in {"time", "length"}:
            last.truncated = why
