"""`scrapy status`: what the archive holds, how the last runs went, what each seed gave."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands.inquiry import Inquiry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from crawler.ledger import Ledger


class Command(Inquiry, ScrapyCommand):
    NAME = "status"

    def syntax(self) -> str:
        return "[--json | --html] [--seed URL]"

    def short_desc(self) -> str:
        return "Show what the archive holds, its last runs, and what each seed gave"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--seed", metavar="URL", help="the history of one seed")
        parser.add_argument(
            "--html",
            action="store_true",
            help="a page with charts: articles by day, publisher, section, language",
        )

    def answer(
        self, args: list[str], opts: argparse.Namespace, archive: Path, ledger: Ledger
    ) -> dict[str, Any]:
        from crawler.inquiries.catalogue import catalogue  # noqa: PLC0415 - see inquiry.py
        from crawler.inquiries.status import status  # noqa: PLC0415 - see inquiry.py

        del archive
        if args:
            raise self.refused(f"unexpected: {' '.join(args)}")
        if opts.html and (opts.json or opts.seed):
            raise self.refused("--html is of the whole archive, without --json or --seed")
        if opts.html:
            return {"page": catalogue(ledger, now=datetime.now(UTC))}
        return status(ledger, now=datetime.now(UTC), seed=opts.seed)

    def lines(self, found: dict[str, Any]) -> Iterable[str]:
        from crawler.inquiries.lines import status_lines  # noqa: PLC0415 - see inquiry.py

        return found["page"].splitlines() if "page" in found else status_lines(found)
