"""The demonstration's servers, on several loopback addresses, in threads of this process.

A port goes in, running servers and the seed list for them come out.
"""

from __future__ import annotations

import contextlib
import errno
import socket
from dataclasses import dataclass
from socketserver import ThreadingTCPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING

from crawler.demo import content
from crawler.demo.handler import DemoHandler
from crawler.demo.seeds import seed_list
from crawler.demo.site import answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any, Self

    from crawler.demo.edition import Hosts
    from crawler.demo.site import Answers

# The same in every run, so that a second run finds the URLs that it knows.
DEFAULT_PORT = 18080
# Each newspaper has an address of its own, as newspapers do; Linux answers on all of 127/8.
ADDRESSES = ("127.0.0.1", "127.0.1.1", "127.0.1.2", "127.0.1.3")
POLL_S = 0.05


class DemoPortTakenError(OSError):
    """Somebody listens where the demonstration would; the message names address and port."""


class DemoServer(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, DemoHandler)
        self.host = f"{address[0]}:{self.server_address[1]}"
        self.site: Answers = {}
        self._connections: set[socket.socket] = set()
        self._lock = Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle of an answer is no news."""

    def start(self) -> None:
        Thread(target=self.serve_forever, args=(POLL_S,), daemon=True, name=self.host).start()

    def stop(self) -> None:
        """Closes idle connections too: their threads wait for a next request."""
        self.shutdown()
        self.server_close()
        with self._lock:
            open_still = tuple(self._connections)
        for connection in open_still:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class DemoNewspaper:
    """The running demonstration: `seeds` is its seed list, `hosts` maps newspapers to host:port."""

    seeds: str
    hosts: Hosts
    servers: tuple[DemoServer, ...]

    def close(self) -> None:
        for server in self.servers:
            server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def serve(port: int = DEFAULT_PORT) -> DemoNewspaper:
    """Starts to serve all newspapers; port 0 takes free ports, for tests.

    DemoPortTakenError when a port is in use.
    """
    servers: list[DemoServer] = []
    try:
        servers.extend(_listening(port))
    except OSError:
        for server in servers:
            server.server_close()
        raise
    return _started(tuple(servers))


def _listening(port: int) -> Iterator[DemoServer]:
    for place, address in enumerate(ADDRESSES):
        try:
            yield _bound(address, port)
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:
                raise
            yield _bound(ADDRESSES[0], port + place if port else 0)


def _bound(address: str, port: int) -> DemoServer:
    try:
        return DemoServer((address, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        message = (
            f"port {port} of {address} is in use: another run of the demonstration, or another "
            "program, listens there"
        )
        raise DemoPortTakenError(message) from error


def _started(servers: tuple[DemoServer, ...]) -> DemoNewspaper:
    keys = [newspaper.key for newspaper in content.newspapers()]
    hosts = {key: server.host for key, server in zip(keys, servers, strict=True)}
    site = answers(hosts)
    for server in servers:
        server.site = site
        server.start()
    return DemoNewspaper(seed_list(hosts), hosts, servers)
