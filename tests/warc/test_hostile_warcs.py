"""Files that are damaged, lie or are made to exhaust: records or a tear, in little memory."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zlib
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.warc import TornWarcError, read_exchanges
from crawler.warc.messages import read_head
from crawler.warc.stream import read_records
from tests.warc.foreign_samples import PAGE, chunked, http, record, record_id, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MB = 1024 * 1024
MAX_MB = 300
# An attack must not take longer than reading as many ordinary bytes would, on a slow machine.
MAX_SECONDS = 60
GOOD = record("response", 1, http("HTTP/1.1 200 OK", {}))
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

MEASURED = """
import pathlib, sys
from crawler.warc import TornWarcError, read_exchanges
from crawler.warc.stream import read_records

path = pathlib.Path(sys.argv[1])
for read in (read_records, read_exchanges):
    count = 0
    try:
        for one in read(path):
            count += 1
    except TornWarcError:
        print("torn", end=" ")
    one = None
    print(count, end=" ")
# Not getrusage: its maximum begins with that of the process that started this one.
status = pathlib.Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def read_elsewhere(path: Path) -> tuple[list[str], int]:
    """What read_records and read_exchanges give, and how many MB a process of its own took."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
        timeout=MAX_SECONDS,
    )
    *found, peak = ran.stdout.split()
    return found, int(peak)


def member(parts: Iterable[bytes]) -> bytes:
    """One gzip member of parts that need not be in memory at once."""
    compressor = zlib.compressobj(1, wbits=31)
    return b"".join(map(compressor.compress, parts)) + compressor.flush()


def declared(length: int, **fields: str) -> bytes:
    """A record's header alone."""
    return record("response", 2, b"", Content_Length=str(length), **fields)[:-4]


def zeros(size: int) -> Iterable[bytes]:
    return repeat(bytes(MB), size // MB)


def head_of_many_fields() -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n" + PAGE


def concurrent() -> bytes:
    size = 60 * MB
    return member([declared(size, WARC_Concurrent_To=record_id(0)), *zeros(size), b"\r\n\r\n"])


def folded(size: int) -> bytes:
    return b"HTTP/1.1 200 OK\r\nX: y\r\n" + b" z\r\n" * (size // 4) + b"\r\n" + PAGE


def of_one_byte_chunks() -> bytes:
    return http("HTTP/1.1 200 OK", {"Transfer-Encoding": "chunked"}, b"1\r\nx\r\n" * 3_000_000)


def endless_head(line: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + line * (60 * MB // len(line))


HOSTILE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "one GB of zeros in a record": (
        lambda: member([declared(1024 * MB), *zeros(1024 * MB), b"\r\n\r\n"]) + gzip.compress(GOOD),
        ["2", "1"],
    ),
    "a record as large as the limit": (
        lambda: member([declared(250 * MB), *zeros(250 * MB), b"\r\n\r\n"]) + gzip.compress(GOOD),
        ["2", "1"],
    ),
    "one GB of zeros in no record": (
        lambda: gzip.compress(GOOD) + member(zeros(1024 * MB)),
        ["torn", "1", "torn", "1"],
    ),
    "256 MB of empty lines": (
        lambda: gzip.compress(GOOD) + member(repeat(b"\r\n" * MB, 128)),
        ["1", "1"],
    ),
    "5 GB declared and not there": (
        lambda: GOOD + declared(5 * 1024 * MB) + PAGE,
        ["torn", "1"] * 2,
    ),
    "200 MB declared and not there": (lambda: GOOD + declared(200 * MB) + PAGE, ["torn", "1"] * 2),
    "8 large records that name each other": (
        lambda: concurrent() * 8,
        ["8", "0"],
    ),
    "20,000 records in one member": (lambda: member(repeat(GOOD, 20_000)), ["20000", "20000"]),
    "20,000 empty members": (lambda: gzip.compress(b"") * 20_000 + gzip.compress(GOOD), ["1", "1"]),
    "a header of 2 MB": (
        lambda: GOOD + record("response", 2, PAGE, X_Long="x" * 2 * MB),
        ["torn", "1", "torn", "1"],
    ),
    "a header of 1 MB in folded lines": (
        lambda: (
            GOOD + declared(0).replace(b"\r\n\r\n", b"\r\nX: y\r\n" + b" z\n" * 300_000 + b"\r\n")
        ),
        ["2", "1"],
    ),
    "100,000 fields of HTTP": (lambda: record("response", 1, head_of_many_fields()), ["1", "1"]),
    "60 MB of folded lines": (lambda: record("response", 1, folded(60 * MB)), ["1", "1"]),
    "an HTTP head of 60 MB without an end": (
        lambda: record("response", 1, endless_head(b"a:\n")),
        ["1", "1"],
    ),
    "20 MB of interim answers": (
        lambda: record(
            "response", 1, b"HTTP/1.1 100 C\r\n\r\n" * (20 * MB // 18) + http("HTTP/1.1 200 OK", {})
        ),
        ["1", "1"],
    ),
    "three million chunks of one byte": (
        lambda: record("response", 1, of_one_byte_chunks()),
        ["1", "1"],
    ),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to measure with")
@pytest.mark.parametrize("name", HOSTILE)
def test_memory_and_time_are_bounded(tmp_path: Path, name: str) -> None:
    build, expected = HOSTILE[name]
    path = tmp_path / "hostile.warc.gz"
    path.write_bytes(build())
    found, peak = read_elsewhere(path)
    assert found == expected
    assert peak < MAX_MB


def test_the_body_behind_a_head_of_many_fields_is_whole(tmp_path: Path) -> None:
    for block in (head_of_many_fields(), folded(4 * MB), http("HTTP/1.1 200 OK", {"X": "\0" * MB})):
        (read,) = read_exchanges(write(tmp_path, [record("response", 1, block)]))
        assert (read.status, read.payload) == (200, PAGE)


def test_folded_lines_are_joined_once_however_many() -> None:
    head = read_head(b"HTTP/1.1 200 OK\r\nX:\r\n \r\n a\r\n\tb \r\nY: c\r\n\r\n")
    assert head is not None
    assert head.fields == (("X", "a b"), ("Y", "c"))


def valid(*, compressed: bool) -> bytes:
    response = http("HTTP/1.1 200 OK", {"Transfer-Encoding": "chunked"}, chunked(PAGE))
    records = [
        record("response", 1, response),
        record("request", 2, b"GET / HTTP/1.1\r\n\r\n", WARC_Concurrent_To=record_id(1)),
        record("metadata", 3, b"via: http://a.example/\r\n", WARC_Concurrent_To=record_id(1)),
    ]
    return b"".join(map(gzip.compress if compressed else bytes, records))


def counted(path: Path) -> int:
    """Records before the tear; any other error is a failure of the test."""
    count = 0
    with suppress(TornWarcError):
        for _ in read_records(path):
            count += 1
    with suppress(TornWarcError):
        for one in read_exchanges(path):
            assert one.url
    return count


@in_one_folder
@given(st.binary(max_size=500), st.sampled_from([b"", b"WARC/1.0\r\n", GOOD, gzip.compress(GOOD)]))
def test_any_bytes_give_records_or_a_tear(tmp_path: Path, junk: bytes, before: bytes) -> None:
    path = tmp_path / "any.warc"
    for content in (before + junk, before + gzip.compress(junk), gzip.compress(before + junk)):
        path.write_bytes(content)
        assert counted(path) <= 2


@pytest.mark.parametrize("compressed", [True, False])
def test_any_flipped_byte_gives_records_or_a_tear(tmp_path: Path, compressed: object) -> None:
    content = valid(compressed=bool(compressed))
    path = tmp_path / "flipped.warc"
    for place in range(len(content)):
        for bit in (1, 128):
            flipped = bytearray(content)
            flipped[place] ^= bit
            path.write_bytes(flipped)
            assert counted(path) <= 3


@pytest.mark.parametrize("compressed", [True, False])
def test_any_cut_gives_the_records_before_it(tmp_path: Path, compressed: object) -> None:
    content = valid(compressed=bool(compressed))
    path = tmp_path / "cut.warc"
    path.write_bytes(content)
    records = list(read_records(path))
    # Without compression a record is whole when its block is: only two empty lines are missing.
    missing = 0 if compressed else 4
    for size in range(len(content)):
        path.write_bytes(content[:size])
        whole = sum(one.offset + one.length - missing <= size for one in records)
        assert counted(path) == whole


def test_empty_lines_at_the_end_are_no_tear(tmp_path: Path) -> None:
    for content in (GOOD + b"\r\n\n\n", gzip.compress(GOOD + b"\r\n"), GOOD[:-3], b"\r\n"):
        path = tmp_path / "lines.warc"
        path.write_bytes(content)
        assert len(list(read_records(path))) == (1 if b"WARC" in content or content[0] == 31 else 0)
