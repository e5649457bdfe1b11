"""What an archive holds → the HTML of a page for people: articles by day, paper, section, language.

As the page of a run (page.py): strangers' text is escaped, and nothing is run or fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawler.printable import one_line
from crawler.report_page.catalogue_template import TEMPLATE
from crawler.report_page.charts import Chart, chart
from crawler.report_page.template import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Of a chart. If there were more, each is a month, or a year.
MOST_BARS = 120
_CHARS = 100
# How much of 2026-11-23 names it.
_UNITS = {"day": 10, "month": 7, "year": 4}

Counts = list[tuple[str | None, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """First versions, counted: `captured` and `published` by day in their order, the others the
    most first, no longer than they are shown. None is what pages do not state.
    """

    made: str
    articles: int
    versions: int
    images: int
    near_duplicates: int
    captured: Counts
    published: Counts
    publishers: Counts
    sections: Counts
    languages: Counts


def catalogue_page(found: Catalogue) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(TEMPLATE)
    style = Markup(STYLE)  # noqa: S704 - ours
    return template.render(view=_view(found), style=style) + "\n"


def _view(found: Catalogue) -> dict[str, Any]:
    return {
        "made": found.made[:16].replace("T", " "),
        "tiles": [
            {"number": f"{found.articles:,}", "of": "articles"},
            {"number": f"{found.versions - found.articles:,}", "of": "later versions"},
            {"number": f"{found.near_duplicates:,}", "of": "near-duplicates"},
            {"number": f"{found.images:,}", "of": "images"},
        ],
        "charts": [
            _by_time("captured", found.captured),
            _by_time("published", found.published),
        ],
        "tables": [
            _table("Publishers", found.publishers),
            _table("Sections", found.sections),
            _table("Languages", found.languages),
        ],
    }


def _by_time(what: str, counts: Counts) -> dict[str, Any]:
    dated = {day: number for day, number in counts if day}
    unit, bars = in_time(dated)
    return {
        "what": what,
        "unit": unit,
        "chart": _wide(bars),
        "first": min(dated, default=""),
        "last": max(dated, default=""),
        "undated": sum(number for day, number in counts if not day),
    }


def in_time(dated: Mapping[str, int]) -> tuple[str, list[tuple[str, int]]]:
    """The unit of a bar, and the bars from the first to the last, also where there is nothing."""
    for unit, characters in _UNITS.items():
        summed: dict[str, int] = {}
        for day, number in dated.items():
            summed[day[:characters]] = summed.get(day[:characters], 0) + number
        if unit == "year" or _steps(unit, summed) <= MOST_BARS:
            break
    return unit, [(name, summed.get(name, 0)) for name in _names(unit, summed)]


def _steps(unit: str, summed: Mapping[str, int]) -> int:
    if not summed:
        return 0
    first, last = _date(min(summed)), _date(max(summed))
    if unit == "day":
        return (last - first).days + 1
    return 12 * (last.year - first.year) + last.month - first.month + 1


def _names(unit: str, summed: Mapping[str, int]) -> list[str]:
    """Of years only those that there are: a slip of a page may be centuries away."""
    if not summed or unit == "year":
        return sorted(summed)
    first, steps = _date(min(summed)), _steps(unit, summed)
    if unit == "day":
        return [(first + timedelta(days=step)).isoformat() for step in range(steps)]
    months = (12 * first.year + first.month - 1 + step for step in range(steps))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]


def _date(text: str) -> date:
    return date.fromisoformat(f"{text}-01" if len(text) == _UNITS["month"] else text)


def _wide(values: Sequence[tuple[str, int]]) -> Chart:
    return chart(values, width=480, height=100, places=30)


def _table(title: str, counts: Counts) -> Mapping[str, Any]:
    most = max((number for _, number in counts), default=1)
    rows = [
        {
            "name": one_line(name, _CHARS) if name else "not stated",
            "is_stated": bool(name),
            "number": f"{number:,}",
            "percent": round(100 * number / most, 1),
        }
        for name, number in counts
    ]
    return {"title": title, "rows": rows}
