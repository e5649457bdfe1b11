"""Real pages on loopback: `python -m tests.benchmarks.page_server FOLDER`.

FOLDER holds *.html.gz. Page N is at /N, gzipped as it stands there, whatever the query. The first
line on standard output is the port, taken from the kernel, and the number of pages. It ends with
its standard input.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from pathlib import Path

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
)
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answers(folder: Path) -> list[bytes]:
    bodies = (path.read_bytes() for path in sorted(folder.rglob("*.html.gz")))
    # Compressed again: a corpus is often packed at the highest level, which no server uses.
    served = (gzip.compress(gzip.decompress(body), 6, mtime=0) for body in bodies)
    return [HEAD % len(body) + body for body in served]


async def serve(pages: list[bytes]) -> None:
    async def answer(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        try:
            while request := await incoming.readuntil(b"\r\n\r\n"):
                outgoing.write(_page(pages, request))
                await outgoing.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            outgoing.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]} {len(pages)}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


def _page(pages: list[bytes], request: bytes) -> bytes:
    number = request.split(b" ", 2)[1].strip(b"/").partition(b"?")[0]
    return pages[int(number)] if number.isdigit() and int(number) < len(pages) else NOT_FOUND


if __name__ == "__main__":
    asyncio.run(serve(answers(Path(sys.argv[1]))))
