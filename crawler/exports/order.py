"""What the command line asks of an export, checked before anything is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.discovery import UrlError
from crawler.exit_codes import ExitCode, RefusalError
from crawler.exports.formats import FORMATS
from crawler.exports.selection import NearDuplicates, Selection, days, seed_form

if TYPE_CHECKING:
    import argparse

    from crawler.exports.formats import Format
    from crawler.exports.selection import Days

# A ledger counts up to 2^63; more digits are no cursor.
_CURSOR_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`output` as it was given; None: it was not."""

    format: Format
    output: str | None
    since: int
    selection: Selection


def order_of(opts: argparse.Namespace) -> Order:
    """Raises RefusalError."""
    return Order(
        format=_format(opts.format),
        output=opts.output,
        since=_cursor(opts.since),
        selection=Selection(
            captured=_days("--captured", opts.captured),
            published=_days("--published", opts.published),
            seeds=tuple(map(_seed, opts.seed)),
            publishers=tuple(opts.publisher),
            sections=tuple(opts.section),
            languages=tuple(opts.language),
            near_duplicates=_near_duplicates(opts.near_duplicates),
            is_latest=opts.latest,
        ),
    )


def _format(name: str | None) -> Format:
    known = ", ".join(sorted(FORMATS))
    if name is None:
        raise usage(f"which format? --format FORMAT, one of: {known}")
    if name not in FORMATS:
        raise usage(f"no format {name!r}; known: {known}")
    return FORMATS[name]


def _cursor(text: str | None) -> int:
    """0 where there is none."""
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > _CURSOR_DIGITS:
        raise usage(f"--since {text[:40]}: must be the number that an export printed as its cursor")
    return int(text)


def _days(option: str, text: str | None) -> Days | None:
    if text is None:
        return None
    try:
        return days(text)
    except ValueError as error:
        message = f"{option} {text}: must be as 2026-11-23, 2026-11 or 2026-11-01..2026-11-23"
        raise usage(message) from error


def _seed(text: str) -> str:
    try:
        seed_form(text)
    except UrlError as error:
        raise usage(f"--seed {text}: {error}") from error
    return text


def _near_duplicates(text: str) -> NearDuplicates:
    try:
        return NearDuplicates(text)
    except ValueError as error:
        known = ", ".join(NearDuplicates)
        raise usage(f"--near-duplicates {text}: must be one of: {known}") from error


def usage(message: str) -> RefusalError:
    return RefusalError(ExitCode.USAGE, f"scrapy export: {message}")
