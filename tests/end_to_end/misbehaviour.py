"""A newspaper with one misbehaviour a page: what it sends, and what should become of the URL.

A feed names the pages, so that all of them are taken for articles. All addresses are paths of one
server, but for `other`: the origin of a second one, whose robots.txt cannot be had.
"""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.download.wire_server import Answer
from tests.extraction.pages import markup, meta

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# DOWNLOAD_MAXSIZE of these crawls, in bytes: a good page has ten thousand.
MAXSIZE = 400_000
NEW = "archived (new-article)"
FEED = "not_article (feed)"
WORDS = (
    "harbour council bridge winter ferry engine market flood school theatre orchard railway museum",
    "lantern weather budget election concert strike library hospital festival tunnel island garden",
)
# The smallest of PNG files: one pixel, grey.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001487cafa40000000049454e44ae426082"
)
# The path of the image that each of these pages has for its og:image.
PICTURES = {
    "script-picture": "javascript:alert(1)",
    "drawn-picture": "/drawing.svg",
    "broken-picture": "/broken.png",
    "bomb-picture": "/bomb.png",
    "postscript-picture": "/postscript.png",
    "missing-picture": "/missing.png",
    "moved-picture": "/moved.png",
    "shared-picture-a": "/shared.png",
    "shared-picture-b": "/shared.png",
    "same-bytes-picture": "/same-bytes.png",
}


@dataclass(frozen=True)
class Misbehaviour:
    """`outcome` is `state (reason)`; `answers` come one by one, the last one for ever."""

    path: str
    outcome: str
    answers: Sequence[Answer]
    in_feed: bool = True


def reply(
    body: bytes = b"",
    *fields: str,
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
) -> Answer:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    text = "\r\n".join([*head, *fields, "Connection: close", "", ""])
    return Answer([text.encode() + body], "close")


def redirect(to: str | None) -> Answer:
    fields = () if to is None else (f"Location: {to}",)
    return reply(b"", *fields, status="301 Moved Permanently")


def article(name: str, head: str = "") -> bytes:
    """A page whose headline and text are of that name alone."""
    chance = random.Random(name)
    text = "".join(f"<p>{' '.join(_sentence(chance) for _ in range(3))}</p>" for _ in range(5))
    title = f"What became of the {name.replace('-', ' ')} page"
    head = f"<title>{title}</title>{meta('og:type', 'article')}{head}"
    return markup(f"<article><h1>{title}</h1>{text}</article>", head).encode()


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(" ".join(WORDS).split(), k=14)).capitalize() + "."


def with_picture(name: str, address: str) -> Answer:
    return reply(article(name, meta("og:image", address)))


def feed(addresses: Sequence[str]) -> bytes:
    entries = "".join(
        f"<item><title>{escape(address)}</title><link>{escape(address)}</link></item>"
        for address in addresses
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}'
        "</channel></rss>"
    ).encode()


def connections() -> list[Misbehaviour]:
    (whole,) = reply(article("cut")).parts
    return [
        Misbehaviour("/dropped", "failed (connection)", [Answer([], "close")]),
        Misbehaviour("/reset", "failed (connection)", [Answer([whole[:40]], "reset")]),
        Misbehaviour("/silent", "failed (timeout)", [Answer([], "hang")]),
        Misbehaviour("/slow-for-ever", "failed (timeout)", [Answer([whole[:300]], "hang")]),
        Misbehaviour("/truncated", "failed (truncated)", [Answer([whole[:900]], "close")]),
        Misbehaviour("/no-http", "failed (protocol)", [Answer([b"220 mail here\r\n"], "close")]),
    ]


def statuses() -> list[Misbehaviour]:
    def refusing(status: str) -> Answer:
        return reply(b"<p>No.</p>", status=status)

    return [
        Misbehaviour("/flaky", NEW, [refusing("500 Oops"), reply(article("flaky"))]),
        Misbehaviour("/broken", "failed (http-5xx)", [refusing("503 Not Now")]),
        Misbehaviour("/too-many", "failed (http-429)", [refusing("429 Slow Down")]),
        Misbehaviour("/walled", "wall (http-403)", [refusing("403 Forbidden")]),
        Misbehaviour("/gone", "gone (http-410)", [refusing("410 Gone")]),
        Misbehaviour("/missing", "gone (http-404)", [refusing("404 Not Found")]),
        Misbehaviour("/teapot", "failed (http-4xx)", [refusing("418 Teapot")]),
        Misbehaviour("/partial", "failed (http-other)", [refusing("206 Partial Content")]),
    ]


def redirects() -> list[Misbehaviour]:
    return [
        Misbehaviour("/to-itself", "failed (redirect-loop)", [redirect("/to-itself")]),
        Misbehaviour("/round-a", "duplicate (redirect)", [redirect("/round-b")]),
        Misbehaviour("/round-b", "failed (redirect-loop)", [redirect("/round-a")], in_feed=False),
        Misbehaviour("/nowhere", "failed (bad-redirect)", [redirect(None)]),
        Misbehaviour("/to-a-file", "failed (bad-redirect)", [redirect("file:///etc/passwd")]),
        Misbehaviour("/to-a-known-page", "duplicate (redirect)", [redirect("/good")]),
        Misbehaviour("/good", NEW, [reply(article("good"))]),
        Misbehaviour("/moved", "duplicate (redirect)", [redirect("/moved-here")]),
        Misbehaviour("/moved-here", NEW, [reply(article("moved-here"))], in_feed=False),
        # One URL to the ledger, two to the server.
        Misbehaviour("/with-slash", NEW, [redirect("/with-slash/")]),
    ]


def bodies() -> list[Misbehaviour]:
    def padded(name: str) -> bytes:
        return article(name) + b" " * MAXSIZE

    gzipped, nonsense = "Content-Encoding: gzip", "Content-Encoding: utf-8"
    bomb = gzip.compress(padded("bomb") * 12, mtime=0)
    noise = random.Random(2).randbytes(30_000)
    pdf = reply(b"%PDF-1.7\n", media_type="application/pdf")
    wordless = markup("<h1>Nothing but a headline</h1>").encode()
    return [
        Misbehaviour("/huge", "refused (size)", [reply(padded("huge"))]),
        Misbehaviour("/many-fields", "refused (headers)", [_many_fields()]),
        Misbehaviour("/huge-unannounced", "refused (size)", [_unannounced(padded("endless"))]),
        Misbehaviour("/bomb", "refused (size)", [reply(bomb, gzipped)]),
        *(
            Misbehaviour(
                f"/plain-as-{coding}",
                "failed (content-encoding)",
                [reply(article("plain"), f"Content-Encoding: {coding}")],
            )
            for coding in ("gzip", "deflate", "br", "zstd")
        ),
        Misbehaviour("/plain-as-nonsense", NEW, [reply(article("nonsense"), nonsense)]),
        Misbehaviour("/empty", "not_article (empty)", [reply(b"")]),
        Misbehaviour("/blank", "not_article (empty)", [reply(b" \n ")]),
        Misbehaviour("/wordless", "not_article (no-body)", [reply(wordless)]),
        Misbehaviour("/binary", "not_article (not-html)", [reply(noise)]),
        Misbehaviour("/pdf", "not_article (not-html)", [pdf]),
        Misbehaviour("/picture", "not_article (not-html)", [reply(PIXEL, media_type="image/png")]),
    ]


def _many_fields() -> Answer:
    fields = b"".join(b"X-%d: %d\r\n" % (number, number) for number in range(50_000))
    return Answer([b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n<p>Hello.</p>"], "close")


def _unannounced(body: bytes) -> Answer:
    """Its length shows only when it has all come."""
    return Answer([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body], "close")


def pictures() -> list[Misbehaviour]:
    return [
        Misbehaviour(f"/{name}", NEW, [with_picture(name, address)])
        for name, address in PICTURES.items()
    ]


def canonicals() -> list[Misbehaviour]:
    stated = {
        "front-as-canonical": "/",
        "one-for-all-a": "/the-one",
        "one-for-all-b": "/the-one",
        "one-for-all-c": "/the-one",
    }
    return [
        Misbehaviour(
            f"/{name}", NEW, [reply(article(name, f'<link rel="canonical" href="{address}">'))]
        )
        for name, address in stated.items()
    ]


def feeds() -> list[Misbehaviour]:
    """What the seed list names besides the feed, and the articles that it names."""
    torn = (
        b"<rss version='2.0'><channel><title>B & C<item><title>A < B</title>"
        b"<link>/named-by-torn</link></item><item><title>cut of"
    )
    answers = {
        "/torn.xml": (FEED, reply(torn, media_type="application/rss+xml")),
        "/feed.html": (FEED, reply(feed(["/named-by-html"]))),
        "/named-by-torn": (NEW, reply(article("named-by-torn"))),
        "/named-by-html": (NEW, reply(article("named-by-html"))),
    }
    return [
        Misbehaviour(path, outcome, [answer], in_feed=False)
        for path, (outcome, answer) in answers.items()
    ]


def without_outcome() -> Mapping[str, Sequence[Answer]]:
    """What is no URL of the ledger, or not under this spelling."""
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    return {
        "/robots.txt": [reply(b"User-agent: *\nAllow: /\n", media_type="text/plain")],
        "/with-slash/": [reply(article("with-slash"))],
        "/drawing.svg": [reply(drawing, media_type="image/svg+xml")],
        "/broken.png": [reply(PIXEL[1:], media_type="image/png")],
        "/bomb.png": [reply(_bomb(), media_type="image/png")],
        "/postscript.png": [reply(b"%!PS-Adobe-3.0 EPSF-3.0\n", media_type="image/png")],
        "/moved.png": [redirect("/shared.png?moved=1")],
        "/shared.png": [reply(PIXEL, media_type="image/png")],
        "/same-bytes.png": [reply(PIXEL, media_type="image/jpeg")],
    }


def _bomb() -> bytes:
    """10 KB that unpack to 81 million pixels."""
    packed = BytesIO()
    Image.new("1", (9000, 9000)).save(packed, "PNG")
    return packed.getvalue()


def pages() -> list[Misbehaviour]:
    return [
        *connections(),
        *statuses(),
        *redirects(),
        *bodies(),
        *pictures(),
        *canonicals(),
        *feeds(),
    ]
