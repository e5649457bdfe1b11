"""Indexes merged and packed: the order holds however many files and lines there are."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from crawler.exports.wacz import index
from crawler.exports.wacz.index import LINES_PER_BLOCK, blocks_of, merged_index

if TYPE_CHECKING:
    from pathlib import Path


def lines_for(number: int, count: int) -> list[bytes]:
    name = f"w{number}.warc.gz".encode()
    return [
        b'com,a)/%06d 2026 {"filename": "%b"}\n' % (n * 7919 % 10007, name) for n in range(count)
    ]


def write_indexes(folder: Path, files: int, lines: int) -> list[Path]:
    for number in range(files):
        content = b"".join(sorted(lines_for(number, lines)))
        (folder / f"w{number}.cdxj").write_bytes(content)
    return [folder / f"w{number}.warc.gz" for number in range(files)]


@pytest.mark.parametrize("files", [1, 2, 3, 7, 28])
def test_more_files_than_may_be_open_are_merged_in_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    monkeypatch.setattr(index, "FAN_IN", 3)
    warcs = write_indexes(tmp_path, files, lines=5)
    expected = sorted(line for number in range(files) for line in lines_for(number, 5))
    before = set(tmp_path.iterdir())
    assert expected == list(merged_index(warcs, tmp_path))
    assert before == set(tmp_path.iterdir())


def test_each_block_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    warcs = write_indexes(tmp_path, 1, lines=2 * LINES_PER_BLOCK + 1)
    lines = list(merged_index(warcs, None))
    blocks = list(blocks_of(iter(lines)))
    assert [block.first_key for block in blocks] == [
        lines[at].partition(b" {")[0] for at in range(0, len(lines), LINES_PER_BLOCK)
    ]
    assert b"".join(zlib.decompress(block.member, 31) for block in blocks) == b"".join(lines)


def test_no_lines_are_no_block() -> None:
    assert list(blocks_of(iter(()))) == []
