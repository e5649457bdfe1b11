"""Text of any origin → one line that a text file can carry.

A line has no line break of any kind, no run of spaces, no control or bidirectional control
character and no byte order mark, and nothing invisible at either end.
https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
"""

from __future__ import annotations

import re

# They reorder what a reader sees (U+202E turns "exe.txt" around) and mean nothing in plain text.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# C0 and C1 without the ones that str.split() takes for white space, and DEL.
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
# At the start of a file every reader takes it for a byte order mark and drops it.
_BYTE_ORDER_MARK = "\ufeff"
_REMOVED = re.compile(f"[{_CONTROLS}{_BIDI_CONTROLS}{_BYTE_ORDER_MARK}]+")

# Half a character: JSON-LD can spell one (\ud800), UTF-8 can write none.
_SURROGATES = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

# Joiners matter between letters (Persian, Hindi, emoji) and are noise at the ends of a line:
# without this a paragraph of nothing but zero-width spaces would look like an empty line.
_INVISIBLE_AT_ENDS = " \u00ad\u180e\u200b\u200c\u200d\u2060"


def clean_line(text: str) -> str:
    """Empty if nothing that can be seen is left. Cleaning twice changes nothing more."""
    spaced = " ".join(text.split())
    if spaced.isprintable():  # nearly every line is, and then nothing in it goes
        return spaced
    spaced = " ".join(_REMOVED.sub("", text).split())
    if not spaced.isascii():
        spaced = _SURROGATES.sub(_REPLACEMENT, spaced)
    return spaced.strip(_INVISIBLE_AT_ENDS)
