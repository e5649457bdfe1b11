"""What `scrapy export` can be told: which form, where to, and which articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_SEVERAL = "can be given several times: any of them"
_DAYS = "a day, month, year, or two with .. between; one end may be missing"


def add_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(title="Export")
    group.add_argument(
        "--format", metavar="FORMAT", help="csv, jsonl, ninjs, parquet, schemaorg or wacz"
    )
    group.add_argument(
        "--output",
        metavar="FILE",
        help="appears whole, or not at all, and takes the place of a file of that name;"
        " without it, or with -, standard output",
    )
    group.add_argument(
        "--since", metavar="CURSOR", help="only what came after the export that printed it"
    )
    _add_filters(parser.add_argument_group(title="Which articles"))


def _add_filters(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--captured", metavar="DAYS", help=f"by UTC day of the capture: {_DAYS}")
    group.add_argument("--published", metavar="DAYS", help="by the day that the page states")
    for name, metavar, meaning in (
        ("--seed", "URL", "what this seed led to"),
        ("--publisher", "NAME", "as in the record"),
        ("--section", "NAME", "as in the record"),
        ("--language", "TAG", "en takes en-GB, too"),
    ):
        text = f"{meaning}; {_SEVERAL}"
        group.add_argument(name, metavar=metavar, action="append", default=[], help=text)
    group.add_argument(
        "--near-duplicates",
        metavar="HOW",
        default="with",
        help="with, without, or only: what resembles an earlier article (default: with)",
    )
    group.add_argument(
        "--latest", action="store_true", help="of an article only its newest version"
    )
