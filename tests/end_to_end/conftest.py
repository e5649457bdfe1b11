"""The demonstration on free ports, one for the whole session, and a crawl of it that went well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crawler.demo import DemoNewspaper, serve
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import crawl, seed_list

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    """A crawl that has ended; nobody crawls into its archive again."""

    archive: Archive
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoNewspaper]:
    with serve(port=0) as newspaper:
        yield newspaper


@pytest.fixture(scope="session")
def demo_seeds(demo: DemoNewspaper, tmp_path_factory: pytest.TempPathFactory) -> str:
    return seed_list(tmp_path_factory.mktemp("demo-seeds"), demo.seeds)


@pytest.fixture(scope="session")
def demo_run(demo_seeds: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    archive = Archive(tmp_path_factory.mktemp("demo") / "archive")
    return Run(archive, crawl(archive, demo_seeds))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")
