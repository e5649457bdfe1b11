"""Archives replayed by pywb, in a process of its own on loopback."""

from __future__ import annotations

import http.client
import socket
import subprocess
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING, Self

from tests.interop.captured import index_of
from tests.interop.commands import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tests.interop.captured import Captured

# It imports for 2 s on an idle machine.
_START_LIMIT_S = 60
_ASK_AGAIN_S = 0.05
_ANSWER_LIMIT_S = 30
_STOP_LIMIT_S = 10
# The codings that a server may have used: pywb decodes what a client does not accept. Without
# keeping the connection, so that a body too short for its Content-Length ends at once.
_ASKED_WITH = {"Accept-Encoding": "gzip, deflate, br, zstd", "Connection": "close"}


@dataclass(frozen=True)
class Replayed:
    status: int
    body: bytes
    headers: http.client.HTTPMessage


@dataclass
class Pywb:
    """A folder of collections, and the server of it while it is entered."""

    executable: Path
    folder: Path
    port: int = 0
    _collections: int = 0

    def collection(self, warcs: Iterable[Path]) -> str:
        """Its name; with our own indexes, merged."""
        name = self._new_name()
        folder = self.folder / "collections" / name
        for part in ("archive", "indexes"):
            (folder / part).mkdir(parents=True)
        lines: list[str] = []
        for path in warcs:
            (folder / "archive" / path.name).symlink_to(path)
            lines += index_of(path).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "indexes/index.cdxj").write_text("".join(sorted(lines)), encoding="utf-8")
        return name

    def collection_by_its_own_index(self, warcs: Sequence[Path]) -> str:
        """Its name; copied and indexed by pywb."""
        name = self._new_name()
        for words in (["init", name], ["add", name, *map(str, warcs)]):
            subprocess.run(
                [str(self.executable.with_name("wb-manager")), *words],
                cwd=self.folder,
                env=environment(),
                capture_output=True,
                timeout=_START_LIMIT_S,
                check=True,
            )
        return name

    def __enter__(self) -> Self:
        # Held until pywb listens, so that the kernel gives the port to nobody else meanwhile.
        with socket.socket() as reserved:
            reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            reserved.bind(("127.0.0.1", 0))
            self.port = reserved.getsockname()[1]
            self._process = self._start()
            try:
                self._wait()
            except BaseException:
                self._stop()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def raw(self, collection: str, capture: Captured) -> Replayed:
        """The capture as it came, by the modifier `id_`: nothing is rewritten in it."""
        return self._get(f"/{collection}/{capture.timestamp}id_/{capture.url}")

    def _new_name(self) -> str:
        self._collections += 1
        return f"collection-{self._collections}"

    def _start(self) -> subprocess.Popen[bytes]:
        words = [str(self.executable), "-b", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "pywb.log").open("wb") as log:
            return subprocess.Popen(
                words, cwd=self.folder, env=environment(), stdout=log, stderr=log
            )

    def _wait(self) -> None:
        end = monotonic() + _START_LIMIT_S
        while self._process.poll() is None and monotonic() < end:
            try:
                self._get("/")
            except ConnectionRefusedError:
                sleep(_ASK_AGAIN_S)
            else:
                return
        log = (self.folder / "pywb.log").read_text(encoding="utf-8", errors="replace")
        raise AssertionError(f"pywb does not answer on port {self.port}:\n{log}")

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _get(self, target: str) -> Replayed:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_LIMIT_S)
        try:
            connection.request("GET", target, headers=_ASKED_WITH)
            answer = connection.getresponse()
            return Replayed(answer.status, answer.read(), answer.headers)
        finally:
            connection.close()
