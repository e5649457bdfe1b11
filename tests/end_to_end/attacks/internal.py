"""A hostile paper at a public address, and a server of the crawler's own network behind it.

Both addresses are given to the loopback device of a network of this process's own, so:
`unshare -rn python -m tests.end_to_end.attacks.internal FOLDER`. Prints what was found as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.end_to_end.archive import Archive
from tests.end_to_end.command import crawl, seed_list
from tests.end_to_end.misbehaviour import article, feed
from tests.extraction.pages import meta

PUBLIC = "93.184.216.34"
PAPER = f"http://{PUBLIC}"
# What a page can call the server of our own network, by its addresses and their spellings.
SPELLINGS = (
    "http://127.0.0.1/secret",
    "http://127.1/secret-short",
    "http://2130706433/secret-number",
    "http://0x7f000001/secret-hex",
    "http://0177.0.0.1/secret-octal",
    "http://①②⑦.⓪.⓪.①/secret-circled",
    "http://[::1]/secret-six",
    "http://[::ffff:127.0.0.1]/secret-mapped",
    "http://[64:ff9b::7f00:1]/secret-nat64",
    "http://[2002:7f00:1::]/secret-6to4",
    "http://0.0.0.0/secret-any",
    "http://10.0.0.5/secret-private",
    "http://169.254.169.254/secret-metadata",
    "http://localhost/secret-name",
    "http://rebinding.example/secret-rebound",
    "http://inside.example/secret-inside",
)
# Seconds. Nothing here is far away.
QUICK = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": 5, "EXTRACT_WORKERS": 0}
SETTINGS = {
    **QUICK,
    "ALLOW_PRIVATE_ADDRESSES": 0,
    "TWISTED_DNS_RESOLVER": "tests.end_to_end.attacks.changing_names.ChangingNames",
}


@dataclass
class Site:
    """`asked` are the targets of all requests, `pages` the bodies by path; `moved` redirects."""

    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


def main(folder: Path) -> None:
    _make_network()
    paper, inside = _paper(), Site(pages={"/secret": b"<h1>Secret</h1>"})
    _serve(paper, (PUBLIC, 80))
    for address in ("127.0.0.1", "10.0.0.5", "169.254.169.254"):
        _serve(inside, (address, 80))
    archive = Archive(folder / "archive")
    done = crawl(archive, seed_list(folder, f"{PAPER}/feed.xml\tkind=feed\n"), **SETTINGS)
    sys.stdout.write(
        json.dumps(
            {
                "exit_code": done.returncode,
                "stderr": done.stderr,
                "outcomes": archive.decided,
                "asked_inside": inside.asked,
                "asked_of_the_paper": paper.asked,
                "articles": sorted(archive.records),
                "images": [i.path for a in archive.articles() for i in a.images],
            }
        )
    )


def _make_network() -> None:
    for command in (
        "ip link set lo up",
        f"ip addr add {PUBLIC}/32 dev lo",
        "ip addr add 10.0.0.5/32 dev lo",
        "ip addr add 169.254.169.254/32 dev lo",
    ):
        subprocess.run(command.split(), check=True)


def _paper() -> Site:
    inward = {f"/to-{number}": url for number, url in enumerate(SPELLINGS)}
    picture = meta("og:image", "http://127.0.0.1/secret-picture.png")
    refresh = "<meta http-equiv=refresh content='0; url=http://127.0.0.1/secret-refresh'>"
    canonical = '<link rel="canonical" href="http://127.0.0.1/secret-canonical">'
    nextpage = '<link rel="next" href="http://127.0.0.1/secret-next">'
    pages = {
        "/good": article("good"),
        "/with-picture": article("with-picture", picture),
        "/with-refresh": article("with-refresh", refresh),
        "/with-canonical": article("with-canonical", canonical),
        "/with-next": article("with-next", nextpage),
        "/robots.txt": b"User-agent: *\nAllow: /\nSitemap: http://127.0.0.1/secret-sitemap.xml\n",
    }
    listed = [f"{PAPER}{path}" for path in (*pages, *inward) if path != "/robots.txt"]
    pages["/feed.xml"] = feed([*listed, *SPELLINGS, f"{PAPER}:25/mail", f"{PAPER}:6379/redis"])
    return Site(pages, inward)


def _serve(site: Site, address: tuple[str, int]) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.pages.get(self.path, b"<h1>Nothing</h1>")
            to = site.moved.get(self.path)
            self.send_response(302 if to else 200)
            if to:
                self.send_header("Location", to.encode("utf-8").decode("latin-1"))
            kind = "text/xml" if body.startswith(b"<?xml") else "text/html"
            self.send_header("Content-Type", "text/plain" if "robots" in self.path else kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(address, Handler)
    Thread(target=server.serve_forever, daemon=True).start()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
