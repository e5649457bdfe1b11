"""Lines → lines without what stands between headline and text: section, names, dates.

Only the first lines are looked at, and short ones: a name or a date opens many a paragraph.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from crawler.extraction.months import MONTHS, ZONE_HOURS
from crawler.extraction.text import compact, folded, weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.extraction.lines import Line

_OPENING_LINES = 4
_MAX_BYLINE_CHARS = 160
_MAX_LABEL_WEIGHT = 40
_MAX_LABEL_WORDS = 4
# A kicker before a headline, as in "Trade: Ministers meet".
_MAX_KICKER_CHARS = 60
_BYLINE_WORDS = """
by von par por door di av af author autor autorin text and und et y og och en e
published updated posted written last modified aktualisiert veröffentlicht erstellt stand publié
mis à jour publicado actualizado pubblicato aggiornato gepubliceerd opublikowano опубліковано
опубликовано обновлено uhr um at on am pm a.m p.m le la el il den der die o time date staff
reporter correspondent editor min minutes minuten read lesezeit
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
"""
_KNOWN = frozenset(_BYLINE_WORDS.split()) | MONTHS.keys() | ZONE_HOURS.keys()
_SENTENCE_END = re.compile(r"[.!?:\u3002\u2026][\"'\u201d\u2019)]?$")


def without_opening(
    lines: tuple[Line, ...], headline: str, names: Iterable[str]
) -> tuple[Line, ...]:
    """`names` are those of the authors, the section and the publisher."""
    known = {key for key in map(folded, names) if key}
    keys = {compact(name) for name in known}
    labels = sum(1 for _ in takewhile(_is_label, lines))
    opening = [
        line
        for n, line in enumerate(lines[:_OPENING_LINES])
        if n >= labels
        and line.key not in keys
        and not _is_byline(line.text, known)
        and not _has_kicker(line.key, compact(headline))
    ]
    return (*opening, *lines[_OPENING_LINES:])


def without_sign(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without the sign of an agency or an author after the last paragraph ("dpa/jd")."""
    return lines[:-1] if len(lines) > 1 and _is_label(lines[-1]) else lines


def _is_byline(text: str, names: set[str]) -> bool:
    """Whether nothing but names, dates and the words between them is in it."""
    if len(text) > _MAX_BYLINE_CHARS or _SENTENCE_END.search(text):
        return False
    rest = f" {folded(text)} "
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(f" {name} ", " ")
    words = [word for word in rest.split() if word not in _KNOWN and not word[0].isdigit()]
    return not words


def _is_label(line: Line) -> bool:
    """A few words that are no sentence: a kicker, a name that nothing states, a place."""
    words = line.text.split()
    is_short = weight(line.text) <= _MAX_LABEL_WEIGHT and len(words) <= _MAX_LABEL_WORDS
    is_set_off = line.block is not None and line.block.element.tag in {"p", "div"}
    return is_short and is_set_off and not _SENTENCE_END.search(line.text)


def _has_kicker(key: str, headline: str) -> bool:
    extra = len(key) - len(headline)
    return 0 <= extra <= _MAX_KICKER_CHARS and (key.endswith(headline) or key.startswith(headline))
