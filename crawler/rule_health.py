"""Whether the rules of sites still find what they should, told from a run's figures. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler import stats_keys as keys

if TYPE_CHECKING:
    from collections.abc import Mapping

RuleFigures = dict[str, dict[str, int]]
# One page may be an odd one; this many and none that fits are a site with another look.
_MIN_PAGES = 3


def rule_figures(stats: Mapping[str, Any]) -> RuleFigures:
    """By the name of the rule: on how many articles it fitted, and on how many not."""
    found: RuleFigures = {}
    for key, count in sorted(stats.items()):
        site, _, outcome = key.removeprefix(keys.SITE_RULES).partition("/")
        if key.startswith(keys.SITE_RULES):
            found.setdefault(site, {keys.FITS: 0, keys.UNMATCHED: 0})[outcome] = count
    return found


def rotten_rules(figures: RuleFigures) -> list[str]:
    """The rules that fitted no page of several."""
    return [
        site
        for site, counts in figures.items()
        if not counts[keys.FITS] and counts[keys.UNMATCHED] >= _MIN_PAGES
    ]
