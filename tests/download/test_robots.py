"""The robots middleware in a real crawl: asked first, asked once; no answer is no permission."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from crawler.warc import read_exchanges
from tests.download.capturing_crawl import crawl
from tests.download.wire_server import Answer, WireServer

if TYPE_CHECKING:
    from pathlib import Path

MIDDLEWARES = {
    "DOWNLOADER_MIDDLEWARES": {"crawler.download.robots.RobotsMiddleware": 100},
    "USER_AGENT": "Presskeep/0.1 (test)",
}


def answer(body: bytes, status: bytes = b"200 OK", *fields: bytes) -> Answer:
    length = b"Content-Length: %d" % len(body)
    return Answer([b"\r\n".join([b"HTTP/1.1 " + status, *fields, length, b"", body])])


def moved(location: bytes) -> Answer:
    return answer(b"", b"301 Moved Permanently", b"Location: " + location)


PAGE = answer(b"page")
FORBIDS_PRIVATE = answer(b"User-agent: *\nUnknown: x\nDisallow: /private\n")


def visit(folder: Path, site: dict[str, list[Answer]], *paths: str, **settings: Any) -> Any:
    """What became of each path, and the paths that the server was asked for, in order."""
    with WireServer(site) as server:
        orders = [{"url": server.url(path), "name": path} for path in paths]
        seen = crawl(folder, orders, **MIDDLEWARES, **settings)
        asked = {path: len(noted) for path, noted in server.noted.items()}
    outcomes = {path: seen[path].get("status") or seen[path]["reason"] for path in paths}
    return outcomes, asked


def test_robots_txt_is_asked_once_and_decides(tmp_path: Path) -> None:
    site = {"/robots.txt": [FORBIDS_PRIVATE], "/1": [PAGE], "/2": [PAGE], "/private/3": [PAGE]}
    outcomes, asked = visit(tmp_path, site, "/1", "/2", "/private/3")
    assert outcomes == {"/1": 200, "/2": 200, "/private/3": "robots"}
    assert asked == {"/robots.txt": 1, "/1": 1, "/2": 1}


def test_robots_txt_is_captured_with_its_role(tmp_path: Path) -> None:
    visit(tmp_path, {"/robots.txt": [FORBIDS_PRIVATE], "/1": [PAGE]}, "/1")
    (file,) = tmp_path.glob("*.gz")
    roles = {
        exchange.url.rpartition("/")[2]: exchange.provenance.role
        for exchange in read_exchanges(file)
    }
    assert roles == {"robots.txt": "robots", "1": None}


ALLOWING = {
    status: answer(b"User-agent: *\nDisallow: /", status.encode())
    for status in ("404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone")
}
UNREACHABLE = {
    "503": answer(b"", b"503 Service Unavailable"),
    "500": answer(b"<h1>500</h1>", b"500 Internal Server Error"),
    "429": answer(b"", b"429 Too Many Requests"),
    "cut": Answer([b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nUser-agent: *"], "close"),
    "no bytes": Answer([], "close"),
    "no HTTP": Answer([b"nonsense\r\n\r\n"], "close"),
    "a loop": moved(b"/robots.txt"),
    "to a file": moved(b"file:///etc/passwd"),
    "to nonsense": moved(b"http://[/"),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, bool]]:
    """By site: what became of its page, and whether the server was asked for it."""
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(WireServer({"/robots.txt": [robots], "/1": [PAGE]}))
            for name, robots in (ALLOWING | UNREACHABLE).items()
        }
        orders = [{"url": server.url("/1"), "name": name} for name, server in servers.items()]
        seen = crawl(tmp_path_factory.mktemp("captures"), orders, **MIDDLEWARES)
        return {
            name: (seen[name].get("status") or seen[name]["reason"], "/1" in server.noted)
            for name, server in servers.items()
        }


@pytest.mark.parametrize("status", ALLOWING)
def test_a_site_without_robots_txt_allows_all(sites: dict[str, Any], status: str) -> None:
    assert sites[status] == (200, True)


@pytest.mark.parametrize("why", UNREACHABLE)
def test_a_robots_txt_that_cannot_be_had_forbids_all(sites: dict[str, Any], why: str) -> None:
    assert sites[why] == ("robots-unreachable", False)


def test_five_redirects_of_robots_txt_are_followed(tmp_path: Path) -> None:
    site = {"/robots.txt": [moved(b"/r1")], "/r5": [FORBIDS_PRIVATE], "/private/1": [PAGE]}
    site |= {f"/r{hop}": [moved(b"/r%d" % (hop + 1))] for hop in range(1, 5)}
    outcomes, asked = visit(tmp_path, site, "/private/1")
    assert outcomes == {"/private/1": "robots"}
    assert list(asked.values()) == [1] * 6


def test_a_refused_address_is_not_taken_for_a_robots_txt_that_cannot_be_had(tmp_path: Path) -> None:
    outcomes, asked = visit(tmp_path, {"/1": [PAGE]}, "/1", ALLOW_PRIVATE_ADDRESSES=False)
    assert outcomes == {"/1": "address"}
    assert asked == {}


def test_the_crawl_delay_is_kept(tmp_path: Path) -> None:
    robots = answer(b"User-agent: Presskeep\nCrawl-delay: 0.4\nDisallow:\n")
    paths = [f"/{number}" for number in range(4)]
    visit(tmp_path, {"/robots.txt": [robots], **{path: [PAGE] for path in paths}}, *paths)
    (file,) = tmp_path.glob("*.gz")
    begun = sorted(exchange.date for exchange in read_exchanges(file))
    gaps = [(after - before).total_seconds() for before, after in pairwise(begun[1:])]
    assert min(gaps) >= 0.38
