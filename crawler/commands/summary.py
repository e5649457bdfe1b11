"""What the user is told at the end of a run, in a few lines. Pure: figures in, text out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler import stats_keys as keys
from crawler.exit_codes import ExitCode
from crawler.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`unreadable` are the first few seeds that gave nothing: URL and reason."""

    new: int = 0
    changed: int = 0
    restored: int = 0
    unchanged: int = 0
    duplicates: int = 0
    images: int = 0
    failed: int = 0
    seeds_total: int = 0
    seeds_read: int = 0
    seeds_in_part: int = 0
    seeds_are: str = "seeds"
    unreadable: tuple[tuple[str, str], ...] = ()
    output_error: str | None = None
    bugs: int = 0
    first_bug: str | None = None
    finish_reason: str | None = None
    notices: tuple[str, ...] = ()


def figures_of(stats: Mapping[str, Any]) -> Figures:
    return Figures(
        new=stats.get(keys.ARTICLES_NEW, 0),
        changed=stats.get(keys.ARTICLES_CHANGED, 0),
        restored=stats.get(keys.ARTICLES_RESTORED, 0),
        unchanged=stats.get(keys.ARTICLES_UNCHANGED, 0),
        duplicates=stats.get(keys.ARTICLES_DUPLICATE, 0),
        images=stats.get(keys.IMAGES_NEW, 0),
        failed=stats.get(keys.PAGES_FAILED, 0),
        seeds_total=stats.get(keys.SEEDS_TOTAL, 0),
        seeds_read=stats.get(keys.SEEDS_READ, 0),
        seeds_in_part=stats.get(keys.SEEDS_IN_PART, 0),
        seeds_are=stats.get(keys.SEEDS_ARE, "seeds"),
        unreadable=tuple(stats.get(keys.SEEDS_UNREADABLE_FIRST, ()))[: keys.UNREADABLE_NAMED],
        output_error=stats.get(keys.RUN_OUTPUT_ERROR),
        bugs=max(stats.get(keys.RUN_BUGS, 0), stats.get(keys.SPIDER_EXCEPTIONS, 0)),
        first_bug=stats.get(keys.RUN_BUG_FIRST),
        finish_reason=stats.get(keys.FINISH_REASON),
        notices=tuple(stats.get(keys.RUN_NOTICES, ())),
    )


def summary(
    figures: Figures, code: ExitCode, *, archive: str, log: str | None, terminal: bool
) -> str:
    """Empty for a good run that nobody watches: cron mails every line."""
    if terminal:
        noticed = map(one_line, figures.notices)
        lines = [gains(figures), *_trouble(figures, code), *noticed, f"archive: {archive}"]
        return _joined(lines, log)
    if code is ExitCode.OK:
        return ""
    return _joined(_trouble(figures, code), log)


def gains(figures: Figures) -> str:
    """`12 new articles, 3 images; 40 unchanged, 2 failed`, or that there was nothing new."""
    found = _counted(
        (figures.new, "new article"),
        (figures.changed, "changed article"),
        (figures.restored, "restored article"),
        (figures.images, "image"),
    )
    others = _counted(
        (figures.duplicates, "duplicate"),
        (figures.unchanged, "unchanged article"),
        (figures.failed, "failed page"),
    )
    return "; ".join(part for part in (found or "nothing new", others) if part)


def _trouble(figures: Figures, code: ExitCode) -> list[str]:
    """At most four lines: which code and why, then what it was."""
    if code is ExitCode.OK:
        return []
    if code in {ExitCode.SOME_SEEDS_UNREAD, ExitCode.NO_SEED_READ}:
        named = [f"  {one_line(url)}: {one_line(why)}" for url, why in figures.unreadable]
        return [_headline(figures, code), *named]
    return [_headline(figures, code)]


def _headline(figures: Figures, code: ExitCode) -> str:
    why = {
        ExitCode.SOME_SEEDS_UNREAD: _some_unread(figures),
        ExitCode.NO_SEED_READ: _none_read(figures),
        ExitCode.OUTPUT: f"output could not be written: {one_line(figures.output_error or '')}",
        ExitCode.INTERRUPTED: "stopped by SIGINT; the next run goes on from here",
        ExitCode.TERMINATED: "stopped by SIGTERM; the next run goes on from here",
        ExitCode.BUG: _of_bugs(figures),
    }
    return f"presskeep: {why.get(code, '')} (exit {code:d})"


def _some_unread(figures: Figures) -> str:
    unread = figures.seeds_total - figures.seeds_read + figures.seeds_in_part
    how_far = " to the end" if figures.seeds_in_part else ""
    return f"{unread} of {figures.seeds_total} {figures.seeds_are} could not be read{how_far}"


def _none_read(figures: Figures) -> str:
    if figures.seeds_are == "seeds":
        return f"no seed could be read ({figures.seeds_total} in the list)"
    return f"none of {figures.seeds_total} {figures.seeds_are} could be read"


def _of_bugs(figures: Figures) -> str:
    if figures.bugs:
        others = f" and {figures.bugs - 1} more" if figures.bugs > 1 else ""
        return f"a bug: {one_line(figures.first_bug or 'see the log')}{others}"
    return f"the run ended early: {one_line(figures.finish_reason or 'see the log')}"


def _counted(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)


def _joined(lines: list[str], log: str | None) -> str:
    return "".join(f"{line}\n" for line in [*lines, *([f"log: {log}"] if log else [])])
