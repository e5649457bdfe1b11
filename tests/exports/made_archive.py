"""A small archive without a crawl: articles with their captures, written as a run writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from crawler.article import Article
from crawler.exports.source import Source
from crawler.formats import record
from crawler.ledger import Ledger
from crawler.paths import article_id, record_path
from tests.warc.samples import exchange, writer

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from crawler.warc import WarcWriter

STARTED = datetime(2026, 11, 23, 18, 4, tzinfo=UTC)
ENDED = STARTED + timedelta(minutes=5)


def no_progress(_step: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass
class MadeArchive:
    """A context: the ledger is open in it. Each article is captured in the file in hand."""

    folder: Path
    articles: list[Article] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.warc_folder.mkdir(parents=True)
        self.ledger = Ledger.open(self.folder / "ledger.sqlite")
        self.run = self.ledger.runs.begin("20261123T180400Z", now=STARTED)
        self._writer = self._new_writer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.ledger.close()

    @property
    def warc_folder(self) -> Path:
        return self.folder / "warc"

    @property
    def warcs(self) -> list[Path]:
        return sorted(self.warc_folder.glob("*.warc.gz"))

    @property
    def source(self) -> Source:
        return Source(
            archive=self.folder, ledger=self.ledger, scratch=self.folder, progress=no_progress
        )

    def add(self, *, placed: bool = True, **said: Any) -> Article:
        """`said` are fields of the article that are not as usual."""
        number = len(self.articles)
        captured = exchange(number)
        usual: dict[str, Any] = {
            "url": captured.url,
            "canonical_url": captured.url,
            "title": f"Title {number}",
            "paragraphs": (f"First paragraph of {number}.", "Zweiter «Absatz» \U0001f9c0."),
            "language": "en",
            "id": article_id(captured.url),
            "version": 0,
            "capture": self._writer.write(captured),
            "fetched_at": captured.started,
        }
        article = Article(**{**usual, **said})
        self.record_of(article).parent.mkdir(parents=True, exist_ok=True)
        self.record_of(article).write_text(record.render(article), encoding="utf-8")
        digest = number.to_bytes(16)
        self.ledger.articles.claim(article, url_seq=number + 1, text_digest=digest, run=self.run)
        if placed:
            self.ledger.articles.place(article.id, article.version)
        self.articles.append(article)
        return article

    def record_of(self, article: Article) -> Path:
        return self.folder / record_path(article)

    def close_warc(self) -> None:
        self._writer.close()
        self._writer = self._new_writer()

    def end_run(self) -> None:
        self.close_warc()
        self.ledger.runs.end(self.run, now=ENDED, exit_code=0, finish_reason="finished")
        self.ledger.commit()

    def _new_writer(self) -> WarcWriter:
        number = len(self.warcs)
        return writer(self.warc_folder, prefix=f"made{number:04}")


def made_archive(folder: Path, articles: int = 3, warcs: int = 1) -> MadeArchive:
    """`articles` in each of `warcs` files, of a run that has ended."""
    archive = MadeArchive(folder)
    for _ in range(warcs):
        for _ in range(articles):
            archive.add()
        archive.close_warc()
    archive.end_run()
    return archive
