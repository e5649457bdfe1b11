"""The bytes of each exchange, copied between Twisted's HTTP/1.1 client and the socket.

Every later hook has lost something: order and case of the fields, chunk framing, failed answers.
This file is the only one that stands on private names of Scrapy and Twisted; it refuses versions
that it was not tested with, and tests/download/test_wire.py compares its bytes with a server's own.
"""

# mypy: allow-untyped-calls
# The private classes of Twisted that this file is about are not annotated.

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import scrapy
import twisted
from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import NotSupported
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.error import ConnectionAborted, DNSLookupError
from twisted.web.client import HTTPConnectionPool

from crawler.download.addresses import AddressRefused, GuardedReactor

if TYPE_CHECKING:
    from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.python.failure import Failure

    from crawler.download.attempt import Attempt, Fetch
    from crawler.warc import Truncation

# Name, version found, first and last one tested: (major, minor).
_TESTED = (
    ("Scrapy", scrapy.__version__, (2, 19), (2, 20)),
    ("Twisted", twisted.__version__, (26, 0), (26, 99)),
)


class UntestedVersionError(ImportError):
    """The private names that this file stands on may mean something else in that version."""


def check_version(name: str, found: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    major, minor = found.split(".")[:2]
    if not first <= (int(major), int(minor)) <= last:
        between = f"{first[0]}.{first[1]} to {last[0]}.{last[1]}"
        raise UntestedVersionError(f"captures are tested with {name} {between}; this is {found}")


for _library in _TESTED:
    check_version(*_library)

# The fetch for which the pool is asked for a connection: set around Scrapy's download_request.
CURRENT_FETCH: ContextVar[Fetch] = ContextVar("CURRENT_FETCH")


def tee(handler: HTTP11DownloadHandler, *, allow_private_addresses: bool) -> None:
    """Gives a handler of Scrapy's a pool whose connections copy what passes through them."""
    plain = handler._pool  # noqa: SLF001
    pool = _TeeingPool(plain._reactor, persistent=True)  # noqa: SLF001
    pool.maxPersistentPerHost = plain.maxPersistentPerHost
    pool.guards_addresses = not allow_private_addresses
    handler._pool = pool  # noqa: SLF001


class _TeeingProtocol(_LenientHTTP11ClientProtocol):
    """Each request is an attempt of the fetch that holds the connection at that time."""

    fetch: Fetch
    _attempt: Attempt | None = None

    def request(self, request: Any) -> Deferred[Any]:
        if self._state == "QUIESCENT":
            self._attempt = attempt = self.fetch.begin(self._connection)
            # Of the class: a request that is tried again on another connection has ours already.
            write_to = type(request).writeTo
            request.writeTo = lambda transport: write_to(request, _SentTee(transport, attempt.sent))
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._attempt is not None:
            self._attempt.receive(data)
            if self.fetch.is_flooded_by(self._attempt):
                self._break_off("length")
                self._connection.abortConnection()
                return
        super().dataReceived(data)

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._attempt is not None:
            self._attempt.finish(bytes_after=len(rest))
            self._attempt = None
        super()._finishResponse(rest)

    def _giveUp(self, reason: Failure) -> None:  # noqa: N802 - Twisted's name
        self._break_off("unspecified")
        super()._giveUp(reason)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override] # noqa: N802
        if reason.check(ConnectionAborted) is not None:
            # By us. To a response whose end is the connection's it would look like its end.
            self._break_off("unspecified")
        # First: it may finish a response whose end is the connection's.
        super().connectionLost(reason)
        self._break_off("disconnect")

    @property
    def _connection(self) -> Any:
        """A TCP connection or TLS over one, which Twisted annotates as less."""
        return self.transport

    def _break_off(self, why: Truncation) -> None:
        if self._attempt is not None:
            self._attempt.break_off(why)
            self._attempt = None


class _SentTee:
    """The transport, for as long as the request is written: what is sent is copied."""

    def __init__(self, transport: Any, sent: bytearray) -> None:
        self._transport = transport
        self._sent = sent

    def write(self, part: bytes) -> None:
        self._sent += part
        self._transport.write(part)

    def writeSequence(self, parts: Any) -> None:  # noqa: N802 - Twisted's name
        self.write(b"".join(parts))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _TeeingFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _TeeingProtocol:  # noqa: N802
        del addr
        return _TeeingProtocol(self._quiescentCallback)


class _TeeingPool(HTTPConnectionPool):
    _factory = _TeeingFactory
    guards_addresses = True

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: N802
        fetch = CURRENT_FETCH.get()
        of_fetch: Any = _FetchEndpoint(endpoint, fetch, self)
        connected = super().getConnection(key, of_fetch)
        return connected.addCallback(_assign, fetch)


class _FetchEndpoint:
    """An endpoint whose connection belongs to the fetch, also where Twisted dials a second time."""

    def __init__(self, endpoint: Any, fetch: Fetch, pool: _TeeingPool) -> None:
        self._endpoint = endpoint
        self._fetch = fetch
        self._refused: list[str] = []
        by_name = getattr(endpoint, "_wrappedEndpoint", endpoint)
        if not isinstance(by_name, HostnameEndpoint):
            raise NotSupported("only direct connections are captured, not those of a proxy")
        if pool.guards_addresses:
            by_name._reactor = GuardedReactor(by_name._reactor, self._refused.append)  # noqa: SLF001

    def connect(self, factory: Any) -> Deferred[Any]:
        connected: Deferred[Any] = self._endpoint.connect(factory)
        return connected.addCallbacks(_assign, self._explain, callbackArgs=(self._fetch,))

    def _explain(self, failure: Failure) -> Failure:
        if self._refused and failure.check(DNSLookupError):
            raise AddressRefused(self._refused[0]) from failure.value
        return failure


def _assign(connection: Any, fetch: Fetch) -> Any:
    """A connection out of the pool is wrapped by what would try a stale one again."""
    getattr(connection, "_clientProtocol", connection).fetch = fetch
    return connection
