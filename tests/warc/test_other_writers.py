"""Files that other programs really write: wget, warcio and FastWARC, of a server at loopback."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from fastwarc import warc as fastwarc
from fastwarc.stream_io import GzipWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.warc import read_exchanges
from crawler.warc.stream import NotWarcError, read_records
from tests.warc.foreign_samples import DATE, PAGE, URL, chunked, http

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WGET = shutil.which("wget")


class _Newspaper(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b'<a href="/story">A story</a>' if self.path == "/" else PAGE
        self.send_response(200 if self.path != "/robots.txt" else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(chunked(body))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def newspaper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Newspaper)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(WGET is None, reason="wget is not installed")
@pytest.mark.parametrize("options", [[], ["--no-warc-compression"]])
def test_wget(tmp_path: Path, newspaper: str, options: list[str]) -> None:
    assert WGET is not None
    command = [WGET, "-q", "-r", "-l", "1", "--warc-file=theirs", *options, f"{newspaper}/"]
    free = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    subprocess.run(command, cwd=tmp_path, env=free, check=False, timeout=60)
    read = [one for path in sorted(tmp_path.glob("*.warc*")) for one in read_exchanges(path)]
    assert [(one.status, one.url) for one in read] == [
        (200, f"{newspaper}/"),
        (404, f"{newspaper}/robots.txt"),
        (200, f"{newspaper}/story"),
    ]
    assert read[2].header("Transfer-Encoding") == "chunked"
    assert read[2].body(1000) == PAGE
    assert [one.request[:12] for one in read] == [b"GET / HTTP/1", b"GET /robots.", b"GET /story H"]
    assert datetime.now(UTC) - read[0].date < timedelta(minutes=5)


CAPTURE_HTTP = """
import sys
from warcio.capture_http import capture_http
import http.client

with capture_http(sys.argv[1], warc_version=sys.argv[2]):
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[3]))
    connection.request("GET", "/story")
    connection.getresponse().read()
    connection.close()
"""


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_capture_http_of_warcio(tmp_path: Path, newspaper: str, version: str) -> None:
    path = tmp_path / "theirs.warc.gz"
    port = newspaper.rpartition(":")[2]
    command = [sys.executable, "-c", CAPTURE_HTTP, str(path), version, port]
    subprocess.run(command, check=True, timeout=60)
    (read,) = read_exchanges(path)
    assert (read.url, read.body(1000)) == (f"{newspaper}/story", PAGE)
    assert read.request.startswith(b"GET /story HTTP/1.1\r\n")


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # warcio leaves temporary files to the garbage collector
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("compressed", [True, False])
def test_warcio(tmp_path: Path, version: str, compressed: object) -> None:
    path = tmp_path / "theirs.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=bool(compressed), warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for number in range(3):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            asked = StatusAndHeaders(f"GET /{number} HTTP/1.1", [("Host", "news.example")])
            response = writer.create_warc_record(
                f"{URL}/{number}", "response", payload=io.BytesIO(PAGE), http_headers=head
            )
            request = writer.create_warc_record(f"{URL}/{number}", "request", http_headers=asked)
            writer.write_request_response_pair(request, response)
    read = list(read_exchanges(path))
    assert [one.url for one in read] == [f"{URL}/{number}" for number in range(3)]
    assert {one.payload for one in read} == {PAGE}
    assert [one.request.split()[1] for one in read] == [b"/0", b"/1", b"/2"]
    assert {record.version for record in read_records(path)} == {version}


def fastwarc_record(number: int) -> fastwarc.WarcRecord:
    record = fastwarc.WarcRecord()
    record.init_headers(fastwarc.WarcRecordType.response)
    record.headers["WARC-Target-URI"] = f"{URL}/{number}"
    record.headers["WARC-Date"] = DATE
    record.set_bytes_content(http("HTTP/1.1 200 OK", {"Content-Type": "text/html"}))
    return record


@pytest.mark.parametrize("compressed", [True, False])
def test_fastwarc(tmp_path: Path, compressed: object) -> None:
    path = tmp_path / "theirs.warc.gz"
    with path.open("wb") as file:
        stream = GzipWriter(file) if compressed else file
        for number in range(3):
            fastwarc_record(number).write(stream)
        if compressed:
            stream.close()
    read = list(read_exchanges(path))
    assert [(one.url, one.payload) for one in read] == [
        (f"{URL}/{number}", PAGE) for number in range(3)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x28\xb5\x2f\xfd\x00\x00", "compressed with Zstandard"),
        (b"\x5d\x2a\x4d\x18\x00\x00", "compressed with Zstandard"),
        (b"PK\x03\x04\x14\x00", "the WARC files of a WACZ"),
        (f"filedesc://a.arc 0.0.0.0 {DATE}".encode(), "an ARC file"),
        (b"<!DOCTYPE html>\n<html>", r"begins with b'<!DOCTYPE html>\\n'"),
        (bytes(range(128, 256)), "not a WARC file: it begins with"),
        (b"com,example)/ 20261123180400 {}\n", "not a WARC file: it begins with"),
    ],
)
def test_another_kind_of_file_is_refused_by_name(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "theirs.warc.gz"
    path.write_bytes(content)
    with pytest.raises(NotWarcError, match=f"theirs.warc.gz: .*{expected}"):
        list(read_exchanges(path))
