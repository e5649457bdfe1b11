"""An element of a page in, the part of the page in which it stands out: heading, menu, footer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.discovery.link_score import ASIDE, FOOTER, HEADER, HEADING, MAIN, NAVIGATION

if TYPE_CHECKING:
    from lxml.etree import _Element

_BY_TAG = {
    "h1": HEADING,
    "h2": HEADING,
    "h3": HEADING,
    "h4": HEADING,
    "main": MAIN,
    "article": MAIN,
    "nav": NAVIGATION,
    "footer": FOOTER,
    "aside": ASIDE,
    "header": HEADER,
}
_BY_ROLE = {
    "main": MAIN,
    "navigation": NAVIGATION,
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
    "contentinfo": FOOTER,
    "banner": HEADER,
    "complementary": ASIDE,
    "heading": HEADING,
}
# Whole class names and ids only: "layout-with-menu" holds the whole page.
_BY_NAME = re.compile(
    r"(?:^|\s)(?:(?:main|site|page|primary|secondary|top|global|sub|mobile)[-_]?)?"
    r"(?:(nav|navbar|navigation|menu|breadcrumbs?|social|share|cookies?)|(footer))"
    r"(?:[-_]?(?:links|list|items?|wrapper|container|bar))?(?=\s|$)",
    re.IGNORECASE,
)
# Their classes describe the whole page.
_ROOTS = frozenset(("html", "body"))


class Places:
    """Remembers the places of the elements of one tree: bits of link_score.py."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[_Element, int] = {}

    def of(self, element: _Element) -> int:
        unknown: list[_Element] = []
        node: _Element | None = element
        while node is not None and node not in self._known:
            unknown.append(node)
            node = node.getparent()
        place = 0 if node is None else self._known[node]
        for node in reversed(unknown):
            place |= _own_place(node)
            self._known[node] = place
        return place


def _own_place(element: _Element) -> int:
    tag = element.tag
    if not isinstance(tag, str) or tag in _ROOTS:
        return 0
    place = _BY_TAG.get(tag.rpartition("}")[2], 0)
    if not element.attrib:
        return place
    if role := element.get("role"):
        place |= _BY_ROLE.get(role, 0)
    for name in (element.get("class"), element.get("id")):
        if name and (match := _BY_NAME.search(name[:500])):
            place |= NAVIGATION if match[1] else FOOTER
    return place
