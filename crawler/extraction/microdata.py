"""A page's microdata → its article as an object of the same shape as JSON-LD's.

https://html.spec.whatwg.org/multipage/microdata.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.extraction.jsonld import article_rank
from crawler.extraction.text import clean_value

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.extraction.jsonld import Node

_MAX_SCOPES = 200
_MAX_PROPERTIES = 500
_MAX_CHARS = 2_000
# Where an element's value is; for all others it is the text.
_VALUE_ATTRIBUTES = ("content", "datetime", "href", "src", "data")


def microdata_article(tree: HtmlElement) -> Node | None:
    """The first scope that is an article and states something; nested scopes are objects."""
    scopes = tree.xpath("//*[@itemscope]")[:_MAX_SCOPES]
    nodes = {scope: _empty_node(scope) for scope in scopes}
    if not any(article_rank(node) is not None for node in nodes.values()):
        return None
    for element in tree.xpath("//*[@itemprop]")[:_MAX_PROPERTIES]:
        owner = next((above for above in element.iterancestors() if above in nodes), None)
        if owner is not None:
            _state(nodes[owner], element, nodes.get(element))
    articles = (n for n in nodes.values() if article_rank(n) is not None and len(n) > 1)
    return max(articles, key=len, default=None)


def _empty_node(scope: HtmlElement) -> Node:
    return {"@type": (scope.get("itemtype") or "").split()[:5]}


def _state(node: Node, element: HtmlElement, nested: Node | None) -> None:
    value = nested if nested is not None else _value(element)
    if value is None:
        return
    for name in (element.get("itemprop") or "").split()[:5]:
        values = node.setdefault(name, [])
        if isinstance(values, list):
            values.append(value)


def _value(element: HtmlElement) -> str | None:
    for attribute in _VALUE_ATTRIBUTES:
        if stated := clean_value(element.get(attribute), _MAX_CHARS):
            return stated
    return clean_value(str(element.text_content()), _MAX_CHARS)
