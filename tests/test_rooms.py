"""The project runs in place: from any folder of its own, and beside foreign rooms of that name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.demo import serve
from tests.project_copy import ROOT, copy_project

LIMIT_S = 60
SCRAPY = str(Path(sys.executable).with_name("scrapy"))


def run(
    *words: str, cwd: Path, python_path: tuple[Path, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """`python_path` comes before site-packages, as a distribution of an early name would."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, python_path))}
    return subprocess.run(
        words,
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Where distributions named `spiders` and `pipelines` are installed."""
    for name in ("spiders", "pipelines"):
        (tmp_path / "foreign" / name).mkdir(parents=True)
        (tmp_path / "foreign" / name / "__init__.py").touch()
    return tmp_path / "foreign"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def test_a_foreign_distribution_does_not_take_the_place_of_a_room(foreign: Path) -> None:
    listed = run(SCRAPY, "list", cwd=ROOT, python_path=(foreign,))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "news" in listed.stdout.splitlines()


@pytest.mark.parametrize("name", ["spiders", "pipelines"])
def test_a_foreign_room_that_is_imported_already_is_refused_by_name(
    foreign: Path, name: str
) -> None:
    words = (sys.executable, "-c", f"import {name}, crawler.settings")
    refused = run(*words, cwd=foreign, python_path=(foreign, ROOT))
    last_line = refused.stderr.splitlines()[-1]
    assert refused.returncode == 1
    assert last_line.startswith("crawler.rooms.ForeignRoomError: ")
    assert repr(name) in last_line
    assert str(foreign / name) in last_line


def test_the_project_comes_first_on_the_path_and_stands_there_once(foreign: Path) -> None:
    code = "import sys, crawler.settings; print(*sys.path, sep='\\n')"
    done = run(sys.executable, "-c", code, cwd=foreign, python_path=(foreign, ROOT))
    path = done.stdout.splitlines()
    assert path[0] == str(ROOT)
    assert path.count(str(ROOT)) == 1


def test_a_crawl_from_a_folder_below_writes_the_project_s_archive(project: Path) -> None:
    below = project / "docs"
    with serve(port=0) as newspaper:
        seed = next(line for line in newspaper.seeds.splitlines() if line.endswith("kind=article"))
        (below / "one.txt").write_text(seed, encoding="utf-8")
        settings = ("-s", "ALLOW_PRIVATE_ADDRESSES=1", "-s", "DOWNLOAD_DELAY=0")
        done = run(SCRAPY, "crawl", "news", "-a", "seeds=one.txt", *settings, cwd=below)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(project.glob("output/articles/*/*/*/*.txt"))) == 1
    assert not (below / "output").exists()


def test_outside_of_the_project_there_is_no_crawl(tmp_path: Path) -> None:
    done = run(SCRAPY, "crawl", "news", "-a", "seeds=demo", cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
