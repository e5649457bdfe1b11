"""When two articles have equal text: their text digests are equal.

An Article goes in, 16 bytes come out. Case, spaces, punctuation and the ways in which Unicode can
write one character do not count; the cut into paragraphs does not either.
https://www.unicode.org/reports/tr15/ (NFKC)
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from crawler.typography import without_typography

if TYPE_CHECKING:
    from crawler.article import Article

# 128 bits: no accident, in any archive, gives two texts one digest.
DIGEST_BYTES = 16

# Below this many letters and digits, about three sentences, a body is often the same stub under
# different news ("This story is being updated. Please check back."). The title then takes part.
SHORT_TEXT_CHARS = 250

_UNCOUNTED_ASCII = bytes(n for n in range(128) if not chr(n).isalnum())

# Letters, marks and digits count. Marks do, as they carry the vowels of Hindi, Thai and Arabic.
_COUNTED_CATEGORIES = frozenset("LMN")


def text_digest(article: Article) -> bytes:
    """The title takes no part, as an agency's text stays the same under every paper's headline,
    unless the text is too short to tell one piece of news from another.
    """
    counted = _counted(" ".join(article.paragraphs))
    if len(counted) < SHORT_TEXT_CHARS:
        counted = f"{_counted(article.title)}\n{counted}"
    # Nothing but signs ("???"): let those tell, or all such articles would be one.
    if not counted.strip():
        counted = "\n".join((article.title, *article.paragraphs))
    return hashlib.sha256(counted.encode("utf-8", "surrogatepass")).digest()[:DIGEST_BYTES]


def equal_line(one: str, other: str) -> bool:
    """Whether they differ in case, spaces or punctuation at most."""
    return one == other or _counted(one) == _counted(other)


def _counted(text: str) -> str:
    plain = without_typography(text)
    if plain.isascii():  # the same in a fifth of the time
        return plain.lower().encode().translate(None, _UNCOUNTED_ASCII).decode()
    # Folding case can undo the normal form (U+0390), so it is made again.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for char in set(folded):
        if unicodedata.category(char)[0] not in _COUNTED_CATEGORIES:
            # A dozen passes over the text are ten times as fast as str.translate is.
            folded = folded.replace(char, "")
    return folded
