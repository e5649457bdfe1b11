"""A page's elements by what their classes say, gathered once for all that is asked of them.

An XPath expression with a few contains(@class, …) takes a millisecond on a news page, and to gather
all classes takes about as long; a page has some hundred different ones, which cost nothing to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class ClassedElements:
    """`places` has the elements of each class attribute, as it is written, with their order."""

    places: dict[str, list[tuple[int, HtmlElement]]]

    def find(self, words: re.Pattern[str]) -> list[HtmlElement]:
        """Those of which the class attribute holds one of the words, in page order."""
        found = [
            place for names, each in self.places.items() if words.search(names) for place in each
        ]
        return [element for _, element in sorted(found, key=itemgetter(0))]


def classed_elements(tree: HtmlElement) -> ClassedElements:
    places: dict[str, list[tuple[int, HtmlElement]]] = {}
    for place, element in enumerate(tree.xpath("//*[@class]")):
        places.setdefault(element.get("class"), []).append((place, element))
    return ClassedElements(places)
