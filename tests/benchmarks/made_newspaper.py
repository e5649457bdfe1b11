"""Newspapers made up on the fly: as many hosts and articles as a measurement wants, no file.

    python -m tests.benchmarks.made_newspaper HOSTS ARTICLES

Host K is 127.0.1.K. Its /feed.xml names ARTICLES articles and is another text at each request, as
feeds with a build date are; /N is an article of some 600 words with a picture of its own. The
first line on standard output is the port, taken from the kernel. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import io
import random
import socket
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
_HEAD = "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"
_SYLLABLES = "ba be bi bo bu da de di do du fa fe ka ke ki ko la le lo ma me mo na ne ra re ta te"
WORDS = [a + b + c for a in _SYLLABLES.split() for b in _SYLLABLES.split() for c in ("", "n", "s")]
_PARAGRAPHS = 10
_PARAGRAPH_WORDS = 60
_requests = count()


@contextmanager
def newspapers(hosts: int, articles: int) -> Iterator[list[str]]:
    """The addresses of their feeds."""
    command = [sys.executable, "-m", "tests.benchmarks.made_newspaper", str(hosts), str(articles)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield [f"http://{_address(host)}:{port}/feed.xml" for host in range(hosts)]
        finally:
            process.stdin.close()


def _address(host: int) -> str:
    return f"127.0.1.{host + 1}"


async def _serve(hosts: int, articles: int) -> None:
    async def answer(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        try:
            while request := await incoming.readuntil(b"\r\n\r\n"):
                outgoing.write(_answer(request, articles))
                await outgoing.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            outgoing.close()

    with socket.create_server((_address(0), 0)) as first:
        port = first.getsockname()[1]
    addresses = [_address(host) for host in range(hosts)]
    server = await asyncio.start_server(answer, addresses, port)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    async with server:
        await asyncio.to_thread(sys.stdin.read)


def _answer(request: bytes, articles: int) -> bytes:
    path = request.split(b" ", 2)[1].decode("ascii").strip("/")
    host = request.lower().partition(b"\r\nhost:")[2].split(b"\r\n", 1)[0].decode("ascii").strip()
    if path == "feed.xml":
        return _reply("application/rss+xml", _feed(host, articles).encode())
    name, _, ending = path.partition(".")
    if not name.isdigit() or int(name) >= articles:
        return _HEAD.format("404 Not Found", "text/plain", 0).encode()
    chance = random.Random(f"{host}/{name}")
    if ending:
        return _reply("image/jpeg", _picture(chance))
    return _reply("text/html; charset=utf-8", _page(host, name, chance).encode())


def _reply(media_type: str, body: bytes) -> bytes:
    return _HEAD.format("200 OK", media_type, len(body)).encode() + body


def _feed(host: str, articles: int) -> str:
    items = "".join(
        f"<item><title>Story {number}</title><link>http://{host}/{number}</link></item>"
        for number in range(articles)
    )
    title = f"<title>Paper, built for the {next(_requests)}th time</title>"
    return f'<rss version="2.0"><channel>{title}{items}</channel></rss>'


def _page(host: str, name: str, chance: random.Random) -> str:
    headline = " ".join(chance.choices(WORDS, k=7)).capitalize()
    text = "".join(
        f"<p>{' '.join(chance.choices(WORDS, k=_PARAGRAPH_WORDS)).capitalize()}.</p>"
        for _ in range(_PARAGRAPHS)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline}</title>'
        f'<meta property="og:title" content="{headline}">'
        '<meta property="og:type" content="article">'
        f'<meta property="og:image" content="http://{host}/{name}.jpg">'
        '<meta property="article:published_time" content="2026-11-20T08:00:00Z">'
        f"</head><body><article><h1>{headline}</h1>{text}</article></body></html>"
    )


def _picture(chance: random.Random) -> bytes:
    coarse = Image.frombytes("RGB", (12, 8), chance.randbytes(288))
    file = io.BytesIO()
    coarse.resize((240, 160)).save(file, "JPEG")
    return file.getvalue()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
