"""Bad input to the real spider: one line, exit 2, no request, no run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.download.wire_server import WireServer
from tests.end_to_end.command import crawl, seed_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.archive import Archive


def refusal(archive: Archive, *arguments: str) -> str:
    """The one line."""
    done = crawl(archive, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert archive.runs() == []
    return line


def test_an_unknown_argument_is_refused(archive: Archive) -> None:
    line = refusal(archive, "seed=seeds.txt")
    assert line == "scrapy crawl news: no argument 'seed'; did you mean 'seeds'? Known: seeds, url"


def test_a_missing_file_is_named(archive: Archive) -> None:
    assert "nowhere.txt: there is no such file" in refusal(archive, "seeds=nowhere.txt")


def test_a_bad_line_is_named_before_any_request(archive: Archive, tmp_path: Path) -> None:
    with WireServer({}) as server:
        seeds = seed_list(tmp_path, f"{server.url('/')}\nhttp://[bad/\n")
        assert refusal(archive, seeds).startswith("seeds.txt:2: ")
        assert server.noted == {}


def test_a_bad_option_is_named(archive: Archive, tmp_path: Path) -> None:
    seeds = seed_list(tmp_path, "http://127.0.0.1:9/\tkind=newspaper\n")
    assert refusal(archive, seeds).startswith("seeds.txt:1: kind is one of article, ")


@pytest.mark.parametrize("as_url", [False, True], ids=["in-a-list", "as-url"])
def test_a_password_is_refused_and_not_printed(
    archive: Archive, tmp_path: Path, *, as_url: bool
) -> None:
    seed = "http://me:hunter2@127.0.0.1:9/"
    argument = f"url={seed}" if as_url else seed_list(tmp_path, f"{seed}\n")
    assert "hunter2" not in refusal(archive, argument)


def test_an_empty_list_is_refused(archive: Archive, tmp_path: Path) -> None:
    line = refusal(archive, seed_list(tmp_path, "# nothing yet\n\n"))
    assert line.startswith("seeds.txt: no seed")
