"""A server on a raw socket: sends exactly what a case says, notes what went over the wire."""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping, Sequence

Ending = Literal["keep", "close", "reset", "hang"]
# Longer than any time-out that a test sets.
_HANG_S = 30
_HANG_CHECK_S = 0.05
_RESET_DELAY_S = 0.1


@dataclass(frozen=True)
class Answer:
    """`parts` go out one by one, with `pause_s` between them; then the connection ends as said."""

    parts: Sequence[bytes]
    ending: Ending = "keep"
    pause_s: float = 0.0


@dataclass
class Noted:
    """One exchange as the server saw it; its request had come `at`, by the monotonic clock."""

    connection: int
    request: bytes
    response: bytes = b""
    at: float = field(default_factory=monotonic)


@dataclass
class WireServer:
    """`answers` by path; a path that is asked for again gets its last answer again."""

    answers: Mapping[str, Sequence[Answer]]
    tls: ssl.SSLContext | None = None
    noted: dict[str, list[Noted]] = field(default_factory=dict)
    port: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._connections = 0
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Only closed once nobody accepts on it any more.

        A thread on its way into accept(2) would else take the connections of whatever socket is
        given the same descriptor next, such as another test's server.
        """
        self._stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()

    def url(self, path: str) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}{path}"

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                accepted, _ = self._listener.accept()
            except OSError:
                return
            self._connections += 1
            arguments = (accepted, self._connections)
            threading.Thread(target=self._serve, args=arguments, daemon=True).start()

    def _serve(self, accepted: socket.socket, number: int) -> None:
        try:
            connection = self.tls.wrap_socket(accepted, server_side=True) if self.tls else accepted
            with connection:
                while self._exchange(connection, number):
                    pass
        except OSError:
            accepted.close()

    def _exchange(self, connection: socket.socket, number: int) -> bool:
        """False once the connection is over."""
        request = _read_request(connection)
        if not request:
            return False
        path = request.split(b" ", 2)[1].decode()
        noted = Noted(number, request)
        with self._lock:
            before = self.noted.setdefault(path, [])
            before.append(noted)
            script = self.answers.get(path.partition("?")[0]) or [_NOT_FOUND]
            answer = script[min(len(before), len(script)) - 1]
        for part in answer.parts:
            connection.sendall(part)
            noted.response += part
            sleep(answer.pause_s)
        return self._end(connection, answer.ending)

    def _end(self, connection: socket.socket, ending: Ending) -> bool:
        if ending == "hang":
            for _ in range(int(_HANG_S / _HANG_CHECK_S)):
                if self._stopped.wait(_HANG_CHECK_S):
                    break
        if ending == "reset":
            # What was sent must arrive first: a reset discards what the other side has not read.
            sleep(_RESET_DELAY_S)
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        return ending == "keep"


_NOT_FOUND = Answer([b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        part = connection.recv(65_536)
        if not part:
            return b""
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        part = connection.recv(65_536)
        body += part
        request += part
    return request
