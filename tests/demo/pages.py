"""The demonstration's answers for hosts that do not exist, and ways to look at them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from crawler.demo import content
from crawler.demo.site import Answers, answers

HOSTS = {"courier": "a.test", "visnyk": "b.test:81", "shiomi": "c.test", "lantern": "d.test"}
SITE: Answers = answers(HOSTS)


def _is_page(key: tuple[str, str]) -> bool:
    media_type = SITE[key].header("Content-Type") or ""
    return media_type.startswith("text/html") and ".xml" not in key[1]


PAGES = sorted(key for key in SITE if _is_page(key))


def page(ending: str) -> tuple[str, str]:
    """The key of the one page whose path ends so."""
    (key,) = (key for key in PAGES if key[1].endswith(ending))
    return key


def text_of(key: tuple[str, str]) -> str:
    charsets = {story.path: story.charset for story in content.stories()}
    return SITE[key].body.decode(charsets.get(key[1]) or "utf-8")


def tree_of(key: tuple[str, str]) -> Any:
    return html.document_fromstring(text_of(key))


def xml_of(body: bytes) -> Any:
    return etree.fromstring(body)


def links(key: tuple[str, str]) -> list[str]:
    return [str(url) for url in tree_of(key).xpath("//@href | //@src | //form/@action")]


def split(url: str) -> tuple[str, str]:
    """Host and request target."""
    parts = urlsplit(url)
    return parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")
