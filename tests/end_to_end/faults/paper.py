"""A small newspaper with one of each: article, copy, redirect, picture, page that is none."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.end_to_end.command import LOOPBACK, seed_list
from tests.end_to_end.misbehaviour import PIXEL, article, redirect, reply, with_picture
from tests.end_to_end.newspaper import newspaper, publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.download.wire_server import WireServer

PAGES = {
    "/plain": [reply(article("plain"))],
    "/picture": [with_picture("picture", "/pixel.png")],
    "/pixel.png": [reply(PIXEL, media_type="image/png")],
    "/moved": [redirect("/target")],
    "/target": [reply(article("target"))],
    "/copy": [reply(article("plain"))],
    "/missing": [reply(b"nothing", status="404 Not Found")],
}
LISTED = ("/plain", "/picture", "/moved", "/copy", "/missing")
ARTICLES = 3
# One after the other, so that the same change comes at the same number in each run.
SETTINGS = {**LOOPBACK, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "CHECKPOINT_INTERVAL_S": 0.05}


@dataclass(frozen=True)
class Paper:
    server: WireServer
    seeds: str

    def forget(self) -> None:
        self.server.noted.clear()

    def asked(self) -> Counter[str]:
        """How often each path was asked for; the seed and robots.txt are in every run."""
        paths = Counter({path: len(noted) for path, noted in self.server.noted.items()})
        del paths["/feed.xml"], paths["/robots.txt"]
        return paths


@contextmanager
def paper(folder: Path) -> Iterator[Paper]:
    with newspaper() as server:
        publish(server, PAGES, LISTED)
        yield Paper(server, seed_list(folder, f"{server.url('/feed.xml')}\tkind=feed\n"))
