"""jwarc, the validator of the web archives' own consortium, finds nothing wrong in our files.

Needs Java, and its jar named by PRESSKEEP_JWARC.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from crawler.warc.stream import read_records
from tests.interop.captured import wire_case
from tests.interop.commands import java, named_by

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT_S = 120
_REJECTED = re.compile(r"^(\S+): +offset (\d+) .* failed$", re.MULTILINE)

# Servers lie, and captures say what they said: by case of the wire tests.
SHORT = "the body ends before its Content-Length, and WARC-Truncated says so"
SHORT_CHUNK = "the body ends within a chunk, and WARC-Truncated says so"
REJECTED = {
    "short": SHORT,
    "short-accepted": SHORT,
    "reset": SHORT,
    "time-out-in-body": SHORT,
    "declared-too-large": SHORT,
    "cut-chunk": SHORT_CHUNK,
    "grows-too-large": SHORT_CHUNK,
    "head": "the Content-Length is that of the body which HEAD does not send",
    "length-and-chunked": "Content-Length and chunks at once: the chunks count, by RFC 9112",
    "lengths-differ": "two lengths, of which the server meant the second",
    "chunk-size-no-number": "no chunks where chunks are announced: we find no payload in it",
    "chunk-extension": "an extension without a value, lawful by RFC 9112: jwarc expects one",
}


@pytest.fixture(scope="session")
def jwarc() -> list[str]:
    """The beginning of a command."""
    return [java(), "-jar", str(named_by("PRESSKEEP_JWARC", "the jar of jwarc"))]


@pytest.mark.parametrize("archive", ["demo_files", "two_runs_files"])
def test_every_record_is_valid(
    jwarc: list[str], archive: str, request: pytest.FixtureRequest
) -> None:
    done = _validate(jwarc, request.getfixturevalue(archive))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("archive", ["wire_files", "wire_tls_files"])
def test_of_what_odd_servers_send_only_what_is_named_is_rejected(
    jwarc: list[str], archive: str, request: pytest.FixtureRequest
) -> None:
    files: list[Path] = request.getfixturevalue(archive)
    done = _validate(jwarc, files)
    records = {(path.name, one.offset): one for path in files for one in read_records(path)}
    rejected = [records[match[1], int(match[2])] for match in _REJECTED.finditer(done.stderr)]
    assert {"response"} == {record.type for record in rejected}
    urls = [record.header("WARC-Target-URI") or "" for record in rejected]
    assert sorted(REJECTED) == sorted(map(wire_case, urls))


def _validate(jwarc: list[str], files: list[Path]) -> subprocess.CompletedProcess[str]:
    command = [*jwarc, "validate", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT_S, check=False)
