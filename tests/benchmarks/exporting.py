"""Exports of a large archive: articles a second and memory, at a tenth of it and at the whole.

    python -m tests.benchmarks.exporting [--articles 100000] [--formats parquet,jsonl,csv]

The archive is made up: records and ledger rows as a run leaves them, without captures.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.article import Article, CaptureRef, Image, ImageRole
from crawler.formats import record
from crawler.ledger import Ledger
from crawler.paths import article_id, record_path
from tests.benchmarks.made_newspaper import WORDS
from tests.benchmarks.measured import Spent, measured

_STARTED = datetime(2026, 11, 1, tzinfo=UTC)
_A_COMMIT = 1_000
_SECTIONS = ("World", "Politics", "Sport", "Culture")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exporting")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--formats", default="parquet,jsonl,csv")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        archive, made = Path(name) / "archive", 0
        sys.stdout.write("| format | articles | articles a second | MB at most | MB of output |\n")
        sys.stdout.write("|---|---|---|---|---|\n")
        for articles in (given.articles // 10, given.articles):
            _make(archive, range(made, articles))
            made = articles
            for form in given.formats.split(","):
                output = Path(name) / f"export.{form}"
                spent = _exported(archive, form, output)
                size = output.stat().st_size / 1e6
                rate = articles / spent.wall
                sys.stdout.write(
                    f"| {form} | {articles:,} | {rate:,.0f} | {spent.peak_mb:.0f} | {size:.0f} |\n"
                )
                sys.stdout.flush()


def _exported(archive: Path, form: str, output: Path) -> Spent:
    options = ["--format", form, "--output", str(output), "-s", f"ARCHIVE_DIR={archive}"]
    return measured([sys.executable, "-m", "scrapy", "export", *options])


def _make(archive: Path, numbers: range) -> None:
    archive.mkdir(exist_ok=True)
    with Ledger.open(archive / "ledger.sqlite") as ledger:
        run = ledger.runs.begin(f"run-{numbers.start}", now=_STARTED)
        for number in numbers:
            article = _article(number)
            path = archive / record_path(article)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(record.render(article), encoding="utf-8")
            digest = number.to_bytes(16)
            ledger.articles.claim(article, url_seq=number + 1, text_digest=digest, run=run)
            ledger.articles.place(article.id, article.version)
            if number % _A_COMMIT == 0:
                ledger.commit()
        ledger.commit()


def _article(number: int) -> Article:
    """700 words in ten paragraphs, with a picture."""
    chance = random.Random(number)
    words = chance.choices(WORDS, k=700)
    paragraphs = (" ".join(words[at : at + 70]).capitalize() + "." for at in range(0, 700, 70))
    url = f"https://paper-{number % 50}.example/2026/11/story-{number}"
    fetched_at = _STARTED + timedelta(seconds=20 * number)
    return Article(
        url=url,
        canonical_url=url,
        title=" ".join(words[:7]).capitalize(),
        paragraphs=tuple(paragraphs),
        authors=("Ann Author",),
        published=fetched_at - timedelta(hours=3),
        publisher=f"Paper {number % 50}",
        section=_SECTIONS[number % len(_SECTIONS)],
        language="en",
        images=(Image(url=f"{url}.jpg", role=ImageRole.LEAD, caption="A picture."),),
        id=article_id(url),
        version=0,
        capture=CaptureRef(
            warc="made.warc.gz",
            offset=number,
            length=1,
            record_id=f"urn:uuid:{number}",
            payload_digest=None,
        ),
        fetched_at=fetched_at,
        seed=f"https://paper-{number % 50}.example/",
    )


if __name__ == "__main__":
    main()
