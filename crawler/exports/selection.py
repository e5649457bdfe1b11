"""Which articles an export takes, told from what the ledger says of each."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.discovery import canonical_url

if TYPE_CHECKING:
    from crawler.ledger import ArticleRow

_DATE_CHARS = len("2026-11-23")
_RANGE = ".."


class NearDuplicates(StrEnum):
    WITH = "with"
    WITHOUT = "without"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Days:
    """Both ends belong to it; None: no end."""

    first: date | None
    last: date | None

    def hold(self, day: date) -> bool:
        return (self.first or day) <= day <= (self.last or day)


def days(text: str) -> Days:
    """Of `2026-11-23`, `2026-11` or `2026`, or two of them with `..` between, of which one may be
    missing. ValueError for anything else.
    """
    first, two_ends, last = text.partition(_RANGE)
    found = Days(_span(first)[0] if first else None, _last(first, last, is_range=bool(two_ends)))
    if found == Days(None, None):
        raise ValueError("no day at all")
    if found.first and found.last and found.last < found.first:
        raise ValueError("the last day is before the first")
    return found


def _last(first: str, last: str, *, is_range: bool) -> date | None:
    if is_range:
        return _span(last)[1] if last else None
    return _span(first)[1] if first else None


def _span(text: str) -> tuple[date, date]:
    parts = text.split("-")
    if len(parts) == 1:
        text = f"{text}-01-01..{text}-12-31"
    elif len(parts) == 2:
        last = calendar.monthrange(int(parts[0]), int(parts[1]))[1]
        text = f"{text}-01..{text}-{last}"
    first, _, last_day = text.partition(_RANGE)
    return date.fromisoformat(first), date.fromisoformat(last_day or first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Of what is None or empty, everything is taken; of several values each. `captured` are UTC
    days, `published` days as the pages state them. `is_latest`: of an article only its newest
    version.
    """

    captured: Days | None = None
    published: Days | None = None
    seeds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    near_duplicates: NearDuplicates = NearDuplicates.WITH
    is_latest: bool = False

    def takes(self, row: ArticleRow) -> bool:
        """Without a look at other versions: `is_latest` is not decided here."""
        return (
            _is_within(self.captured, row.fetched_at)
            and _is_within(self.published, row.published)
            and (not self.seeds or _is_one_of_seeds(row.seed, self.seeds))
            and _is_one_of(row.publisher, self.publishers)
            and _is_one_of(row.section, self.sections)
            and (not self.languages or _speaks(row.language, self.languages))
            and self._takes_near(is_near=row.near_of is not None)
        )

    def _takes_near(self, *, is_near: bool) -> bool:
        if self.near_duplicates is NearDuplicates.WITH:
            return True
        return is_near == (self.near_duplicates is NearDuplicates.ONLY)


EVERYTHING = Selection()


def _is_within(wanted: Days | None, moment: str | None) -> bool:
    if wanted is None:
        return True
    return moment is not None and wanted.hold(date.fromisoformat(moment[:_DATE_CHARS]))


def _is_one_of(value: str | None, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    return value is not None and value.casefold() in {each.casefold() for each in wanted}


def _is_one_of_seeds(seed: str | None, wanted: tuple[str, ...]) -> bool:
    return seed is not None and seed_form(seed) in set(map(seed_form, wanted))


@lru_cache(maxsize=1_000)  # a seed's articles follow each other
def seed_form(url: str) -> str:
    """One for all spellings of a seed: a bare host is a whole site, as in a seed list. UrlError."""
    return canonical_url(url if "://" in url else f"https://{url}/")


def _speaks(language: str | None, wanted: tuple[str, ...]) -> bool:
    """Basic filtering: `en` takes en-GB, too. https://www.rfc-editor.org/rfc/rfc4647 (3.3.1)."""
    tag = (language or "").casefold()
    return any(tag == one.casefold() or tag.startswith(f"{one.casefold()}-") for one in wanted)
