"""A run's report and what came before it → the HTML of its page.

Titles, addresses and hosts are strangers' text: Jinja escapes all of it, only web addresses become
links, and the page's own policy forbids whatever would be run or fetched all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from crawler.printable import one_line
from crawler.report_page.charts import Chart, chart
from crawler.report_page.template import STYLE, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# A page of more rows is read by nobody; report.json has them all.
MOST_SEEDS = 300
MOST_HOSTS = 50
MOST_ARTICLES = 200
MOST_COMPLAINTS = 30
_CHARS = 200
_BAD_STATES = frozenset({"failed", "wall", "forbidden", "gone", "refused"})
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class PastRun:
    name: str
    articles: int
    failed: int


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """`path` is that of the text file in the archive."""

    title: str
    url: str
    path: str
    published: str | None


# New articles by day, the last day first.
SeedPast = list[tuple[str, int]]


def page(
    report: Mapping[str, Any],
    *,
    runs: Sequence[PastRun],
    articles: Iterable[ListedArticle],
    past_of: Callable[[str], SeedPast],
) -> str:
    """`runs`: the latest ones, this among them, the last first."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(TEMPLATE)
    style = Markup(STYLE)  # noqa: S704 - ours
    return template.render(view=_view(report, runs, list(articles), past_of), style=style) + "\n"


def _view(
    report: Mapping[str, Any],
    runs: Sequence[PastRun],
    articles: list[ListedArticle],
    past_of: Callable[[str], SeedPast],
) -> dict[str, Any]:
    seeds = sorted(report["seeds"], key=_worst_first)
    complaints = [*report["notices"], *_complaints(seeds)]
    in_time = list(reversed(runs))
    return {
        "run": report["run"],
        "started": _moment(report["started"]),
        "ended": _moment(report["ended"]),
        "took": _took(report["seconds"]),
        "finish_reason": report["finish_reason"],
        "exit_code": report["exit_code"],
        "tiles": _tiles(report),
        "complaints": [one_line(line, 2 * _CHARS) for line in complaints[:MOST_COMPLAINTS]],
        "complaints_left": len(complaints[MOST_COMPLAINTS:]),
        "runs": len(runs),
        "articles_chart": _wide([(run.name, run.articles) for run in in_time]),
        "failures_chart": _wide([(run.name, run.failed) for run in in_time]),
        "seeds": [_seed(seed, past_of) for seed in seeds[:MOST_SEEDS]],
        "seeds_left": len(seeds[MOST_SEEDS:]),
        "decisions": _decisions(report["decisions"]),
        "hosts": [_host(host) for host in report["hosts"][:MOST_HOSTS]],
        "hosts_left": len(report["hosts"][MOST_HOSTS:]),
        "articles": [_article(article) for article in articles[:MOST_ARTICLES]],
        "articles_left": max(report["articles"] - MOST_ARTICLES, 0),
    }


def _worst_first(seed: Mapping[str, Any]) -> tuple[bool, bool, int, str]:
    is_bad = seed["state"] in _BAD_STATES
    return (not _complaints_of(seed), not is_bad, -_new(seed), seed["url"])


def _complaints_of(seed: Mapping[str, Any]) -> Sequence[str]:
    return seed["health"]["complaints"] if seed["health"] else ()


def _complaints(seeds: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for seed in seeds:
        for complaint in _complaints_of(seed):
            yield f"{seed['url']} {complaint}"


def _tiles(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    decisions = report["decisions"]
    archived = decisions.get("archived", {})
    failed = sum(decisions.get("failed", {}).values())
    read = sum(seed["state"] not in _BAD_STATES for seed in report["seeds"])
    unread = len(report["seeds"]) - read
    return [
        _tile(archived.get("new-article", 0), "new articles"),
        _tile(archived.get("new-version", 0), "new versions"),
        _tile(report["duplicates"], "duplicates"),
        _tile(sum(decisions.get("unchanged", {}).values()), "unchanged"),
        _tile(failed, "failed", is_bad=failed > 0),
        _tile(read, f"of {len(report['seeds'])} seeds read", is_bad=unread > 0),
    ]


def _tile(number: int, of: str, *, is_bad: bool = False) -> dict[str, Any]:
    return {"number": f"{number:,}", "of": of, "is_bad": is_bad}


def _seed(seed: Mapping[str, Any], past_of: Callable[[str], SeedPast]) -> dict[str, Any]:
    usual = seed["health"]["usual_per_day"] if seed["health"] else 0.0
    return {
        "url": one_line(seed["url"], _CHARS),
        "address": _address(seed["url"]),
        "outcome": f"{seed['state']} ({seed['reason']})",
        "is_bad": seed["state"] in _BAD_STATES,
        "articles": _new(seed),
        "usual": f"{usual:.1f}" if usual else "",
        "complaints": [one_line(complaint, 2 * _CHARS) for complaint in _complaints_of(seed)],
        "chart": chart(list(reversed(past_of(seed["url"]))), width=112, height=20, places=28),
    }


def _new(seed: Mapping[str, Any]) -> int:
    return int(seed["decisions"].get("archived", {}).get("new-article", 0))


def _decisions(decisions: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    most = max((number for reasons in decisions.values() for number in reasons.values()), default=1)
    return [
        {
            "state": state,
            "reason": reason,
            "number": number,
            "percent": round(100 * number / most, 1),
        }
        for state, reasons in decisions.items()
        for reason, number in reasons.items()
    ]


def _host(host: Mapping[str, Any]) -> dict[str, Any]:
    answers = (f"{count} {status}" for status, count in sorted(host["answers"].items()))
    return {
        "host": one_line(host["host"], _CHARS),
        "requests": host["requests"],
        "answers": ", ".join(answers),
        "failures": host["failures"],
        "megabytes": f"{host['bytes'] / 1e6:.1f}",
        "seconds": f"{host['seconds'] / max(host['requests'], 1):.2f}",
    }


def _article(article: ListedArticle) -> dict[str, Any]:
    return {
        "title": one_line(article.title, _CHARS),
        "url": one_line(article.url, _CHARS),
        "address": _address(article.url),
        # From runs/RUN/ to the archive.
        "file": f"../../{article.path}",
        "published": _moment(article.published) if article.published else "",
    }


def _address(url: str) -> str | None:
    return url if url.lower().startswith(_WEB) else None


def _wide(values: Sequence[tuple[str, int]]) -> Chart:
    return chart(values, width=480, height=100, places=30)


def _moment(text: str) -> str:
    """2026-11-23 18:04 of 2026-11-23T18:04:00+00:00, in the page's own zone."""
    return text[:16].replace("T", " ")


def _took(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(int(seconds // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
