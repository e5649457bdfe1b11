"""Page bytes in; what kind of page it is, and an article's fields, out. Pure, and never raises.

The only room that knows trafilatura and htmldate.
"""

from __future__ import annotations

from crawler.extraction.extract import extract, extract_tree
from crawler.extraction.page import Flag, Page, PageKind, Reason
from crawler.extraction.parse import ParsedPage, parse_page
from crawler.extraction.stitching import new_paragraphs, stitched

__all__ = [
    "Flag",
    "Page",
    "PageKind",
    "ParsedPage",
    "Reason",
    "extract",
    "extract_tree",
    "new_paragraphs",
    "parse_page",
    "stitched",
]
