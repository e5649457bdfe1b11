"""The article's paragraphs: trafilatura's reading of the shared tree, one line each.

https://trafilatura.readthedocs.io/en/latest/corefunctions.html ; all metadata is ours, so that
neither htmldate's search nor a second look at JSON-LD is paid for. Tables stay on (without them
bodies are .006 F1 worse). List items start with "- ", cells of a row are parted by " | ".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import REMOVE_COMMENTS_AND_LISTS_XPATH

from crawler.extraction.expressions import remember_all
from crawler.extraction.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

MAX_PARAGRAPHS = 10_000
MAX_TEXT_CHARS = 5_000_000
_OPTIONS = Extractor(comments=False, tables=True)
_LIST_MARK = re.compile(r"^[-\u2022\u2023\u25aa\u25cf\u25e6\u00b7*]\s+(?=\S)")
_TABLE_RULE = re.compile(r"[|\s:-]+")
remember_all()  # before the first page is read


def quick_lines(document: HtmlElement) -> tuple[str, ...]:
    """The lines of trafilatura's main extractor alone; `document` is used up.

    What its `bare_extraction` does besides, on the way to a result that we look at ourselves, takes
    a fifth more: copies, the measure of the page's text, and the second reading that follows it.
    """
    return paragraphs_of(_or_nothing(lambda: _main_text(document)))


def thorough_lines(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The lines that are best among trafilatura's own reading, readability's and justext's.

    `tree` is left as it is: trafilatura works on a copy.
    """
    return paragraphs_of(_or_nothing(lambda: _whole_text(tree, url)))


def paragraphs_of(text: str) -> tuple[str, ...]:
    lines = (_paragraph(line) for line in text[:MAX_TEXT_CHARS].splitlines())
    return tuple(line for line in lines if line)[:MAX_PARAGRAPHS]


def _main_text(document: HtmlElement) -> str:
    prune_unwanted_nodes(document, REMOVE_COMMENTS_AND_LISTS_XPATH)
    cleaned = convert_tags(tree_cleaning(document, _OPTIONS), _OPTIONS)
    body, _ = extract_content(cleaned, _OPTIONS)
    return xmltotxt(body, include_formatting=False)


def _whole_text(tree: HtmlElement, url: str) -> str:
    found = bare_extraction(tree, url=url, include_comments=False, include_tables=True)
    return getattr(found, "text", None) or ""


def _or_nothing(read: Callable[[], str]) -> str:
    """Empty where trafilatura finds nothing, or fails: its own faults are not the page's."""
    try:
        return read()
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return ""
    except (RecursionError, etree.LxmlError):  # lists nested deeper than it can follow
        return ""


def _paragraph(line: str) -> str:
    text = clean_line(line)
    if text.startswith("|"):
        text = "" if _TABLE_RULE.fullmatch(text) else text.strip("| ")
    if text in {"-", "*"}:
        return ""
    return _LIST_MARK.sub("- ", text)
