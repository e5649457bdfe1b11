"""What servers do, each a named case: the bytes they send, and what of them must be captured."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped] # it ships no types
from backports import zstd

from tests.download.wire_server import Answer, Ending

if TYPE_CHECKING:
    from crawler.warc import Truncation

BODY = b"<!doctype html><title>News</title><p>" + b"A sentence of the article. " * 40
# The crawl's DOWNLOAD_MAXSIZE is 300,000.
LARGE = b"x" * 2_000_000


@dataclass(frozen=True)
class WireCase:
    """`block` is the response record's block, None if there must be none.

    With `is_prefix` the block may be any beginning of what is named: an abort has no exact place.
    `seen`: the status that the spider sees, or the name of the error.
    """

    name: str
    answers: list[Answer]
    block: bytes | None
    seen: int | str = 200
    interim: bytes = b""
    truncated: Truncation | None = None
    is_prefix: bool = False
    target: str = ""
    request: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.target or f"/{self.name}"


def message(*fields: bytes, body: bytes = BODY, status: bytes = b"200 OK") -> bytes:
    """A response whose Content-Length is right."""
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 " + status, *fields, length, b"", body])


def chunked(body: bytes, *fields: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    middle = len(body) // 3
    chunks = [body[:middle], body[middle:]]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    head = b"\r\n".join([b"HTTP/1.1 200 OK", *fields, b"Transfer-Encoding: chunked", b"", b""])
    return head + framed + end


def whole(name: str, response: bytes, ending: Ending = "keep", **more: Any) -> WireCase:
    """All that is sent is the response."""
    return WireCase(name, [Answer([response], ending)], response, **more)


HTML = b"Content-Type: text/html; charset=utf-8"
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
SHORT = b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\nContent-Length: 5000\r\n\r\n" + BODY
CUT_CHUNK = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + BODY
CUT_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/ht"
NO_RETRY = {"meta": {"dont_retry": True}}
HURRIED = {"meta": {"dont_retry": True, "download_timeout": 1}}

CASES = [
    whole("plain", message(HTML)),
    whole("query", message(HTML), target="/query?b=2&a=%C3%BC&a=1&c="),
    whole("bare-question-mark", message(HTML), target="/bare-question-mark?"),
    whole("chunked", chunked(BODY, HTML)),
    whole(
        "chunk-extension",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c\r\nhello\r\n0;z\r\n\r\n",
    ),
    whole("trailer", chunked(BODY, b"Trailer: X-Sum", end=b"0\r\nX-Sum: 12\r\nX-b: c\r\n\r\n")),
    whole("gzip", message(HTML, b"Content-Encoding: gzip", body=gzip.compress(BODY))),
    whole("gzip-chunked", chunked(gzip.compress(BODY), HTML, b"Content-Encoding: gzip")),
    whole("deflate", message(HTML, b"Content-Encoding: deflate", body=zlib.compress(BODY))),
    whole("brotli", message(HTML, b"Content-Encoding: br", body=brotli.compress(BODY))),
    whole("zstd", message(HTML, b"Content-Encoding: zstd", body=zstd.compress(BODY))),
    whole(
        "coded-twice",
        message(HTML, b"Content-Encoding: gzip, br", body=brotli.compress(gzip.compress(BODY))),
    ),
    whole(
        "duplicate-fields", message(b"Set-Cookie: a=1", HTML, b"Set-Cookie: b=2", b"X: 1", b"X: 1")
    ),
    whole("odd-case", message(b"content-TYPE: text/html", b'eTaG: "x"', b"X-oDD:  two  spaces ")),
    whole("latin-1-field", message(b"X-Town: M\xfcnchen", HTML)),
    whole("folded-field", message(b"X-Folded: one\r\n two\r\n\tthree", HTML)),
    whole("line-without-colon", message(b"this is no field", HTML)),
    whole("bare-line-feeds", b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 2\n\nhi"),
    whole("nul-in-field", message(b"X-Nul: a\x00b", HTML)),
    whole("bare-return-in-field", message(b"X-Return: a\rb", HTML)),
    whole("many-fields", message(*[b"X-%d: %d" % (n, n) for n in range(900)])),
    whole("no-reason", message(HTML, status=b"200")),
    whole("odd-reason", message(HTML, status=b"200 Alles  gut \xfc")),
    whole("no-content-type", message()),
    whole("binary", message(b"Content-Type: image/png", body=bytes(range(256)) * 20)),
    whole("body-of-empty-lines", message(HTML, body=b"\r\n\r\n\r\n")),
    whole("body-like-a-status", message(HTML, body=b"HTTP/1.1 100 Continue\r\n\r\n")),
    whole("empty-body", message(HTML, body=b"")),
    whole("hop-by-hop", message(b"Connection: keep-alive", b"Keep-Alive: timeout=5", HTML)),
    whole("equal-lengths-twice", message(b"Content-Length: %d" % len(BODY), HTML)),
    whole("length-and-chunked", chunked(BODY, b"Content-Length: 3")),
    whole("close-header", message(b"Connection: close", HTML), "close"),
    whole("until-close", b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n\r\n" + BODY, "close"),
    whole("http-1.0", b"HTTP/1.0 200 OK\r\n" + HTML + b"\r\n\r\n" + BODY, "close"),
    whole(
        "head",
        b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\nContent-Length: 5000\r\n\r\n",
        request={"method": "HEAD"},
    ),
    whole("not-modified", b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n', seen=304),
    whole("no-content", b"HTTP/1.1 204 No Content\r\nX: y\r\n\r\n", seen=204),
    whole(
        "partial", message(b"Content-Range: bytes 0-5/9", status=b"206 Partial Content"), seen=206
    ),
    whole("not-found", message(HTML, status=b"404 Not Found"), seen=404),
    whole("gone", message(HTML, status=b"410 Gone"), seen=410),
    whole("odd-status", message(HTML, status=b"799 Who Knows"), seen=799),
    whole(
        "unavailable",
        message(b"Retry-After: 3600", status=b"503 Service Unavailable"),
        seen=503,
        request=NO_RETRY,
    ),
    whole(
        "redirect",
        message(b"Location: /plain", HTML, status=b"301 Moved Permanently"),
        seen=301,
        request={"meta": {"dont_redirect": True}},
    ),
    whole(
        "post",
        message(HTML),
        request={"method": "POST", "body": "a=1&b=2", "headers": {"Content-Type": "text/plain"}},
    ),
    WireCase("early-hints", [Answer([EARLY + message(HTML)])], message(HTML), interim=EARLY),
    WireCase(
        "two-interim",
        [Answer([CONTINUE, EARLY, message(HTML)], pause_s=0.05)],
        message(HTML),
        interim=CONTINUE + EARLY,
    ),
    WireCase("bytes-after", [Answer([message(HTML) + b"left over"], "close")], message(HTML)),
    WireCase(
        "dripped",
        [Answer([bytes([byte]) for byte in message(HTML, body=b"slow")], pause_s=0.002)],
        message(HTML, body=b"slow"),
    ),
    WireCase(
        "short",
        [Answer([SHORT], "close")],
        SHORT,
        seen="ResponseDataLossError",
        truncated="disconnect",
        request=NO_RETRY,
    ),
    WireCase(
        "short-accepted",
        [Answer([SHORT], "close")],
        SHORT,
        truncated="disconnect",
        request={"meta": {"download_fail_on_dataloss": False}},
    ),
    WireCase(
        "cut-chunk",
        [Answer([CUT_CHUNK], "close")],
        CUT_CHUNK,
        seen="ResponseDataLossError",
        truncated="disconnect",
        request=NO_RETRY,
    ),
    WireCase(
        "reset",
        [Answer([SHORT], "reset")],
        SHORT,
        seen="ResponseDataLossError",
        truncated="disconnect",
        request=NO_RETRY,
    ),
    WireCase(
        "cut-head",
        [Answer([CUT_HEAD], "close")],
        CUT_HEAD,
        seen="DownloadFailedError",
        truncated="disconnect",
        request=NO_RETRY,
    ),
    WireCase(
        "time-out-in-body",
        [Answer([SHORT], "hang")],
        SHORT,
        seen="DownloadTimeoutError",
        truncated="time",
        request=HURRIED,
    ),
    WireCase(
        "time-out-in-head",
        [Answer([CUT_HEAD], "hang")],
        CUT_HEAD,
        seen="DownloadTimeoutError",
        truncated="time",
        request=HURRIED,
    ),
    WireCase(
        "declared-too-large",
        [Answer([message(HTML, body=LARGE)], "close")],
        message(HTML, body=LARGE),
        seen="DownloadCancelledError",
        truncated="length",
        is_prefix=True,
    ),
    WireCase(
        "grows-too-large",
        [Answer([chunked(LARGE)], "close")],
        chunked(LARGE),
        seen="DownloadCancelledError",
        truncated="length",
        is_prefix=True,
    ),
    WireCase(
        "transfer-coding-unknown",
        [Answer([message(b"Transfer-Encoding: gzip")], "close")],
        message(b"Transfer-Encoding: gzip"),
        seen="DownloadFailedError",
        truncated="unspecified",
        request=NO_RETRY,
    ),
    WireCase(
        "lengths-differ",
        [Answer([message(b"Content-Length: 1")], "close")],
        message(b"Content-Length: 1"),
        seen="DownloadFailedError",
        truncated="unspecified",
        request=NO_RETRY,
    ),
    WireCase(
        "chunk-size-no-number",
        [
            Answer(
                [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"], "close"
            )
        ],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        seen="ResponseDataLossError",
        truncated="unspecified",
        request=NO_RETRY,
    ),
    WireCase("nothing", [Answer([], "close")], None, seen="DownloadFailedError", request=NO_RETRY),
    WireCase("silence", [Answer([], "hang")], None, seen="DownloadTimeoutError", request=HURRIED),
    WireCase(
        "no-http",
        [Answer([b"\x00\x01SSH-2.0-server\r\n\r\n"], "close")],
        None,
        seen="DownloadFailedError",
        request=NO_RETRY,
    ),
    WireCase(
        "other-protocol",
        [Answer([b"RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"], "close")],
        None,
        seen="NotHttpError",
        request=NO_RETRY,
    ),
    WireCase(
        "hints-without-end",
        [Answer([EARLY * 60_000], "close")],
        None,
        seen="DownloadCancelledError",
        truncated="length",
    ),
]
