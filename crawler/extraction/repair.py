"""Page text → markup in UTF-8 that the HTML parser and trafilatura read without losing an article.

Numeric references to control characters (`&#27;`, `&#xFFFE;`) make trafilatura drop the whole
page; nesting beyond libxml2's 256 elements loses all that is deeper and all that follows;
thousands of attributes on one tag cost quadratic time.
"""

from __future__ import annotations

import re

# Bytes that may not stand in a page, nor be part of a longer UTF-8 sequence, and U+FFFE, U+FFFF:
# https://www.w3.org/TR/2008/REC-xml-20081126/#charsets
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in {9, 10, 13})
_NON_CHARACTERS = ("\ufffe", "\uffff")
_NUMERIC_REFERENCE = re.compile(rb"&#(?:[xX]0{0,20}([0-9a-fA-F]{1,6})|0{0,20}([0-9]{1,7}))(?!\w);?")
# The beginnings of those that may stand for no character of text. Pages have thousands of others.
_REFERENCE = b"&#"
_SUSPECT_REFERENCE = re.compile(
    rb"(?:[xX]0{0,20}(?:(?:1?[0-9a-fA-F]|7[fF])(?![0-9a-fA-F])|[dDfF][0-9a-fA-F]{3}|"
    rb"[0-9a-fA-F]{5})|0{0,20}(?:(?:[12]?[0-9]|3[01]|127)(?![0-9])|[0-9]{5}))"
)
# A tag of more characters than this holds attributes without end, and no text.
_MAX_TAG_CHARS = 100_000
_OVERLONG_TAG = re.compile(rf"<([a-zA-Z][\w-]{{0,30}})\s[^<>]{{{_MAX_TAG_CHARS},}}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})[^<>]{0,5000}>")
# Elements that hold no others, or that the next of their kind closes: they do not add depth.
_FLAT_WORDS = """
area base br col embed hr img input link meta param source track wbr p li dt dd tr td th
thead tbody tfoot option optgroup html head body
"""
_FLAT = frozenset(_FLAT_WORDS.split())
# Each level kept may carry up to three of the elements above (a table's), and the parser's limit
# is 256 (xmlParserMaxDepth).
_KEPT_DEPTH = 60


def repaired(markup: bytes) -> bytes:
    # To cut the page at them takes a fifth of the time of a search.
    after = markup.split(_REFERENCE)[1:]
    is_suspect = any(map(_SUSPECT_REFERENCE.match, after))
    return _NUMERIC_REFERENCE.sub(_reference, markup) if is_suspect else markup


def encoded(markup: str) -> bytes:
    """UTF-8 without raw control characters."""
    for character in _NON_CHARACTERS:
        if character in markup:
            markup = markup.replace(character, "")
    raw = markup.encode("utf-8", "replace")
    # To look for each is quicker than to write the page anew.
    return raw.translate(None, _CONTROLS) if any(code in raw for code in _CONTROLS) else raw


def _reference(match: re.Match[bytes]) -> bytes:
    """The reference itself if it stands for a character of text, else nothing."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in {9, 10, 13}:
        return b" "
    # 128 to 159 mean windows-1252 in HTML, and the parser knows.
    is_text = 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return match[0] if is_text and code != 127 else b""


def without_overlong_tags(markup: str) -> str:
    return _OVERLONG_TAG.sub(r"<\1", markup) if _may_hold_overlong_tag(markup) else markup


def _may_hold_overlong_tag(markup: str) -> bool:
    """An overlong tag has a whole stretch of half that length without a bracket."""
    stretch = _MAX_TAG_CHARS // 2
    for start in range(0, len(markup) - stretch + 1, stretch):
        if markup.find("<", start, start + stretch) >= 0:
            continue
        tag = markup.rfind("<", 0, start)
        if tag >= 0 and markup.find(">", tag, start + stretch) < 0:
            return True
    return False


def flattened(markup: str) -> str:
    """The markup without the tags deeper than the parser can go; their text stays."""
    kept: list[str] = []
    depth = end = 0
    for tag in _TAG.finditer(markup):
        kept.append(markup[end : tag.start()])
        end = tag.end()
        if tag[2].lower() in _FLAT:
            kept.append(tag[0])
            continue
        step = -1 if tag[1] else 1
        kept.append(tag[0] if max(depth, depth + step) <= _KEPT_DEPTH else " ")
        depth = max(0, depth + step)
    kept.append(markup[end:])
    return "".join(kept)
