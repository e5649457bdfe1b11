"""Attacks by what goes over the wire: codings, framing, heads, redirects."""

from __future__ import annotations

from tests.download.wire_server import Answer, Ending
from tests.end_to_end.attacks import bombs
from tests.end_to_end.attacks.attack import MAXSIZE, Attack, Endless, listed_pages, page
from tests.end_to_end.misbehaviour import NEW, article, redirect, reply

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CLOSE: Ending = "close"
_HALF_A_PAGE = article("half")[:600]
_FIELD = b"X: " + b"x" * 8_000 + b"\r\n"
_CHUNK = b"10000\r\n" + b"x" * 65_536 + b"\r\n"


def coded(body: bytes, *codings: str) -> Answer:
    return reply(body, f"Content-Encoding: {', '.join(codings)}")


def decompression_bombs() -> Attack:
    size = "refused (size)"
    return listed_pages(
        "bodies that unpack to 3 GB",
        {
            "/bomb-gzip": (size, coded(bombs.gzip_bomb(), "gzip")),
            "/bomb-brotli": (size, coded(bombs.brotli_bomb(), "br")),
            "/bomb-zstd": (size, coded(bombs.zstd_bomb(), "zstd")),
            "/bomb-nested": (size, coded(bombs.nested_bomb(), "gzip", "gzip")),
        },
    )


def stacked_codings() -> Attack:
    stack = coded(article("stacked"), *["gzip"] * 2_000)
    return listed_pages(
        "2,000 stacked content-codings", {"/stacked": ("failed (content-encoding)", stack)}
    )


def endless_and_slow() -> Attack:
    chunked = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    dripping = [b"a"] * 400
    return listed_pages(
        "endless bodies, slow heads and bodies",
        {
            "/endless": ("refused (size)", Answer([OK + b"\r\n", *_much(b"x" * 65_536)], CLOSE)),
            "/endless-chunks": ("refused (size)", Answer([chunked, *_much(_CHUNK)], CLOSE)),
            "/slow-head": ("failed (timeout)", Answer([OK + b"X: ", *dripping], CLOSE, 0.05)),
            "/slow-body": ("failed (timeout)", Answer([OK + b"\r\n", *dripping], CLOSE, 0.05)),
        },
    )


def _much(part: bytes) -> list[bytes]:
    """Far more than is taken."""
    return list(Endless(part, 20 * MAXSIZE // len(part)))


def cut_bodies() -> Attack:
    length = b"Content-Length: 90000\r\n\r\n" + _HALF_A_PAGE
    chunk = b"Transfer-Encoding: chunked\r\n\r\nFFFF\r\n" + _HALF_A_PAGE
    return listed_pages(
        "short bodies, cut chunks, resets",
        {
            "/short": ("failed (truncated)", Answer([OK + length], CLOSE)),
            "/cut-chunk": ("failed (truncated)", Answer([OK + chunk], CLOSE)),
            "/reset-in-body": ("failed (truncated)", Answer([OK + length], "reset")),
        },
    )


def framing() -> Attack:
    body = article("framing")
    size = f"{len(body):x}".encode()
    chunks = size + b"\r\n" + body + b"\r\n0\r\n\r\n"
    two = b"Content-Length: 5\r\nContent-Length: 900\r\n\r\n" + body
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    return listed_pages(
        "two Content-Lengths, Content-Length with chunks",
        {
            "/two-lengths": ("failed (connection)", Answer([OK + two], CLOSE)),
            "/length-and-chunks": (NEW, Answer([OK + both], CLOSE)),
        },
    )


def heads() -> Attack:
    many = b"".join(b"X-%d: %d\r\n" % (number, number) for number in range(200_000))
    long = b"X: " + b"x" * 200_000 + b"\r\n"
    return listed_pages(
        "200,000 header fields, a field of 200 KB",
        {
            "/many-fields": ("refused (headers)", Answer([OK + many + b"\r\nx"], CLOSE)),
            "/long-field": ("failed (connection)", Answer([OK + long + b"\r\nx"], CLOSE)),
            "/head-without-end": ("refused (headers)", Answer([OK, *[_FIELD] * 60], CLOSE)),
        },
    )


def dirty_fields() -> Attack:
    body = article("dirty-fields")
    fields = b"X-A: a\rb\r\nX-B: a\x00b\r\nX-C: \xe2\x80\xaeb\x1b[2J\xff\r\n"
    length = b"Content-Length: %d\r\n\r\n" % len(body)
    answer = Answer([OK + fields + length + body], CLOSE)
    return listed_pages("CR, NUL and high bytes in a field", {"/dirty-fields": (NEW, answer)})


def split_location() -> Attack:
    """What follows in the address is a part of it: no field and no second answer comes of it."""
    target = "/split%0d%0aX-Injected:%20yes"
    return Attack(
        "CRLF in Location",
        answers={"/to-split": [redirect(target)]},
        outcomes={"/to-split": "duplicate (redirect)", target: "gone (http-404)"},
        listed=["/to-split"],
    )


def escape_in_url() -> Attack:
    return Attack(
        "ESC in a URL",
        answers={"/to-escape": [redirect("/raw\x1b[2J")]},
        outcomes={
            "/quoted%1B%5B2J": "gone (http-404)",
            "/to-escape": "duplicate (redirect)",
            "/raw%1B%5B2J": "gone (http-404)",
        },
        listed=["/quoted%1B[2J", "/to-escape"],
    )


def redirect_loops() -> Attack:
    return Attack(
        "redirects without end",
        answers={
            "/loop": [redirect("/loop")],
            **{f"/hop-{n}": [redirect(f"/hop-{n + 1}")] for n in range(30)},
        },
        outcomes={"/loop": "failed (redirect-loop)", "/hop-10": "failed (redirect-loop)"},
        listed=["/loop", "/hop-0"],
    )


def cookies() -> Attack:
    return listed_pages(
        "cookies that are to be sent elsewhere",
        {"/cookie-set": (NEW, page("cookie-set", "", "Set-Cookie: id=7; Domain=127.0.0.1"))},
    )


def other_schemes() -> Attack:
    """A feed that names them names nothing; a redirect to one has failed."""
    targets = ("file:///etc/passwd", "data:text/html,x", "ftp://127.0.0.1/x", "s3://bucket/x")
    return Attack(
        "file:, data:, ftp: and s3:",
        answers={f"/to-{url.partition(':')[0]}": [redirect(url)] for url in targets},
        outcomes={f"/to-{url.partition(':')[0]}": "failed (bad-redirect)" for url in targets},
        listed=[*targets, *(f"/to-{url.partition(':')[0]}" for url in targets)],
    )


def attacks() -> list[Attack]:
    return [
        other_schemes(),
        decompression_bombs(),
        stacked_codings(),
        endless_and_slow(),
        cut_bodies(),
        framing(),
        heads(),
        dirty_fields(),
        split_location(),
        escape_in_url(),
        redirect_loops(),
        cookies(),
    ]
