"""What a reader of an article should know of how it was read, told from the text and the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.article import Access
from crawler.extraction.page import Flag
from crawler.extraction.text import folded, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.jsonld import Node

SHORT_TEXT_CHARS = 400
# Behind a paywall stand a few sentences; a whole article that is called paywalled is longer.
_TEASER_CHARS = 2_000
# A count that is stated and not reached by so much speaks of a longer text.
_WHOLE_SHARE = 0.6
_MIN_STATED_WORDS = 150
# An articleBody of less is a summary.
_MIN_BODY_CHARS = 500
_SHARED_WORDS = 3
_MAX_WORDS = 3_000
# Of the shorter text's runs of three words: of 88 evaluation pages with an articleBody three have
# less. Two more have an articleBody of more than twice our text.
_MIN_SHARED = 0.6
_MUCH_LONGER = 2
_DIGITS = re.compile(r"\d{1,6}")


def quality_flags(paragraphs: tuple[str, ...], access: Access, jsonld: Node) -> Iterator[Flag]:
    text = "\n".join(paragraphs)
    if len(text) < SHORT_TEXT_CHARS:
        yield Flag.SHORT_TEXT
    if access is Access.PAYWALLED and _is_teaser(text, jsonld):
        yield Flag.TEASER
    stated = jsonld.get("articleBody")
    if isinstance(stated, str) and _disagrees(text, without_tags(stated)):
        yield Flag.BODY_DISAGREES


def _is_teaser(text: str, jsonld: Node) -> bool:
    words = _stated_words(jsonld.get("wordCount"))
    if words >= _MIN_STATED_WORDS and text.isascii():
        return len(text.split()) < _WHOLE_SHARE * words
    return len(text) < _TEASER_CHARS


def _stated_words(count: object) -> int:
    found = _DIGITS.fullmatch(str(count).strip()) if isinstance(count, int | str) else None
    return int(found[0]) if found else 0


def _disagrees(text: str, stated: str) -> bool:
    if min(len(text), len(stated)) < _MIN_BODY_CHARS:
        return False
    if len(stated) > _MUCH_LONGER * len(text):
        return True
    ours, theirs = _runs(text), _runs(stated)
    fewer = min(len(ours), len(theirs))
    return fewer > 0 and len(ours & theirs) < _MIN_SHARED * fewer


def _runs(text: str) -> set[tuple[str, ...]]:
    words = folded(text).split()[:_MAX_WORDS]
    return set(zip(*(words[start:] for start in range(_SHARED_WORDS)), strict=False))
