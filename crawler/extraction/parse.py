"""Page bytes → one decoded, repaired and parsed tree that all readers share.

Scripts, styles, drawings and choices are taken out of the tree, JSON-LD blocks are kept beside it:
nobody after this looks into them, every copy of the tree is smaller, and trafilatura never sees a
hostile script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import document_fromstring

from crawler.extraction.decode import decode
from crawler.extraction.element import page_parser
from crawler.extraction.page import Flag, Reason
from crawler.extraction.payload import MIN_PAYLOAD_CHARS
from crawler.extraction.repair import encoded, flattened, repaired, without_overlong_tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A text node of libxml2 holds 10 million bytes; a page cut below that cannot lose one.
MAX_MARKUP_BYTES = 9_500_000
_MAX_JSONLD_BLOCKS = 100
_MAX_PAYLOADS = 5
# How the frameworks of news sites name it, within so many characters of the script's beginning.
_STATE = re.compile(r"__[A-Z_]*(?:STATE|DATA|CONTENT)__|__NUXT__|Fusion\.globalContent")
_STATE_NAME_CHARS = 300
# Live blogs carry all their posts in one block.
_MAX_JSONLD_CHARS = 2_000_000
_SNIFFED_CHARS = 2_000
_BROKEN = re.compile("[\0-\x08\x0b\x0e-\x1f\ufffd]")
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|!--|\?xml|html|head|body|meta|title|link|script|style|div|p|table|h1|"
    r"article|main|section|header|a|span|br|b|i|em|strong|ul|ol|img|frameset)[\s>/]|<!--",
    re.IGNORECASE,
)
_EMPTY_DOCUMENT = b"<html><head></head><body></body></html>"
_EXCESSIVE_DEPTH = "Excessive depth"


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """`tree` is always there (without content for what is no HTML), `reason` says why it is none.

    `jsonld` holds the raw text of the JSON-LD blocks in page order, `payloads` that of scripts that
    hold the state of a page which builds itself. `markup` is what was parsed, as UTF-8.
    """

    tree: HtmlElement
    text_encoding: str
    jsonld: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    reason: Reason | None = None
    markup: bytes = b""


def parse_page(body: bytes, content_type: str | None) -> ParsedPage:
    text, encoding = decode(body[: 4 * MAX_MARKUP_BYTES], content_type)
    reason = _unfit(text)
    if reason is not None:
        return ParsedPage(_parsed(_EMPTY_DOCUMENT)[0], encoding, reason=reason)
    tree, flags, markup = _parse_markup(text)
    jsonld, payloads = _kept_scripts(tree)
    etree.strip_elements(tree, "script", "style", "svg", "select", with_tail=False)
    frames = Reason.FRAMESET if tree.find(".//frameset") is not None else None
    return ParsedPage(tree, encoding, jsonld, payloads, flags, frames, markup)


def _unfit(text: str) -> Reason | None:
    if not text.strip("\0 \t\r\n\f\ufeff"):
        return Reason.EMPTY
    head = text.lstrip()[:_SNIFFED_CHARS]
    if head.startswith(("{", "[", "%PDF-")) or not _MARKUP.search(text[: 50 * _SNIFFED_CHARS]):
        return Reason.NOT_HTML
    return Reason.NOT_HTML if len(_BROKEN.findall(head)) > len(head) // 4 else None


def _parse_markup(text: str) -> tuple[HtmlElement, tuple[Flag, ...], bytes]:
    flags: list[Flag] = []
    raw = repaired(encoded(without_overlong_tags(text)))
    if len(raw) > MAX_MARKUP_BYTES:
        flags.append(Flag.TRUNCATED)
    tree, is_whole = _parsed(raw[:MAX_MARKUP_BYTES])
    if not is_whole:
        flags.append(Flag.FLATTENED)
        tree, _ = _parsed(flattened(raw.decode()).encode()[:MAX_MARKUP_BYTES])
    return tree, tuple(flags), raw


def _parsed(raw: bytes) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser read on to the end."""
    parser = page_parser()
    try:
        tree = document_fromstring(raw, parser=parser)
    except etree.ParserError:  # nothing but comments
        tree = document_fromstring(_EMPTY_DOCUMENT, parser=page_parser())
    except etree.XMLSyntaxError as fault:
        # It goes on after any fault of a page: only without memory does it end without a tree.
        raise MemoryError("no memory for the page's tree") from fault
    error = parser.error_log.last_error
    return tree, error is None or _EXCESSIVE_DEPTH not in error.message


def _kept_scripts(tree: HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The JSON-LD blocks, and the states; both bounded in number and size."""
    blocks: list[str] = []
    payloads: list[str] = []
    for script in tree.iter("script"):
        text = None if script.get("src") else script.text
        if not text:
            continue
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind:
            blocks.append(text[:_MAX_JSONLD_CHARS])
        elif len(text) >= MIN_PAYLOAD_CHARS and _holds_state(kind, text):
            payloads.append(text)
    return tuple(blocks[:_MAX_JSONLD_BLOCKS]), tuple(payloads[:_MAX_PAYLOADS])


def _holds_state(kind: str, text: str) -> bool:
    return kind == "application/json" or _STATE.search(text, 0, _STATE_NAME_CHARS) is not None
