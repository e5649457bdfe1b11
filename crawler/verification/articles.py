"""One day's folder of articles: each version of the ledger has its two files, and each file its
version.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from crawler.verification.article_files import (
    NotAnArticleError,
    image_complaints,
    read_record,
    record_complaints,
    text_complaints,
)
from crawler.verification.files import UnreadableFileError, names_in, read_file
from crawler.verification.findings import Counted, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from crawler.article import Article
    from crawler.verification.findings import Findings
    from crawler.verification.ledger_copy import NamedArticle
    from crawler.verification.ledger_reading import SecondLook

# A page may have 32 MB, and a record holds its text once, with \u0000 for a byte at worst.
MAX_FILE_BYTES = 192 * 1024 * 1024
_NAME = re.compile(r"([0-9]{3,9})_([0-9a-f]{16})\.(txt|json)")


class ArticleFolder:
    """`folder` is relative to the archive, as articles/2026/11/23."""

    def __init__(self, archive: Path, folder: str, ledger: SecondLook, findings: Findings) -> None:
        self._archive = archive
        self._folder = folder
        self._ledger = ledger
        self._findings = findings

    def check(self, rows: Iterable[NamedArticle]) -> None:
        """`rows`: those of the ledger for this folder, by name."""
        names = names_in(self._archive / self._folder, self._folder, self._findings)
        for stem, row, files in _matched(rows, names):
            if row is not None:
                self._check_version(stem, row, files)
            else:
                self._check_unknown(stem, files)

    def _check_version(self, stem: str, row: NamedArticle | None, files: list[str]) -> None:
        self._findings.counts[Counted.ARTICLES] += 1
        for name in files:
            if not _NAME.fullmatch(name):
                self._complain(name, "is no article's file")
        article = self._checked_record(f"{stem}.json", row)
        content = self._content(f"{stem}.txt")
        if article is not None and content is not None:
            complaints = text_complaints(content, article)
            self._findings.add_all(f"{self._folder}/{stem}.txt", complaints)

    def _check_unknown(self, stem: str, files: list[str]) -> None:
        """What the ledger does not know; by the time of a second look it may."""
        for name in files:
            found = _NAME.fullmatch(name)
            if found is None:
                self._complain(name, "is no article's file")
            elif self._ledger.knows_article(found[2], int(found[1])):
                continue
            elif self._ledger.is_unfinished():
                self._findings.notes[Note.UNPLACED] += 1
            # Its run may have ended between the two questions.
            elif not self._ledger.knows_article(found[2], int(found[1])):
                self._complain(name, "the ledger does not know it")
        del stem

    def _checked_record(self, name: str, row: NamedArticle | None) -> Article | None:
        content = self._content(name)
        if content is None:
            return None
        place = f"{self._folder}/{name}"
        try:
            article = read_record(content)
        except NotAnArticleError as error:
            self._complain(name, str(error))
            return None
        self._findings.add_all(place, record_complaints(article, place, row))
        self._findings.add_all(place, self._image_complaints(article))
        return article

    def _image_complaints(self, article: Article) -> Iterator[str]:
        """Their bytes are looked at in their own folders."""
        for image in article.images:
            complaints = list(image_complaints(image))
            yield from complaints
            if image.path and not complaints and not (self._archive / image.path).is_file():
                yield f"image {image.path} is missing"

    def _content(self, name: str) -> bytes | None:
        try:
            return read_file(self._archive / self._folder / name, MAX_FILE_BYTES)
        except UnreadableFileError as error:
            self._complain(name, str(error))
            return None

    def _complain(self, name: str, what: str) -> None:
        self._findings.add(f"{self._folder}/{name}", what)


def _matched(
    rows: Iterable[NamedArticle], names: list[str]
) -> Iterator[tuple[str, NamedArticle | None, list[str]]]:
    """Rows and files of the same version, both by name; either may be missing."""
    files = [(stem, list(group)) for stem, group in groupby(names, _stem)]
    files.reverse()
    for row in rows:
        stem = _stem(row.name)
        while files and files[-1][0] < stem:
            yield files[-1][0], None, files.pop()[1]
        yield stem, row, files.pop()[1] if files and files[-1][0] == stem else []
    while files:
        yield files[-1][0], None, files.pop()[1]


def _stem(name: str) -> str:
    return name.partition(".")[0]
