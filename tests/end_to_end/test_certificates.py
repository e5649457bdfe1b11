"""Certificates that do not hold are failures, unless the seed list excuses the site."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.download.own_certificate import server_context
from tests.download.wire_server import WireServer
from tests.end_to_end.archive import Archive
from tests.end_to_end.command import ask, crawl, seed_list
from tests.end_to_end.misbehaviour import NEW, article, reply

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

QUICK = {"RETRY_TIMES": 0}
PATHS = ("/a", "/b")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WireServer, WireServer]]:
    """Two sites with certificates of their own making: the first one is to be excused."""
    folder = tmp_path_factory.mktemp("tls")
    pages = {path: [reply(article(path[1:]))] for path in PATHS}
    with ExitStack() as servers:
        first, second = (
            servers.enter_context(WireServer(pages, server_context(folder))) for _ in range(2)
        )
        yield first, second


@pytest.fixture(scope="module")
def run(
    sites: tuple[WireServer, WireServer], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Archive, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("run")
    archive = Archive(folder / "archive")
    excused = f"{sites[0].url('/a')}\tkind=article\tcertificate=unverified"
    lines = (excused, f"{sites[0].url('/b')}\tkind=article", f"{sites[1].url('/a')}\tkind=article")
    return archive, crawl(archive, seed_list(folder, "\n".join(lines)), **QUICK)


def test_a_certificate_that_does_not_hold_is_a_failure(
    run: tuple[Archive, subprocess.CompletedProcess[str]], sites: tuple[WireServer, WireServer]
) -> None:
    archive, done = run
    assert (archive.outcome(sites[1].url("/a")), done.returncode) == ("failed (tls)", 3)
    assert sites[1].noted == {}, "nothing is asked of whoever it is"


@pytest.mark.parametrize("path", PATHS)
def test_a_seed_excuses_its_site(
    run: tuple[Archive, subprocess.CompletedProcess[str]],
    sites: tuple[WireServer, WireServer],
    path: str,
) -> None:
    assert run[0].outcome(sites[0].url(path)) == NEW


def test_the_captures_of_an_excused_site_say_so(
    run: tuple[Archive, subprocess.CompletedProcess[str]], sites: tuple[WireServer, WireServer]
) -> None:
    archive, _ = run
    stated = {each.url: each.metadata.get("certificate") for each in archive.exchanges()}
    expected = {sites[0].url(path): "unverified" for path in ("/robots.txt", *PATHS)}
    assert expected == {url: word for url, word in stated.items() if word is not None}
    assert archive.warc_problems() == []


def test_the_captures_say_so_where_the_setting_is_off(archive: Archive, tmp_path: Path) -> None:
    with WireServer({"/a": [reply(article("a"))]}, server_context(tmp_path)) as site:
        seeds = seed_list(tmp_path, f"{site.url('/a')}\tkind=article")
        assert crawl(archive, seeds, DOWNLOAD_VERIFY_CERTIFICATES=0, **QUICK).returncode == 0
    assert {each.metadata.get("certificate") for each in archive.exchanges()} == {"unverified"}


def test_a_capture_without_tls_says_nothing_of_certificates(
    archive: Archive, tmp_path: Path
) -> None:
    with WireServer({"/a": [reply(article("a"))]}) as plain:
        seeds = seed_list(tmp_path, f"{plain.url('/a')}\tkind=article\tcertificate=unverified")
        assert crawl(archive, seeds, **QUICK).returncode == 0
    assert {each.metadata.get("certificate") for each in archive.exchanges()} == {None}


def test_doctor_looks_at_an_excused_site(
    archive: Archive, sites: tuple[WireServer, WireServer], tmp_path: Path
) -> None:
    lines = [f"{site.url('/a')}\tkind=article" for site in sites]
    seed_list(tmp_path, f"{lines[0]}\tcertificate=unverified\n{lines[1]}\n")
    told = ask(archive, "doctor", str(tmp_path / "seeds.txt"), "-s", "ALLOW_PRIVATE_ADDRESSES=1")
    assert told.stdout.count("failed (tls)") == 1


def test_any_other_word_for_certificates_is_refused(archive: Archive, tmp_path: Path) -> None:
    done = crawl(archive, seed_list(tmp_path, "https://example.org/\tcertificate=no\n"))
    assert (done.returncode, done.stderr) == (
        2,
        "seeds.txt:1: certificate is unverified, or is left out\n",
    )
