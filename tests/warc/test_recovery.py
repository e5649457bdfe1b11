"""What a killed run left becomes whole files, and no whole exchange is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.warc import read_exchanges, recover, verify_warc
from crawler.warc.stream import read_records
from tests.warc.samples import exchange, response_of, writer

PROJECT_ROOT = Path(__file__).resolve().parents[2]
SEED = 20261123
EXCHANGES = 12


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, list[int]]:
    """An .open file's name and bytes, and where each of its groups ends."""
    folder = tmp_path_factory.mktemp("killed")
    archive = writer(folder)
    ends = []
    for number in range(EXCHANGES):
        body = random.Random(number).randbytes(300 * number)
        archive.write(exchange(number, response=response_of(body)))
        (path,) = folder.iterdir()
        ends.append(path.stat().st_size)
    content = path.read_bytes()
    archive.close()
    return path.name, content, ends


def recovered_urls(folder: Path) -> list[str]:
    return [one.url for path in sorted(folder.glob("*.warc.gz")) for one in read_exchanges(path)]


def problems(folder: Path) -> list[str]:
    return [str(problem) for path in folder.glob("*.warc.gz") for problem in verify_warc(path)]


def test_a_file_that_a_living_run_holds_is_left_alone(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.write(exchange())
    assert recover(tmp_path) == []
    assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
    archive.close()


def test_cuts_at_random_bytes_lose_only_what_was_cut(
    tmp_path: Path, killed: tuple[str, bytes, list[int]]
) -> None:
    name, content, ends = killed
    chance = random.Random(SEED)
    for cut in [0, 1, *ends, *(chance.randrange(len(content)) for _ in range(60))]:
        (tmp_path / name).write_bytes(content[:cut])
        whole = sum(end <= cut for end in ends)
        (found,) = recover(tmp_path)
        assert problems(tmp_path) == []
        assert len(recovered_urls(tmp_path)) == whole
        assert found.warc == (name.removesuffix(".open") if whole else None)
        assert found.cut == cut - (ends[whole - 1] if whole else 0)
        for path in tmp_path.iterdir():
            path.unlink()


@pytest.mark.parametrize("damage", ["zeros", "flipped", "junk", "doubled"])
def test_damage_within_costs_what_follows_and_nothing_before(
    tmp_path: Path, killed: tuple[str, bytes, list[int]], damage: str
) -> None:
    name, content, ends = killed
    start = ends[5]
    rest = {
        "zeros": bytes(len(content) - start),
        "flipped": content[start : start + 50] + b"\xff" + content[start + 51 :],
        "junk": b"WARC/1.1\r\n\r\n" + content[start:],
        "doubled": content[start : start + 40] + content[start:],
    }[damage]
    (tmp_path / name).write_bytes(content[:start] + rest)
    recover(tmp_path)
    assert problems(tmp_path) == []
    assert len(recovered_urls(tmp_path)) == 6


def test_a_closed_file_without_index_is_indexed(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.write(exchange())
    archive.close()
    (index,) = tmp_path.glob("*.cdxj")
    content = index.read_bytes()
    index.unlink()
    (found,) = recover(tmp_path)
    assert (found.records, found.cut, index.read_bytes()) == (4, 0, content)
    assert recover(tmp_path) == []


def test_half_an_index_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / ".presskeep-1.cdxj.tmp"
    leftover.write_bytes(b"com,exa")
    assert recover(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


KILLED_WRITER = """
import os, sys
from pathlib import Path
from tests.warc.samples import exchange, response_of
from crawler.warc import WarcWriter
archive = WarcWriter(Path(sys.argv[1]), statement={}, max_bytes=400_000)
number = 0
while True:
    archive.write(exchange(number, response=response_of(os.urandom(30_000))))
    number += 1
    if number % 5 == 0:
        sys.stdout.write(f"{archive.sync()}\\n")
        sys.stdout.flush()
"""


def test_kill_9_takes_nothing_that_was_synced(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    for round_ in range(6):
        folder = tmp_path / str(round_)
        folder.mkdir()
        synced = _kill_writer(folder, after_lines=chance.randrange(1, 12))
        recover(folder)
        assert problems(folder) == []
        assert {path.suffix for path in folder.iterdir()} == {".gz", ".cdxj"}
        numbers = [int(url.rpartition("/")[2].partition("?")[0]) for url in recovered_urls(folder)]
        assert numbers == list(range(len(numbers)))
        assert len(numbers) >= synced


def _kill_writer(folder: Path, *, after_lines: int) -> int:
    """How many exchanges the last sync covered that the writer told of before it was killed."""
    command = [sys.executable, "-c", KILLED_WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT_ROOT) as process:
        assert process.stdout is not None
        synced = 0
        for _ in range(after_lines):
            synced = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
    return synced


def test_recovered_records_are_the_first_of_the_whole_file(
    tmp_path: Path, killed: tuple[str, bytes, list[int]]
) -> None:
    name, content, ends = killed
    (tmp_path / name).write_bytes(content[: ends[3] + 100])
    recover(tmp_path)
    (path,) = tmp_path.glob("*.warc.gz")
    assert path.read_bytes() == content[: ends[3]]
    assert len(list(read_records(path))) == 1 + 4 * 3
