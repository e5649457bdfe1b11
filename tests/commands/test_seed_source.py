from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crawler.exit_codes import ExitCode, RefusalError
from crawler.launch.seed_source import checked_seed_arguments

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def working_directory(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty one, or a list of the project's own would be found there first."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def complaint(given: dict[str, str], project: Path) -> str:
    with pytest.raises(RefusalError) as refused:
        checked_seed_arguments(given, project)
    assert refused.value.exit_code is ExitCode.USAGE
    return str(refused.value)


def test_the_demonstration_newspaper_needs_no_file(tmp_path: Path) -> None:
    assert checked_seed_arguments({"seeds": "demo"}, tmp_path) == {"seeds": "demo"}


def test_the_path_is_made_absolute_for_the_spider(tmp_path: Path) -> None:
    (tmp_path / "seeds.txt").write_text("https://example.org/\n", encoding="utf-8")
    given = {"seeds": "seeds.txt", "other": "x"}
    expected = {"seeds": str(tmp_path / "seeds.txt"), "other": "x"}
    assert expected == checked_seed_arguments(given, tmp_path)


def test_the_working_directory_comes_before_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, project = tmp_path / "here", tmp_path / "project"
    for folder in (here, project):
        folder.mkdir()
        (folder / "seeds.txt").write_text("https://example.org/\n", encoding="utf-8")
    monkeypatch.chdir(here)
    found = checked_seed_arguments({"seeds": "seeds.txt"}, project)
    assert found == {"seeds": str(here / "seeds.txt")}


def test_a_url_given_as_a_file_is_answered_with_the_right_argument(tmp_path: Path) -> None:
    url = "https://example.org/a"
    expected = f"scrapy crawl: seeds={url}: there is no such file; a single page is -a url={url}"
    assert expected == complaint({"seeds": url}, tmp_path)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "~nobody-of-that-name/seeds"])
def test_what_is_no_path_is_refused(tmp_path: Path, name: str) -> None:
    assert complaint({"seeds": name}, tmp_path).startswith("scrapy crawl: seeds=")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_list_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.txt"
    seeds.touch(mode=0)
    assert complaint({"seeds": str(seeds)}, tmp_path).endswith("Permission denied")


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "seeds.txt").write_bytes(b"https://example.org/\n\xff\xfe\n")
    assert complaint({"seeds": "seeds.txt"}, tmp_path).startswith("seeds.txt:2: ")
