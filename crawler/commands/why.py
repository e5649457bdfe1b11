"""`scrapy why URL`: why this URL is or is not in the output.

Also for an article's id, and for the name of one of its files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands.inquiry import Inquiry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from crawler.ledger import Ledger


class Command(Inquiry, ScrapyCommand):
    NAME = "why"

    def syntax(self) -> str:
        return "[--json] URL"

    def short_desc(self) -> str:
        return "Say why a URL is or is not in the output"

    def answer(
        self, args: list[str], opts: argparse.Namespace, archive: Path, ledger: Ledger
    ) -> dict[str, Any]:
        from crawler.inquiries.why import NotAskedForError, why  # noqa: PLC0415 - see inquiry.py

        del opts, archive
        if len(args) != 1:
            raise self.refused("one URL, or the id of one article, is needed")
        try:
            return why(ledger, args[0])
        except NotAskedForError as error:
            raise self.refused(str(error)) from error

    def lines(self, found: dict[str, Any]) -> Iterable[str]:
        from crawler.inquiries.lines import why_lines  # noqa: PLC0415 - see inquiry.py

        return why_lines(found)
