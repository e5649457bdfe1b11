"""The commands and the Python of the documents are run, in a copy of the project."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from crawler.demo import DemoPortTakenError, serve
from tests.documents import DOCUMENTS, blocks_of, quoted_in, runnable
from tests.project_copy import copy_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT_S = 60
# Another crawl of the demonstration on this machine takes a few seconds.
PORT_WAIT_S = 60
ARTICLES = 37


def run(project: Path, *words: str) -> str:
    """Its standard output; it ends well, and says nothing else but an export's cursor."""
    done = subprocess.run(
        words, cwd=project, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("cursor: ")]
    assert (done.returncode, told) == (0, []), words[-1]
    return done.stdout


def run_sh(project: Path, text: str) -> str:
    if "seeds=demo" in text:
        wait_for_demo_port()
    return run(project, "sh", "-eu", "-c", text)


def run_python(project: Path, text: str) -> str:
    return run(project, sys.executable, "-c", text)


def wait_for_demo_port() -> None:
    """The documents' commands use the port that the demonstration has by default."""
    end = time.monotonic() + PORT_WAIT_S
    while time.monotonic() < end:
        try:
            return serve().close()
        except DemoPortTakenError:
            time.sleep(0.5)
    return None


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """After the README's first command, less the two steps that make the environment."""
    folder = copy_project(tmp_path_factory.mktemp("documents") / "project")
    make, install, crawl = blocks_of("README.md")[0].text.split(" && ")
    assert (make, install) == ("python3 -m venv .venv", ".venv/bin/pip install -e .")
    assert run_sh(folder, crawl) == ""
    return folder


def test_the_readme_tells_what_its_first_command_gives(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    texts = [p.read_text(encoding="utf-8") for p in project.glob("output/articles/*/*/*/*.txt")]
    assert len(texts) == ARTICLES
    assert f"there are {ARTICLES} articles" in readme
    shown = [b.text.removesuffix("\n") for b in blocks_of("README.md") if b.language == "text"]
    assert [text for text in texts if text in shown] != []


def test_the_files_that_the_readme_shows_are_there(project: Path) -> None:
    tree = next(b.text for b in blocks_of("README.md") if b.text.startswith("output/"))
    names = {line.split()[0].rpartition("/")[2] for line in tree.splitlines()[1:]}
    found = {path.name for path in (project / "output").rglob("*")}
    assert {n for n in names if "HOST" not in n and "…" not in n} <= found
    (image,) = (n.removesuffix("….jpg") for n in names if "…" in n)
    assert any(name.startswith(image) and name.endswith(".jpg") for name in found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_its_blocks_run(project: Path, document: str) -> None:
    for text in runnable(document, "sh"):
        run_sh(project, text)
    for text in runnable(document, "python"):
        run_python(project, text)


@pytest.mark.parametrize("runner", [run_sh, run_python], ids=["sh", "python"])
def test_a_reader_that_follows_run_by_run_sees_every_article_once(
    project: Path, runner: Any, tmp_path: Path
) -> None:
    language = "sh" if runner is run_sh else "python"
    follow = next(text for text in runnable("docs/output.md", language) if "report.json" in text)
    (tmp_path / "output").symlink_to(project / "output", target_is_directory=True)
    assert len(runner(tmp_path, follow).splitlines()) == ARTICLES
    assert runner(tmp_path, follow) == ""


def test_the_shell_example_gives_the_capture_that_the_record_names(project: Path) -> None:
    text = next(text for text in runnable("docs/warc.md", "sh") if "gzip -d" in text)
    assert run_sh(project, text).startswith("WARC/1.1\nWARC-Type: response\n")


def test_every_key_that_a_crawl_leaves_is_named(project: Path) -> None:
    folder = min(project.glob("output/runs/*/report.json")).parent
    written = [
        (folder / "report.json").read_text(encoding="utf-8"),
        (project / "output/runs/latest.json").read_text(encoding="utf-8"),
        *(folder / "articles.jsonl").read_text(encoding="utf-8").splitlines(),
        *(folder / "duplicates.jsonl").read_text(encoding="utf-8").splitlines(),
    ]
    keys = {key for text in written for key in keys_of(json.loads(text))}
    assert set() == keys - quoted_in("docs/output.md")


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield key
            yield from keys_of(member)
    elif isinstance(value, list):
        for member in value:
            yield from keys_of(member)
