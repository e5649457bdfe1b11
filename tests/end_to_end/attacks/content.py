"""Attacks by what a page, feed or picture says."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.end_to_end.attacks.attack import Attack, listed_pages, page, with_image
from tests.end_to_end.misbehaviour import NEW, PIXEL, article, redirect, reply
from tests.extraction.pages import json_ld, meta

if TYPE_CHECKING:
    from tests.download.wire_server import Answer

SECRET = "hunter2"  # noqa: S105 - what must come out nowhere
LISTING, FEED = "not_article (listing)", "not_article (feed)"


def _rss(prolog: str, title: str) -> Answer:
    text = (
        f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel><item><title>{title}</title>'
        "<link>/named-by-bomb</link></item></channel></rss>"
    )
    return reply(text.encode(), media_type="application/rss+xml")


def xml_bombs() -> Attack:
    laughs = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 30))
    answers = {
        "/laughs.xml": _rss(f"<!DOCTYPE rss [<!ENTITY e0 'x'>{laughs}]>", "&e29;"),
        "/quadratic.xml": _rss(f"<!DOCTYPE rss [<!ENTITY e '{'x' * 10_000}'>]>", "&e;" * 10_000),
        "/xxe.xml": _rss('<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
    }
    return Attack(
        "billion laughs, quadratic blow-up, outside entities",
        answers={
            "/named-by-bomb": [page("named-by-bomb")],
            **{path: [answer] for path, answer in answers.items()},
        },
        outcomes={**dict.fromkeys(answers, FEED), "/named-by-bomb": NEW},
        seeds=[f"{path}\tkind=feed" for path in answers],
    )


def many_links() -> Attack:
    links = "".join(f"<a href='/many/{n}'>{n}</a>" for n in range(200_000))
    return Attack(
        "200,000 links on a page",
        answers={"/many-links": [reply(f"<h1>Links</h1>{links}".encode())]},
        outcomes={"/many-links": LISTING},
        seeds=["/many-links\tkind=listing"],
    )


def long_strings() -> Attack:
    long = "1" * 50_000
    stated = json_ld(headline="Long", datePublished=long, author={"name": "a.b" * 20_000})
    head = f"{stated}{meta('article:published_time', 'Mon, ' * 10_000)}<time datetime='{long}'>"
    return listed_pages(
        "long strings for dates and names", {"/long-strings": (NEW, page("long-strings", head))}
    )


def _place(number: int) -> bytes:
    deeper = f"/space/{'x/' * 9}{number}/2026/11/23/a-long-story-of-many-words"
    links = f"<a rel=next href='/space/{number + 1}'>next</a><a href='{deeper}'>A story</a>"
    return f"<h1>Day {number}</h1>{links}".encode()


def endless_space() -> Attack:
    """Each page of the listing names the next one, and an article one level deeper."""
    pages = {f"/space/{n}": [reply(_place(n))] for n in range(1, 60)}
    return Attack(
        "an infinite space of URLs",
        answers=pages,
        outcomes={"/space/1": LISTING, "/space/3": LISTING},
        seeds=["/space/1\tkind=listing"],
    )


def _picture(size: int) -> bytes:
    packed = BytesIO()
    Image.new("1", (size, size)).save(packed, "PNG")
    return packed.getvalue()


def picture_bombs() -> Attack:
    pictures = {
        "/bomb-9000.png": _picture(9_000),
        "/bomb-13000.png": _picture(13_000),
        "/bomb-19000.png": _picture(19_000),
        "/postscript.png": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n",
        "/polyglot.gif": b"GIF89a/*<script>alert(1)</script>*/=1;",
        "/drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    }
    pages = {f"/with{path}": with_image(f"with{path[:-4]}", path) for path in pictures}
    attack = listed_pages("picture bombs, PostScript, polyglots, drawings", pages)
    bodies = {path: [reply(body, media_type="image/png")] for path, body in pictures.items()}
    return Attack(attack.name, {**attack.answers, **bodies}, attack.outcomes, listed=attack.listed)


def picture_names() -> Attack:
    name = "/x/..%2f..%2f..%2fetc%2fpasswd.png"
    return Attack(
        "a picture whose name climbs out of its folder",
        answers={
            "/climbing-picture": [page("climbing-picture", meta("og:image", name))],
            name: [reply(PIXEL, media_type="image/png")],
        },
        outcomes={"/climbing-picture": NEW},
        listed=["/climbing-picture"],
    )


def line_breaks() -> Attack:
    title = "Two&#13;&#10;WARC-Type: warcinfo&#13;&#10;&#13;&#10;lines"
    rss = (
        f"<rss version='2.0'><channel><item><title>{title}</title><link>/line-breaks</link></item>"
        "</channel></rss>"
    ).encode()
    stated = json_ld(headline="Two\nlines\r\n\r\nRelated", articleSection="Local\nRelated\n")
    body = article("line-breaks", stated)
    body = body.replace(b"</article>", b"<p>Related</p><p>\x1b]0;x\x07 Related</p></article>")
    return Attack(
        "line breaks in titles, sections and WARC fields",
        answers={
            "/line-breaks.xml": [reply(rss, media_type="application/rss+xml")],
            "/line-breaks": [reply(body)],
        },
        outcomes={"/line-breaks.xml": FEED, "/line-breaks": NEW},
        seeds=["/line-breaks.xml\tkind=feed"],
    )


def invisible_text() -> Attack:
    dirt = "&#27;[31m&#8238;evil&#8236;&#8203;&#xFEFF;&#11;&#xFFFE;&#133;"
    body = article("invisible").replace(b"<p>", f"<p>{dirt} ".encode(), 1)
    body = body.replace(b"</h1>", f"{dirt}</h1>".encode())
    return listed_pages(
        "control, bidi and zero-width characters", {"/invisible": (NEW, reply(body))}
    )


def markup_in_title() -> Attack:
    title = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; story"
    body = article("markup").replace(b"<h1>", f"<h1>{title} ".encode())
    seed = "/no-such?<script>alert(2)</script>\tkind=article"
    return Attack(
        "markup in titles and addresses",
        answers={"/markup": [reply(body)]},
        outcomes={"/markup": NEW},
        listed=["/markup"],
        seeds=[seed],
    )


def script_picture() -> Attack:
    return listed_pages(
        "javascript: as a picture's address",
        {"/script-picture": with_image("script-picture", "javascript:alert(1)")},
    )


def climbing_paths() -> Attack:
    head = '<link rel="canonical" href="file:///etc/passwd">'
    return Attack(
        "paths that climb out of their folder",
        answers={
            "/climb": [redirect("/a/..%2f..%2f../etc/passwd")],
            "/file-canonical": [page("file-canonical", head)],
            "/etc/passwd": [page("etc-passwd")],
        },
        outcomes={"/climb": "duplicate (redirect)", "/file-canonical": NEW},
        listed=["/climb", "/file-canonical"],
    )


def passwords() -> Attack:
    """`OWN` is the server's authority, put in when it is known."""
    link = f"http://me:{SECRET}@OWN/with-password"
    rss = f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>"
    answer = reply(rss.encode(), media_type="text/xml")
    return Attack(
        "user names and passwords in links",
        answers={"/passwords.xml": [answer], "/with-password": [page("with-password")]},
        outcomes={"/passwords.xml": FEED, "/with-password": NEW},
        seeds=["/passwords.xml\tkind=feed"],
    )


def attacks() -> list[Attack]:
    return [
        passwords(),
        xml_bombs(),
        many_links(),
        long_strings(),
        endless_space(),
        picture_bombs(),
        picture_names(),
        line_breaks(),
        invisible_text(),
        markup_in_title(),
        script_picture(),
        climbing_paths(),
    ]
