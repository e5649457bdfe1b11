"""trafilatura's XPath expressions, made to judge each look of an element once.

They test the ids and classes of all elements with regular expressions, which lxml runs in Python: a
ninth of the time of a reading. Nearly all ask for nothing but an element's own tag and attributes,
and the elements of a site have few: what an expression says of one is said of all that look alike.
So each is asked once about a lone element of that look, and its answer kept.
https://exslt.github.io/regexp/functions/test/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree
from lxml.etree import XPath
from trafilatura import xpaths

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    # The tag, then the attributes that are asked for.
    Look = tuple[str | tuple[str, str], ...]

_NAMESPACES = {"re": xpaths.REGEXP_NS}
_TEST = re.compile(r"re:test\((?P<attribute>@[a-z]+(?:\|@[a-z]+)?),")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_FIRST = re.compile(r"\[1\]\s*$")
_TAG = re.compile(r"self::(\w+)")
_TAGS = re.compile(r"\s*\(?\s*\.//\*\[((?:self::\w+|or|\s)+)\]")
_ATTRIBUTE = re.compile(r"@([\w-]+)")
# All that stands in an expression about the tag and attributes of an element, without its strings.
_OF_ONE_ELEMENT = re.compile(
    r"\s*\(?\s*\.//\*(?:\[(?:self::\w+|@[\w-]+|re:test|contains|starts-with|translate|not|and|or|"
    r"[\s(),|=])*\]\s*)+(?:\)?\s*\[1\])?\s*"
)
# More than the elements of some sites have between them, of a hundred characters each.
_KNOWN_LOOKS = 8_192
# Those that are asked of every page; the expressions for metadata are not used here.
_LISTS = (
    xpaths.BODY_XPATH,
    xpaths.OVERALL_DISCARD_XPATH,
    xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH,
    xpaths.REMOVE_COMMENTS_XPATH,
    xpaths.RAW_TREE_PRUNE_XPATH,
    xpaths.DISCARD_IMAGE_ELEMENTS,
    xpaths.TEASER_DISCARD_XPATH,
)


class Remembering:
    """Stands for an expression about single elements: called with a tree, it finds the same.

    Of one that ends in [1] it finds the first element alone, which is all that is taken of it.
    """

    def __init__(self, expression: XPath) -> None:
        self.path = expression.path
        self._expression = expression
        self._without_place = _compiled(_FIRST.sub("", self.path))
        words = _STRING.sub("", self.path)
        chosen = _TAGS.match(words)
        self._tags = tuple(_TAG.findall(chosen[1])) if chosen else ("*",)
        self._asks_for_tags = _TAG.search(words) is not None
        self._attributes = frozenset(_ATTRIBUTE.findall(words))
        self._found = slice(1) if _FIRST.search(self.path) else slice(None)
        self._known: dict[Look, bool] = {}

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        elements = list(tree.iterdescendants(*self._tags))
        looks = [self._look(element) for element in elements]
        known = self._known
        if len(known) > _KNOWN_LOOKS:
            known.clear()
        try:
            known.update(self._judged({look for look in looks if look not in known}))
        except ValueError:  # a name or an attribute is what lxml reads and does not write
            return cast("list[HtmlElement]", self._expression(tree))
        found = [element for element, look in zip(elements, looks, strict=True) if known[look]]
        return found[self._found]

    def _look(self, element: HtmlElement) -> Look:
        """Attributes in the order of the page: some expressions ask for the first of two alone."""
        asked = self._attributes
        return (element.tag, *[pair for pair in element.items() if pair[0] in asked])

    def _judged(self, looks: set[Look]) -> dict[Look, bool]:
        """All in one call: an expression takes longer to begin than to look at an element."""
        if not looks:
            return {}
        around = etree.Element("body")
        lone = {look: self._lone(around, look) for look in looks}
        found = set(cast("list[HtmlElement]", self._without_place(around)))
        return {look: element in found for look, element in lone.items()}

    def _lone(self, around: etree._Element, look: Look) -> etree._Element:
        tag, *attributes = look
        # Where no tag is asked for, one is as good as another, and some are no names in XML.
        name = str(tag) if self._asks_for_tags else "p"
        return etree.SubElement(around, name, dict(cast("list[tuple[str, str]]", attributes)))


def remembering(expression: XPath) -> XPath | Remembering:
    """What asks for more than single elements is kept, and made to ask for an attribute first."""
    if _OF_ONE_ELEMENT.fullmatch(_STRING.sub("", expression.path)) is None:
        return guarded(expression)
    return Remembering(expression) if "@" in expression.path else expression


def guarded(expression: XPath) -> XPath:
    """None of trafilatura's patterns matches an empty text, so that nothing is lost."""
    path = _TEST.sub(r"(\g<attribute>) and re:test(\g<attribute>,", expression.path)
    return _compiled(path)


def remember_all() -> None:
    """In trafilatura's own lists: its modules share them. Once is enough."""
    for expressions in _LISTS:
        expressions[:] = [remembering(each) for each in expressions]  # type: ignore[misc]


def _compiled(path: str) -> XPath:
    """Attributes come to the tests as plain text, without the element that they belong to."""
    return XPath(path, namespaces=_NAMESPACES, smart_strings=False)
