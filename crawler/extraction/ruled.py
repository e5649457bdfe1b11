"""A page read by its site's rule: what the selectors find, and which find nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.extraction.text import clean_line, clean_value
from crawler.sites.rule import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from crawler.sites.rule import Rule

# Of one selector; a live blog of a long day has some thousand paragraphs.
_MAX_FOUND = 5_000
_MAX_VALUE_CHARS = 2_000
_XPATH_STARTS = ("/", "(")


@dataclass(frozen=True, slots=True)
class Ruled:
    """`texts` by the name of the field, without those that were not found. `site` is the name of
    the rule, empty for a page without one; `unmatched` are fields whose selectors found nothing.
    """

    site: str = ""
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()

    def text(self, name: str) -> str | None:
        return next(iter(self.texts.get(name, ())), None)

    @property
    def fits(self) -> bool:
        """Whether the rule finds what every article of its site has."""
        return not REQUIRED.intersection(self.unmatched)


BY_NO_RULE = Ruled()


def read_by_rule(tree: HtmlElement, site: str, rule: Rule) -> Ruled:
    excluded = set(_found(tree, rule.without)) if rule.without else set()
    texts: dict[str, tuple[str, ...]] = {}
    for name, selector in rule.selectors().items():
        found = (
            _text(each, name, excluded)
            for each in _found(tree, selector)
            if not _is_in(each, excluded)
        )
        texts[name] = tuple(text for text in found if text)
    unmatched = tuple(name for name, found in texts.items() if not found)
    return Ruled(site, {name: found for name, found in texts.items() if found}, unmatched)


@lru_cache(maxsize=1_000)
def compiled(selector: str) -> etree.XPath:
    """Raises ValueError for what is neither CSS nor XPath."""
    try:
        return etree.XPath(selector if selector.startswith(_XPATH_STARTS) else _xpath(selector))
    except (etree.XPathError, SyntaxError) as error:  # cssselect's errors are SyntaxErrors
        raise ValueError(f"no selector: {selector!r}: {error}") from error


def _xpath(css: str) -> str:
    # Here, as only a page of a site with a rule needs it: parsel brings what no worker uses.
    from parsel.csstranslator import HTMLTranslator  # noqa: PLC0415

    return HTMLTranslator().css_to_xpath(css)


def _found(tree: HtmlElement, selector: str) -> Iterator[Any]:
    try:
        found = compiled(selector)(tree)
    except (ValueError, etree.XPathError):  # a test of all rules fails for it
        return iter(())
    return islice(found if isinstance(found, list) else [found], _MAX_FOUND)


def _text(found: Any, name: str, excluded: set[Any]) -> str | None:
    if not isinstance(found, etree._Element):  # noqa: SLF001 - the only name that lxml has for it
        return clean_value(str(found), _MAX_VALUE_CHARS)
    if name == "lead_image":
        return clean_value(found.get("src"), _MAX_VALUE_CHARS)
    line = clean_line("".join(_words(found, excluded)))
    return f"- {line}" if line and name == "paragraphs" and found.tag == "li" else line


def _words(element: Any, excluded: set[Any]) -> Iterator[str]:
    if not excluded:
        yield from element.itertext()
        return
    for text in element.xpath(".//text()"):
        beside = text.getparent()
        holder = beside.getparent() if text.is_tail else beside
        if not _is_in(holder, excluded):
            yield text


def _is_in(found: Any, excluded: set[Any]) -> bool:
    if not excluded or not isinstance(found, etree._Element):  # noqa: SLF001 - as above
        return False
    return found in excluded or any(above in excluded for above in found.iterancestors())
