"""The index is the one that cdxj-indexer makes of the same file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.warc.samples import RESPONSE, exchange, response_of, revisited, writer

if TYPE_CHECKING:
    from crawler.warc import Exchange

INDEXER = shutil.which("cdxj-indexer", path=str(Path(sys.executable).parent))
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"


def indexed(folder: Path, *exchanges: Exchange) -> str:
    archive = writer(folder)
    for one in exchanges:
        archive.write(one)
    archive.close()
    (index,) = folder.glob("*.cdxj")
    return index.read_text()


@pytest.mark.skipif(INDEXER is None, reason="cdxj-indexer is not installed (extra: test)")
def test_cdxj_indexer_makes_the_same_index(tmp_path: Path) -> None:
    ours = indexed(
        tmp_path,
        *(exchange(number) for number in range(20)),
        exchange(0, url="http://example.com:8080/Ä?q=%C3%BC", response=CHUNKED),
        exchange(1, url="https://example.com/", response=b"HTTP/1.1 103 E\r\n\r\n" + RESPONSE),
        exchange(2, response=response_of(b"{}", b"content-type: Application/JSON; a=b")),
        exchange(3, response=b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        exchange(4, response=response_of(b"x", b"Content-Type: image/png", b"Content-Type: b")),
        exchange(5, response=b"HTTP/1.0 404 Not Found\nContent-Type: text/plain\n\ngone"),
        exchange(6, response=b"SSH-2.0"),
        exchange(7, response=b""),
    )
    (path,) = tmp_path.glob("*.warc.gz")
    command = [INDEXER or "", "--sort", str(path)]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ours.splitlines() == theirs.stdout.splitlines()
    assert len(ours.splitlines()) == 26


@pytest.mark.skipif(INDEXER is None, reason="cdxj-indexer is not installed (extra: test)")
def test_cdxj_indexer_makes_the_same_index_of_revisits(tmp_path: Path) -> None:
    revisited(tmp_path)
    (path,) = tmp_path.glob("second-*.warc.gz")
    (index,) = tmp_path.glob("second-*.cdxj")
    command = [INDEXER or "", "--sort", str(path)]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True)
    assert index.read_text().splitlines() == theirs.stdout.splitlines()
    assert theirs.stdout.count('"mime": "warc/revisit"') == 3


def test_a_line_names_key_time_and_place(tmp_path: Path) -> None:
    (line,) = indexed(tmp_path, exchange()).splitlines()
    key, time, fields = line.split(" ", 2)
    (path,) = tmp_path.glob("*.warc.gz")
    assert (key, time) == ("com,example)/news/0?a=1&b=2", "20261123180400")
    assert json.loads(fields)["filename"] == path.name
    assert json.loads(fields)["status"] == "200"
