"""Where files go, and that no name can be chosen from outside."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article import Article
from crawler.paths import (
    article_id,
    image_path,
    record_path,
    run_folder,
    run_id,
    safe_name,
    text_path,
)

DECIDED = Article(
    url="https://a.example/1",
    canonical_url="https://a.example/1",
    title="T",
    paragraphs=("P",),
    id="67ae491904088e5a",
    version=0,
    fetched_at=datetime(2026, 11, 24, 1, 30, tzinfo=timezone(timedelta(hours=2))),
)


def test_an_article_id_is_16_hex_digits_of_the_urls_sha256() -> None:
    # printf https://www.example.org/ | sha256sum
    assert article_id("https://www.example.org/") == "e403ac6b035327f4"


def test_an_articles_files_are_in_the_folder_of_the_captures_day_in_utc() -> None:
    assert text_path(DECIDED) == PurePosixPath("articles/2026/11/23/000_67ae491904088e5a.txt")
    assert record_path(DECIDED) == PurePosixPath("articles/2026/11/23/000_67ae491904088e5a.json")


def test_an_article_that_is_not_decided_has_no_place() -> None:
    with pytest.raises(ValueError, match="not yet decided"):
        text_path(Article(url="u", canonical_url="u", title="T", paragraphs=()))


def test_an_image_is_named_by_its_bytes() -> None:
    digest = "67ae" * 16
    assert image_path(digest, "jpg") == PurePosixPath(f"images/67/{digest}.jpg")


@pytest.mark.parametrize(
    ("sha256", "extension"),
    [("../x", "jpg"), ("A" * 64, "jpg"), ("a" * 64, "../x"), ("a" * 64, "")],
)
def test_no_other_image_name_is_made(sha256: str, extension: str) -> None:
    with pytest.raises(ValueError, match="no image name"):
        image_path(sha256, extension)


def test_a_run_is_named_by_its_start_in_utc() -> None:
    started = datetime(2026, 11, 23, 20, 4, 0, 999, tzinfo=timezone(timedelta(hours=2)))
    assert run_folder(run_id(started)) == PurePosixPath("runs/20261123T180400Z")
    assert run_folder("20261123T180400Z-2") == PurePosixPath("runs/20261123T180400Z-2")


def test_a_run_needs_to_know_when_it_started() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        run_id(datetime(2026, 11, 23))  # noqa: DTZ001 - it is what is refused


@pytest.mark.parametrize("run", ["", "..", "latest", "20261123T180400Z/../x"])
def test_a_folder_that_is_no_runs_is_refused(run: str) -> None:
    with pytest.raises(ValueError, match="no run id"):
        run_folder(run)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Élections à Paris: 2e tour", "elections-a-paris-2e-tour"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-"),
        ("漢字", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_text_becomes_a_name_of_plain_letters(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(st.characters(), max_size=300))
def test_a_safe_name_is_safe_and_stays_so(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name.encode()) <= 101
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert PurePosixPath(name).name == name
