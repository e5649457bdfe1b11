"""An archive as Python reads it, in a notebook or a script: articles, images, captures.

It reads files that the output folder's contract names (docs/output.md) and no ledger, so it works
on a copy, on a part of an archive, and beside a crawl.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.article import Article
from crawler.formats import record
from crawler.paths import text_path
from crawler.warc.files import CLOSED, OPEN
from crawler.warc.lookup import CaptureMissingError, read_capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crawler.article import CaptureRef, Image

__all__ = ["Archive", "Capture", "CaptureMissingError"]

# Eight times what a crawl fetches at most, unpacked: what is larger was made to fill memories.
_MAX_BODY_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Capture:
    """An answer as it was archived. `payload` is as it came, `body` without content-coding."""

    url: str
    date: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    body: bytes


class Archive:
    def __init__(self, folder: str | Path) -> None:
        """The folder with articles/ and warc/ in it. Raises FileNotFoundError."""
        self.folder = Path(folder).expanduser()
        if not self.folder.is_dir():
            raise FileNotFoundError(f"there is no folder {self.folder}")

    def articles(self) -> Iterator[Article]:
        """Every version, by the day of its capture. Raises record.RecordError, naming the file."""
        for path in self._records():
            yield _parsed(path.read_text(encoding="utf-8"), str(path))

    def runs(self) -> list[str]:
        """The names of the runs that are whole, the oldest first."""
        return sorted(report.parent.name for report in self.folder.glob("runs/*/report.json"))

    def articles_of(self, run: str) -> Iterator[Article]:
        """What that run archived, in its order."""
        path = self.folder / "runs" / run / "articles.jsonl"
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _parsed(line, f"{path}: line {number}")

    def report(self, run: str) -> dict[str, object]:
        path = self.folder / "runs" / run / "report.json"
        found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def text_file(self, article: Article) -> Path:
        return self.folder / text_path(article)

    def image_file(self, image: Image) -> Path | None:
        """None for one that was not kept."""
        return self.folder / image.path if image.path else None

    def capture(self, of: Article | CaptureRef) -> Capture:
        """The page's answer, of a revisit with the body that it names. Raises CaptureMissingError,
        and crawler.warc.decoding.DecodingError for a body that is not coded as it says.
        """
        ref = of.capture if isinstance(of, Article) else of
        if ref is None:
            raise CaptureMissingError("the article names no capture")
        found = read_capture(self.folder / "warc", self._with_name_of_today(ref))
        body = found.body(_MAX_BODY_BYTES)
        return Capture(found.url, found.date, found.status, found.headers, found.payload, body)

    def _records(self) -> Iterator[Path]:
        """A day at a time: an archive may have millions."""
        for day in sorted(self.folder.glob("articles/[0-9]*/[0-9]*/[0-9]*")):
            yield from sorted(path for path in day.glob("[0-9]*.json"))

    def _with_name_of_today(self, ref: CaptureRef) -> CaptureRef:
        """While a run goes on, its file has another ending."""
        opened = ref.warc.removesuffix(CLOSED) + OPEN
        if (self.folder / "warc" / opened).exists():
            return replace(ref, warc=opened)
        return ref


def _parsed(text: str, place: str) -> Article:
    try:
        return record.parse(text)
    except record.RecordError as error:
        raise record.RecordError(f"{place}: {error}") from error
