"""`scrapy diff ID`: what changed between two versions of an article, the last two by default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand

from crawler.commands.inquiry import Inquiry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from crawler.article import Article
    from crawler.ledger import ArticleRow, Ledger


class Command(Inquiry, ScrapyCommand):
    NAME = "diff"

    def syntax(self) -> str:
        return "[--json] [--from N] [--to N] ID-or-URL"

    def short_desc(self) -> str:
        return "Show what changed between two versions of an article"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--from", dest="old", type=int, metavar="N", help="the older version")
        parser.add_argument("--to", dest="new", type=int, metavar="N", help="the newer version")

    def answer(
        self, args: list[str], opts: argparse.Namespace, archive: Path, ledger: Ledger
    ) -> dict[str, Any]:
        from crawler.inquiries.changes import changes  # noqa: PLC0415 - see inquiry.py
        from crawler.inquiries.why import NotAskedForError, why  # noqa: PLC0415 - see inquiry.py

        if len(args) != 1:
            raise self.refused("the id or the URL of one article is needed")
        try:
            article = why(ledger, args[0]).get("article")
        except NotAskedForError as error:
            raise self.refused(str(error)) from error
        versions = [row for row in ledger.articles.versions(article or "") if row.placed]
        if not versions:
            return {"known": False, "article": args[0]}
        new = self._version(versions, opts.new if opts.new is not None else versions[-1].version)
        old = self._version(versions, opts.old if opts.old is not None else new.version - 1)
        return changes(self._article(archive, old), self._article(archive, new))

    def lines(self, found: dict[str, Any]) -> Iterable[str]:
        from crawler.inquiries.changes import change_lines  # noqa: PLC0415 - see inquiry.py
        from crawler.inquiries.lines import why_lines  # noqa: PLC0415 - see inquiry.py

        return why_lines(found) if found.get("known") is False else change_lines(found)

    def _version(self, versions: list[ArticleRow], number: int) -> ArticleRow:
        found = next((row for row in versions if row.version == number), None)
        if found is None:
            there = ", ".join(f"{row.version:03d}" for row in versions)
            raise self.refused(
                f"there is no such other version of {versions[0].id}; it has {there}"
            )
        return found

    def _article(self, archive: Path, row: ArticleRow) -> Article:
        from crawler.exports.source import UnreadableRecordError, read_article  # noqa: PLC0415

        try:
            return read_article(archive, row)
        except UnreadableRecordError as error:
            raise OSError(str(error)) from error
