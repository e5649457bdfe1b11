"""An archive from a notebook: its articles, and the bytes that they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.archive import Archive, CaptureMissingError
from crawler.formats.record import RecordError
from tests.exports.articles import FULL
from tests.exports.made_archive import MadeArchive
from tests.warc.samples import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Iterator[MadeArchive]:
    with MadeArchive(tmp_path / "archive") as archive:
        archive.add()
        archive.add(**FULL)
        archive.close_warc()
        yield archive


def test_it_gives_every_article(made: MadeArchive) -> None:
    expected = sorted(made.articles, key=lambda article: article.id or "")
    assert expected == list(Archive(made.folder).articles())


def test_what_is_half_written_is_passed_over(made: MadeArchive) -> None:
    record = made.record_of(made.articles[0])
    record.with_name(f".{record.name}.tmp").write_text("{", encoding="utf-8")
    assert len(list(Archive(made.folder).articles())) == 2


def test_a_record_that_is_damaged_is_named(made: MadeArchive) -> None:
    record = made.record_of(made.articles[0])
    record.write_text("{", encoding="utf-8")
    with pytest.raises(RecordError, match=record.name):
        list(Archive(made.folder).articles())


def test_a_capture_is_the_answer_that_the_article_was_made_of(made: MadeArchive) -> None:
    article = made.articles[1]
    capture = Archive(made.folder).capture(article)
    assert (capture.url, capture.date, capture.status) == (article.url, article.fetched_at, 200)
    assert capture.payload in exchange(1).response
    assert capture == Archive(made.folder).capture(article.capture)  # type: ignore[arg-type]


def test_a_capture_is_read_from_the_file_of_a_run_that_goes_on(made: MadeArchive) -> None:
    going_on = made.add()
    assert Archive(made.folder).capture(going_on).url == going_on.url


def test_a_capture_that_was_taken_away_is_said_to_be_missing(made: MadeArchive) -> None:
    for warc in made.warcs:
        warc.unlink()
    with pytest.raises(CaptureMissingError, match=r"made0000.*byte"):
        Archive(made.folder).capture(made.articles[0])


def test_images_have_their_file_if_they_were_kept(made: MadeArchive) -> None:
    archive = Archive(made.folder)
    kept, other = made.articles[1].images
    assert archive.image_file(kept) == made.folder / "images/ab/ab.jpg"
    assert archive.image_file(other) is None


def test_a_folder_that_is_not_there_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        Archive(tmp_path / "none")
