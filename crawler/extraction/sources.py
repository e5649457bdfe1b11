"""Everything that a page states about itself, read once and handed to each field.

Trust, as measured on pages with known answers: JSON-LD, then meta tags, then microdata, then what
stands on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crawler.extraction.jsonld import article_node, read_blocks, types_of
from crawler.extraction.meta import MetaTags, read_meta
from crawler.extraction.microdata import microdata_article
from crawler.extraction.text import LONE_SURROGATE, clean_value

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.extraction.jsonld import Node
    from crawler.extraction.parse import ParsedPage

_MAX_HEADINGS = 20
_MAX_RELS = 300
# The rest are style sheets, icons and hints for browsers, by the dozen.
_RELS = frozenset({"canonical", "image_src", "license", "next", "prev"})
_MAX_URL_CHARS = 2_048
# Three of four pages have no microdata; to search the tree takes twice as long as to find that out.
_SCOPE = b"itemscope"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """`jsonld` and `microdata` describe the article, empty where the page has none of it.

    `base` is what relative URLs of the page are relative to. `rels` are those <link> elements of
    the page that say something of the article, as (rel token, href), absolute, in page order.
    `headings` are its h1 elements. `payloads` are states of scripts. `headers` are fields
    of the answer, names in lower case. `markup` is what was parsed, as UTF-8.
    """

    url: str
    base: str
    tree: HtmlElement
    nodes: tuple[Node, ...]
    jsonld: Node
    microdata: Node
    meta: MetaTags
    rels: tuple[tuple[str, str], ...]
    headings: tuple[HtmlElement, ...]
    payloads: tuple[str, ...] = ()
    headers: Headers = ()
    markup: bytes = b""

    def mentions(self, *words: bytes) -> bool:
        """Whether one of them stands anywhere in the markup: a tenth of a search's time."""
        return any(word in self.markup for word in words)

    def absolute(self, address: object) -> str | None:
        return absolute(self.base, address)

    def stated(self, name: str) -> list[object]:
        """What JSON-LD, then microdata, say under a schema.org name."""
        return [node[name] for node in (self.jsonld, self.microdata) if node.get(name)]

    def rel(self, token: str) -> str | None:
        return next((href for rel, href in self.rels if rel == token), None)

    def types(self) -> set[str]:
        return {name for node in self.nodes for name in types_of(node)}


def read_sources(parsed: ParsedPage, url: str, headers: Headers = ()) -> Sources:
    tree = parsed.tree
    url = LONE_SURROGATE.sub("\ufffd", url)
    nodes = read_blocks(parsed.jsonld)
    declared = tree.find(".//base[@href]")
    base = absolute(url, declared.get("href")) if declared is not None else None
    return Sources(
        url=url,
        base=base or url,
        tree=tree,
        nodes=nodes,
        jsonld=article_node(nodes, url) or {},
        microdata=(microdata_article(tree) if _SCOPE in parsed.markup.lower() else None) or {},
        meta=read_meta(tree),
        rels=_rels(tree, base or url),
        headings=tuple(islice(tree.iter("h1"), _MAX_HEADINGS)),
        payloads=parsed.payloads,
        headers=headers,
        markup=parsed.markup,
    )


def absolute(base: str, address: object) -> str | None:
    """The http(s) URL that an address of the page means, or None."""
    text = clean_value(address, _MAX_URL_CHARS)
    if text is None or text.startswith("#"):
        return None
    try:
        url = urljoin(base, text.replace(" ", "%20"))
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) and len(url) > 10 else None


def _rels(tree: HtmlElement, base: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    links = (link for link in tree.iter("link") if link.get("href") is not None)
    for link in islice(links, _MAX_RELS):
        rel = (link.get("rel") or "").lower()
        tokens = [token for token in rel.split()[:5] if token in _RELS]
        href = absolute(base, link.get("href")) if tokens else None
        if href is not None:
            found.extend((token, href) for token in tokens)
    return tuple(found)
