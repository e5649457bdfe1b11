"""How an answer travels: HTTP/1.1 with keep-alive, validators and 304, chunks, and gzip for those
who accept it. Nothing is read from a client but its request line and headers.

https://www.rfc-editor.org/rfc/rfc9110 https://www.rfc-editor.org/rfc/rfc9112
"""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from crawler.demo.site import answer_for

if TYPE_CHECKING:
    from crawler.demo.answer import Answer
    from crawler.demo.server import DemoServer

IDLE_TIMEOUT_S = 60
# Small enough that a page travels in several.
CHUNK_BYTES = 4096
NOT_MODIFIED_HEADERS = {"ETag", "Last-Modified", "Vary"}


class DemoHandler(BaseHTTPRequestHandler):
    server: DemoServer
    protocol_version = "HTTP/1.1"
    timeout = IDLE_TIMEOUT_S
    wbufsize = 65536
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has above
        """The crawl's own log says what was fetched."""

    def version_string(self) -> str:
        return "Presskeep-demo"

    def _reply(self, *, with_body: bool) -> None:
        reply = answer_for(self.server.site, self.server.host, self.path)
        if self._is_known(reply):
            self._send_head(304, reply)
            self.end_headers()
            return
        body = reply.body
        compressed = self._accepts_gzip(reply)
        if compressed:
            body = gzip.compress(body, mtime=0)
        self._send_head(reply.status, reply)
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        if reply.header("Transfer-Encoding") is None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self._send_body(reply, body)

    def _send_head(self, status: int, reply: Answer) -> None:
        self.send_response(status)
        for name, text in reply.headers:
            if status != 304 or name in NOT_MODIFIED_HEADERS:
                self.send_header(name, text)

    def _send_body(self, reply: Answer, body: bytes) -> None:
        if reply.header("Transfer-Encoding") is None:
            self.wfile.write(body)
            return
        for start in range(0, len(body), CHUNK_BYTES):
            chunk = body[start : start + CHUNK_BYTES]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def _accepts_gzip(self, reply: Answer) -> bool:
        return reply.header("Vary") is not None and "gzip" in self.headers.get(
            "Accept-Encoding", ""
        )

    def _is_known(self, reply: Answer) -> bool:
        """If-None-Match decides where it is sent: RFC 9110, section 13.2.2."""
        tag, changed = reply.header("ETag"), reply.header("Last-Modified")
        if tag is None or changed is None:
            return False
        known = self.headers.get("If-None-Match")
        if known is not None:
            opaque = {each.strip().removeprefix("W/") for each in known.split(",")}
            return tag.removeprefix("W/") in opaque or "*" in opaque
        return self._unchanged_since(changed)

    def _unchanged_since(self, changed: str) -> bool:
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
