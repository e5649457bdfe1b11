"""The elements of a page: lxml's, with shorter ways to what is asked of them most.

trafilatura asks a page for the text of an element, and for all elements of a kind within it, some
thousand times; lxml answers by XPath and by its ElementPath, which take three times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITHIN = ".//"


class PageElement(HtmlElement):  # type: ignore[misc]  # the stubs know nothing of it
    """Answers as its base does."""

    def text_content(self) -> Any:
        return all_text(self)

    def findall(
        self, path: Any, namespaces: Mapping[str | None, str] | None = None
    ) -> list[HtmlElement]:
        if _names_a_kind(path):
            return list(self.iterdescendants(path[len(_WITHIN) :]))
        found: list[HtmlElement] = super().findall(path, namespaces)
        return found

    def find(self, path: Any, namespaces: Mapping[str | None, str] | None = None) -> Any:
        if _names_a_kind(path):
            return next(self.iterdescendants(path[len(_WITHIN) :]), None)
        return super().find(path, namespaces)


# lxml would ask Python for the class of every element it hands out, half a million times for a
# hundred pages; a form or an input of its own class is nothing that anybody here asks for.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=PageElement)


def page_parser() -> HTMLParser:
    """For one document; options as trafilatura sets them."""
    parser = HTMLParser(  # type: ignore[call-arg]  # the stubs lack default_doctype
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    return parser


def all_text(element: HtmlElement) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _names_a_kind(path: Any) -> bool:
    """Whether it is .//TAG and no more."""
    return isinstance(path, str) and path.startswith(_WITHIN) and path[len(_WITHIN) :].isalnum()
