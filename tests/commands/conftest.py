"""A throw-away project, the real command in a process of its own, and a newspaper of one page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
THROWAWAY = Path(__file__).with_name("throwaway")
RUN_LIMIT_S = 60


@dataclass(frozen=True)
class Project:
    folder: Path

    @property
    def archive(self) -> Path:
        return self.folder / "output"

    @property
    def log(self) -> str:
        """The log of the only run."""
        (log,) = self.archive.glob("runs/*/crawl.log")
        return log.read_text(encoding="utf-8")

    def seeds(self, *lines: str, name: str = "seeds.txt") -> str:
        (self.folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return name

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "scrapy", "crawl", *words]

    @property
    def environment(self) -> dict[str, str]:
        # No bytecode in the throw-away folder, and no colours that a developer's shell asks for.
        return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}

    def crawl(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            cwd=cwd or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=RUN_LIMIT_S,
            check=False,
        )

    def start(self, *words: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=self.environment,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "project"
    shutil.copytree(THROWAWAY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return Project(folder)


class Newspaper(ThreadingHTTPServer):
    """/ answers at once; /slow when it is let go. `asked` is set by the first request for it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked = threading.Event()
        self.let_go = threading.Event()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Page(BaseHTTPRequestHandler):
    server: Newspaper

    def do_GET(self) -> None:
        if self.path == "/slow":
            self.server.asked.set()
            self.server.let_go.wait(RUN_LIMIT_S)
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Silent."""


@pytest.fixture
def newspaper() -> Iterator[Newspaper]:
    server = Newspaper()
    server.daemon_threads = True
    # What the crawl drops while the server answers is no error of the test.
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # silenced for this one
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def dead_url() -> str:
    """A port where nobody listens: it was free a moment ago, and is not asked for again."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.server_close()
    return f"http://127.0.0.1:{server.server_port}/"
