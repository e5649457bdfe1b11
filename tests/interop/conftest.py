"""Archives that others' programs are given, each made once, and those programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.download import capturing_crawl
from tests.download.conftest import tls
from tests.download.wire_cases import CASES
from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import crawl
from tests.end_to_end.conftest import demo, demo_seeds
from tests.interop.commands import named_by
from tests.interop.replay import Pywb
from tests.interop.two_runs import HURRIED, IDENTICAL, NOT_MODIFIED, write_two_runs

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path
# Fixtures of other rooms.
__all__ = ["demo", "demo_seeds", "tls"]

ARCHIVES = ("demo_files", "wire_files", "wire_tls_files", "two_runs_files")


@pytest.fixture(scope="session")
def demo_files(demo_seeds: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Of two runs: the second asks for feeds, listings and robots.txt again."""
    archive = Archive(tmp_path_factory.mktemp("demo") / "archive")
    for _ in range(2):
        assert crawl(archive, demo_seeds).returncode == 0
    files = archive.warcs()
    assert len(files) == 2
    return files


@pytest.fixture(scope="session")
def wire_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return _wire_files(tmp_path_factory.mktemp("wire"), None)


@pytest.fixture(scope="session")
def wire_tls_files(tmp_path_factory: pytest.TempPathFactory, tls: ssl.SSLContext) -> list[Path]:
    return _wire_files(tmp_path_factory.mktemp("wire-tls"), tls)


@pytest.fixture(scope="session")
def two_runs_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_two_runs(
        tmp_path_factory.mktemp("two-runs"), [*IDENTICAL, *NOT_MODIFIED, *HURRIED]
    )


@pytest.fixture(scope="session", params=ARCHIVES)
def files(request: pytest.FixtureRequest) -> list[Path]:
    """Of each archive in turn."""
    found: list[Path] = request.getfixturevalue(request.param)
    assert found
    return found


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pywb]:
    executable = named_by("PRESSKEEP_PYWB", "pywb's executable `wayback`")
    with Pywb(executable, tmp_path_factory.mktemp("pywb")) as server:
        yield server


def _wire_files(folder: Path, context: ssl.SSLContext | None) -> list[Path]:
    """Each case of the wire tests, as they capture it."""
    answers = {case.path.partition("?")[0]: case.answers for case in CASES}
    with WireServer(answers, context) as server:
        orders = [
            {"url": server.url(case.path), "name": case.name} | case.request for case in CASES
        ]
        capturing_crawl.crawl(folder, orders)
    return sorted(folder.glob("*.warc.gz"))
