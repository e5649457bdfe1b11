"""What a site's rule can say: where on its pages the fields of an article stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Selectors for one look of a site: CSS, with Scrapy's `::text` and `::attr(name)`, or XPath,
    which begins with `/` or `(`.

    `since` is the first day (UTC) of captures that look so; None: from the beginning. `paragraphs`
    gives the elements of the text one by one, `without` what of them, or around them, is no text.
    A field without a selector is read generically.
    """

    since: date | None = None
    title: str | None = None
    paragraphs: str | None = None
    without: str | None = None
    authors: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    section: str | None = None
    tags: str | None = None
    description: str | None = None
    lead_image: str | None = None

    def selectors(self) -> dict[str, str]:
        """By the name of the field; those that are set."""
        stated = {name: getattr(self, name) for name in FIELDS}
        return {name: selector for name, selector in stated.items() if selector}


FIELDS = tuple(field.name for field in fields(Rule) if field.name not in {"since", "without"})
# What every article of a site has: not found, the rule no longer fits.
REQUIRED = frozenset({"title", "paragraphs", "published"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`hosts` serve their subdomains, too. `rules` may stand in any order."""

    hosts: tuple[str, ...]
    rules: tuple[Rule, ...]

    def rule_at(self, day: date | None) -> Rule | None:
        """The rule for a capture of that day, or the newest; None for a day before all of them."""
        by_age = sorted(self.rules, key=lambda rule: (rule.since is not None, rule.since))
        fitting = [rule for rule in by_age if day is None or not rule.since or rule.since <= day]
        return fitting[-1] if fitting else None
