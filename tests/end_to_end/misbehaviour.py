"""A newspaper with one misbehaviour a page: what it sends, and what should become of the URL.

A feed names every page, so that all of them are taken for articles. Addresses are paths of one
server, `{other}` stands for a second one whose robots.txt cannot be had.
"""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tests.download.wire_server import Answer
from tests.extraction.pages import markup, meta

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAXSIZE = 400_000
NEW = "archived (new-article)"
FEED_PATH = "/feed.xml"
# The smallest of PNG files: 1 × 1, grey.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001487cafa40000000049454e44ae426082"
)
WORDS = (
    "harbour council bridge winter ferry engine market flood school theatre orchard railway lantern "
    "museum weather budget election concert strike library hospital festival tunnel island garden"
).split()


@dataclass(frozen=True)
class Misbehaviour:
    """`outcome` is `state (reason)`; `answers` come one by one, the last one for ever."""

    path: str
    outcome: str
    answers: Sequence[Answer]


def reply(
    body: bytes = b"",
    *fields: str,
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    length: int | None = None,
) -> Answer:
    """A well-formed answer, unless `length` says another length than the body has."""
    stated = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {stated}"]
    return Answer(["\r\n".join([*head, *fields, "Connection: close", "", ""]).encode() + body], "close")


def redirect(to: str | None) -> Answer:
    fields = () if to is None else (f"Location: {to}",)
    return reply(b"", *fields, status="301 Moved Permanently")


def article(name: str, head: str = "") -> bytes:
    """A page whose headline and text are of that name alone."""
    words = random.Random(name)
    sentence = (" ".join(words.choices(WORDS, k=14)).capitalize() + "." for _ in range(20))
    text = "".join(f"<p>{next(sentence)} {next(sentence)} {next(sentence)}</p>" for _ in range(5))
    title = f"What became of the {name.replace('-', ' ')} page"
    head = f"<title>{title}</title>{meta('og:type', 'article')}{head}"
    return markup(f"<article><h1>{title}</h1>{text}</article>", head).encode()


def with_picture(name: str, address: str) -> Answer:
    return reply(article(name, meta("og:image", address)))


def with_canonical(name: str, address: str) -> Answer:
    return reply(article(name, f'<link rel="canonical" href="{address}">'))


def bomb() -> bytes:
    """Fifty megabytes of blanks in fifty kilobytes."""
    return gzip.compress(article("bomb") + b" " * 50_000_000, mtime=0)


def pages() -> list[Misbehaviour]:
    return [*_connections(), *_statuses(), *_redirects(), *_bodies(), *_pictures(), *_canonicals()]


def _connections() -> list[Misbehaviour]:
    whole = reply(article("truncated")).parts[0]
    return [
        Misbehaviour("/dropped", "failed (connection)", [Answer([], "close")]),
        Misbehaviour("/reset", "failed (connection)", [Answer([whole[:40]], "reset")]),
        Misbehaviour("/silent", "failed (timeout)", [Answer([], "hang")]),
        Misbehaviour("/slow-for-ever", "failed (timeout)", [Answer([whole[:300]], "hang")]),
        Misbehaviour("/truncated", "failed (truncated)", [Answer([whole[:900]], "close")]),
        Misbehaviour("/no-http", "failed (protocol)", [Answer([b"220 mail here\r\n"], "close")]),
    ]


def _statuses() -> list[Misbehaviour]:
    def refusing(status: str) -> Answer:
        return reply(b"<p>No.</p>", status=status)

    flaky = [refusing("500 Oops"), reply(article("flaky"))]
    return [
        Misbehaviour("/flaky", NEW, flaky),
        Misbehaviour("/broken", "failed (http-5xx)", [refusing("503 Not Now")]),
        Misbehaviour("/too-many", "failed (http-429)", [refusing("429 Slow Down")]),
        Misbehaviour("/walled", "wall (http-403)", [refusing("403 Forbidden")]),
        Misbehaviour("/gone", "gone (http-410)", [refusing("410 Gone")]),
        Misbehaviour("/missing", "gone (http-404)", [refusing("404 Not Found")]),
        Misbehaviour("/teapot", "failed (http-4xx)", [refusing("418 Teapot")]),
        Misbehaviour("/no-content", "failed (http-other)", [refusing("206 Partial")]),
    ]


def _redirects() -> list[Misbehaviour]:
    slash = [redirect("/with-slash/"), reply(article("with-slash"))]
    return [
        Misbehaviour("/to-itself", "failed (redirect-loop)", [redirect("/to-itself")]),
        Misbehaviour("/round-a", "duplicate (redirect)", [redirect("/round-b")]),
        Misbehaviour("/round-b", "failed (redirect-loop)", [redirect("/round-a")]),
        Misbehaviour("/nowhere", "failed (bad-redirect)", [redirect(None)]),
        Misbehaviour("/to-a-file", "failed (bad-redirect)", [redirect("file:///etc/passwd")]),
        Misbehaviour("/to-a-known-page", "duplicate (redirect)", [redirect("/good")]),
        Misbehaviour("/moved", "duplicate (redirect)", [redirect("/moved-here")]),
        Misbehaviour("/with-slash", NEW, slash),
        Misbehaviour("/good", NEW, [reply(article("good"))]),
    ]


def _bodies() -> list[Misbehaviour]:
    noise = random.Random(2).randbytes(30_000)
    plain = article("plain-as-gzip")
    return [
        Misbehaviour("/huge", "refused (size)", [reply(article("huge") + b" " * MAXSIZE)]),
        Misbehaviour(
            "/huge-unannounced", "refused (size)", [_unannounced(article("x") + b" " * MAXSIZE)]
        ),
        Misbehaviour("/bomb", "refused (size)", [reply(bomb(), "Content-Encoding: gzip")]),
        Misbehaviour(
            "/plain-as-gzip", "failed (content-encoding)", [reply(plain, "Content-Encoding: gzip")]
        ),
        Misbehaviour("/empty", "not_article (empty)", [reply(b"")]),
        Misbehaviour("/blank", "not_article (empty)", [reply(b" \n ")]),
        Misbehaviour("/binary", "not_article (not-html)", [reply(noise)]),
        Misbehaviour(
            "/pdf", "not_article (not-html)", [reply(b"%PDF-1.7\n", media_type="application/pdf")]
        ),
        Misbehaviour("/picture", "not_article (not-html)", [reply(PIXEL, media_type="image/png")]),
        Misbehaviour("/words-only", "not_article (no-body)", [reply(markup("Hello.").encode())]),
    ]


def _unannounced(body: bytes) -> Answer:
    """Its length shows only when it has all come."""
    return Answer([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body], "close")


def _pictures() -> list[Misbehaviour]:
    addresses = {
        "script-picture": "javascript:alert(1)",
        "drawn-picture": "/drawing.svg",
        "broken-picture": "/broken.png",
        "missing-picture": "/missing.png",
        "moved-picture": "/moved.png",
        "forbidden-picture": "{other}/picture.png",
        "shared-picture-a": "/shared.png",
        "shared-picture-b": "/shared.png",
        "same-bytes-picture": "/same-bytes.png",
    }
    return [
        Misbehaviour(f"/{name}", NEW, [with_picture(name, address)])
        for name, address in addresses.items()
    ]


def _canonicals() -> list[Misbehaviour]:
    names = ("one-for-all-a", "one-for-all-b", "one-for-all-c")
    return [
        Misbehaviour("/front-as-canonical", NEW, [with_canonical("front-as-canonical", "/")]),
        *(Misbehaviour(f"/{name}", NEW, [with_canonical(name, "/the-one")]) for name in names),
    ]


def unlisted() -> Mapping[str, Sequence[Answer]]:
    """What the pages name, and the feeds that the seed list names."""
    return {
        "/robots.txt": [reply(b"User-agent: *\nAllow: /\n", media_type="text/plain")],
        "/moved-here": [reply(article("moved-here"))],
        "/with-slash/": [reply(article("with-slash"))],
        "/drawing.svg": [
            reply(b'<svg xmlns="http://www.w3.org/2000/svg"/>', media_type="image/svg+xml")
        ],
        "/broken.png": [reply(PIXEL[1:], media_type="image/png")],
        "/moved.png": [redirect("/shared.png?moved=1")],
        "/shared.png": [reply(PIXEL, media_type="image/png")],
        "/same-bytes.png": [reply(PIXEL, media_type="image/jpeg")],
        "/named-by-broken": [reply(article("named-by-broken"))],
        "/named-by-html": [reply(article("named-by-html"))],
        "/broken.xml": [
            reply(
                b"<rss version='2.0'><channel><title>B & C<item><title>A < B</title>"
                b"<link>/named-by-broken</link></item><item><title>cut of",
                media_type="application/rss+xml",
            )
        ],
        "/feed.html": [reply(feed(["/named-by-html"]))],
    }


def feed(paths: Sequence[str], origin: str = "") -> bytes:
    entries = "".join(
        f"<item><title>{escape(path)}</title><link>{origin}{path}</link></item>" for path in paths
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}'
        "</channel></rss>"
    ).encode()
