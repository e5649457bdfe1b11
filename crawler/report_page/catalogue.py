"""What an archive holds → the HTML of a page for people: articles by day, paper, section, language.

As the page of a run (page.py): strangers' text is escaped, and nothing is run or fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawler.printable import one_line
from crawler.report_page.catalogue_template import TEMPLATE
from crawler.report_page.charts import Chart, chart
from crawler.report_page.template import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Bars of a chart; of more days each bar is a month.
MOST_DAYS = 120
_CHARS = 100
_MONTH_CHARS = len("2026-11")

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
    dated = [(day, number) for day, number in counts if day]
    unit = "day"
    if len(dated) > MOST_DAYS:
        dated, unit = _by_month(dated), "month"
    return {
        "what": what,
        "unit": unit,
        "chart": _wide(dated),
        "first": dated[0][0] if dated else "",
        "last": dated[-1][0] if dated else "",
        "undated": sum(number for day, number in counts if not day),
    }


def _by_month(dated: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    months: dict[str, int] = {}
    for day, number in dated:
        month = day[:_MONTH_CHARS]
        months[month] = months.get(month, 0) + number
    return list(months.items())


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
