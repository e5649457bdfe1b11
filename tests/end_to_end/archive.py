"""What a crawl left behind, read as its consumers do: files, ledger, captures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crawler.discovery import canonical_url
from crawler.formats import record
from crawler.ledger import Ledger, UrlRow, url_key
from crawler.warc import ReadExchange, read_exchanges, verify_warc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.article import Article


@dataclass(frozen=True)
class Archive:
    """Read afresh at every call, but for what is cached: a fixture's archive does not change."""

    folder: Path

    @cached_property
    def records(self) -> dict[str, Article]:
        """By the URL that was fetched."""
        return {article.url: article for article in self.articles()}

    @cached_property
    def captures(self) -> dict[str, ReadExchange]:
        """By record id."""
        return {exchange.ref.record_id: exchange for exchange in self.exchanges()}

    @cached_property
    def decided(self) -> dict[str, str]:
        """`state (reason)` of every URL of the ledger, by its canonical form."""
        with Ledger.open_to_read(self.folder / "ledger.sqlite") as ledger:
            rows = ledger._connection.rows("SELECT url, state, reason FROM urls ORDER BY seq")
        return {canonical_url(url): f"{state} ({reason})" for url, state, reason in rows}

    def outcome(self, url: str) -> str | None:
        return self.decided.get(canonical_url(url))

    def url(self, url: str) -> UrlRow:
        with Ledger.open_to_read(self.folder / "ledger.sqlite") as ledger:
            row = ledger.urls.by_key(url_key(canonical_url(url)))
        assert row is not None, f"not in the ledger: {url}"
        return row

    def claims(self) -> int:
        """Versions that were decided and whose files are not in place."""
        with Ledger.open_to_read(self.folder / "ledger.sqlite") as ledger:
            row = ledger._connection.row("SELECT COUNT(*) FROM articles WHERE placed = 0")
        assert row is not None
        return int(row[0])

    def articles(self) -> Iterator[Article]:
        for path in sorted(self.folder.glob("articles/*/*/*/*.json")):
            yield record.parse(path.read_text(encoding="utf-8"))

    def exchanges(self) -> Iterator[ReadExchange]:
        for path in self.warcs():
            yield from read_exchanges(path)

    def asked_for(self, url: str) -> int:
        """How many answers were captured."""
        return sum(exchange.url == url for exchange in self.exchanges())

    def warcs(self) -> list[Path]:
        return sorted(self.folder.glob("warc/*.warc.gz"))

    def warc_problems(self) -> list[str]:
        return [str(problem) for path in self.warcs() for problem in verify_warc(path)]

    def left_overs(self) -> list[str]:
        """What only a run that is under way, or was killed, has."""
        names = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        return [str(name) for name in names if name.name.endswith((".tmp", ".open"))]

    def runs(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("runs/*") if path.is_dir())

    def report(self, run: int = -1) -> dict[str, Any]:
        text = (self.runs()[run] / "report.json").read_text(encoding="utf-8")
        report: dict[str, Any] = json.loads(text)
        return report

    def kept(self) -> dict[str, bytes]:
        """Every article and image file, and its bytes."""
        files = [*self.folder.glob("articles/*/*/*/*"), *self.folder.glob("images/*/*")]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(files)}
