"""The demonstration over sockets, as a crawler meets it."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from crawler.demo import (
    DEFAULT_PORT,
    DemoNewspaper,
    DemoPortTakenError,
    Outcome,
    answers,
    expectations,
    serve,
    server,
)
from crawler.demo.site import MISSING
from tests.demo.fetching import TIMEOUT_S, fetch, fetch_url

ROOT = Path(__file__).parents[2]


def test_every_answer_travels_whole(newspaper: DemoNewspaper) -> None:
    for (host, path), reply in answers(newspaper.hosts).items():
        if path != MISSING:
            response, body = fetch(host, path)
            assert (reply.status, reply.body) == (response.status, body), path


def test_serving_twice_gives_the_same_bytes(newspaper: DemoNewspaper) -> None:
    host = newspaper.hosts["lantern"]
    first, second = (fetch(host, "/", Accept_Encoding="gzip") for _ in range(2))
    assert first[1] == second[1]
    assert _without_date(first[0]) == _without_date(second[0])


def _without_date(response: HTTPResponse) -> list[tuple[str, str]]:
    return [header for header in response.getheaders() if header[0] != "Date"]


@pytest.mark.parametrize("key", ["courier", "visnyk", "shiomi", "lantern"])
def test_a_known_etag_is_answered_by_304_without_a_body(newspaper: DemoNewspaper, key: str) -> None:
    host = newspaper.hosts[key]
    tag = fetch(host, "/")[0].getheader("ETag") or ""
    response, body = fetch(host, "/", If_None_Match=tag)
    assert (304, b"", tag) == (response.status, body, response.getheader("ETag"))
    assert fetch(host, "/", If_None_Match='"other"')[0].status == 200


def test_an_unchanged_date_is_answered_by_304(newspaper: DemoNewspaper) -> None:
    host = newspaper.hosts["shiomi"]
    changed = fetch(host, "/")[0].getheader("Last-Modified") or ""
    assert fetch(host, "/", If_Modified_Since=changed)[0].status == 304
    before = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert fetch(host, "/", If_Modified_Since=before)[0].status == 200
    assert fetch(host, "/", If_Modified_Since="yesterday")[0].status == 200


def test_pages_are_compressed_for_those_who_ask(newspaper: DemoNewspaper) -> None:
    host = newspaper.hosts["courier"]
    response, body = fetch(host, "/", Accept_Encoding="gzip, br")
    assert response.getheader("Content-Encoding") == "gzip"
    assert response.getheader("Content-Length") == str(len(body))
    assert fetch(host, "/")[1] == gzip.decompress(body)


def test_pages_of_some_newspapers_travel_in_chunks(newspaper: DemoNewspaper) -> None:
    response, _ = fetch(newspaper.hosts["visnyk"], "/")
    assert response.getheader("Transfer-Encoding") == "chunked"
    assert response.getheader("Content-Length") is None


def test_a_connection_serves_several_requests(newspaper: DemoNewspaper) -> None:
    connection = HTTPConnection(newspaper.hosts["lantern"], timeout=TIMEOUT_S)
    try:
        sockets = set()
        for target in ("/", "/about", "/nothing-here"):
            connection.request("GET", target)
            connection.getresponse().read()
            sockets.add(connection.sock)
        assert len(sockets) == 1
        assert None not in sockets
    finally:
        connection.close()


def test_head_answers_without_a_body(newspaper: DemoNewspaper) -> None:
    connection = HTTPConnection(newspaper.hosts["shiomi"], timeout=TIMEOUT_S)
    try:
        connection.request("HEAD", "/")
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, b"")
        assert int(response.getheader("Content-Length") or 0) > 0
    finally:
        connection.close()


def test_a_redirect_leads_to_its_article(newspaper: DemoNewspaper) -> None:
    hoped = expectations(newspaper.hosts)
    (url,) = (url for url, each in hoped.items() if each.outcome is Outcome.REDIRECT)
    response, _ = fetch_url(url)
    assert (301, hoped[url].of) == (response.status, response.getheader("Location"))


def test_closing_ends_idle_connections_and_frees_the_ports() -> None:
    running = serve(port=0)
    host = running.hosts["courier"]
    connection = HTTPConnection(host, timeout=TIMEOUT_S)
    connection.request("GET", "/about")
    connection.getresponse().read()
    assert connection.sock is not None
    running.close()
    assert connection.sock.recv(1) == b""
    connection.close()
    address, port = host.split(":")
    with socket.create_server((address, int(port))):
        pass


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(DemoPortTakenError) as raised:
            serve(port)
    assert str(raised.value).startswith(f"port {port} of 127.0.0.1 is in use")


def test_where_only_one_loopback_address_answers_each_newspaper_has_a_port_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nowhere = ("127.0.0.1", "203.0.113.1", "203.0.113.2", "203.0.113.3")  # RFC 5737: nobody's
    monkeypatch.setattr(server, "ADDRESSES", nowhere)
    with serve(port=0) as running:
        hosts = set(running.hosts.values())
        assert {host.split(":")[0] for host in hosts} == {"127.0.0.1"}
        assert [fetch(host, "/about")[0].status for host in hosts] == [200] * 4


def test_the_ports_are_the_same_in_every_run_unless_asked_otherwise() -> None:
    assert serve.__defaults__ == (DEFAULT_PORT,)
    assert DEFAULT_PORT != 0


def test_the_module_serves_from_the_command_line() -> None:
    command = [sys.executable, "-m", "crawler.demo", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        seed = next(line for line in lines if line.startswith("http")).split("\t")[0]
        status = fetch_url(seed)[0].status
        running.terminate()
    assert status == 200


def test_the_module_refuses_what_is_no_port() -> None:
    command = [sys.executable, "-m", "crawler.demo", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "usage: python -m crawler.demo [PORT]\n")
