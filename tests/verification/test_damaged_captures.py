"""What can befall WARC files and their indexes, each with the line that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.warc.files import index_path
from crawler.warc.stream import read_records
from tests.verification.verified import Copy, Damages, found

if TYPE_CHECKING:
    from tests.verification.verified import Damage

DAMAGES = Damages()


@DAMAGES.add
def a_warc_file_cut_short(copy: Copy) -> list[str]:
    last = max(record.offset for record in read_records(copy.warc))
    content = copy.warc.read_bytes()
    copy.warc.write_bytes(content[:-3])
    # In the order in which the check has them.
    rows = copy.sql(
        "SELECT 'articles ' || ordinal FROM articles WHERE warc_offset >= ?"
        " UNION ALL SELECT 'images ' || lower(hex(key)) FROM images WHERE warc_offset >= ?"
        " UNION ALL SELECT 'urls ' || seq FROM urls WHERE warc_offset >= ?"
        " UNION ALL SELECT 'payloads ' || lower(hex(key)) FROM payloads WHERE warc_offset >= ?",
        *[last] * 4,
    )
    such = f"{len(rows)} rows of the ledger (such as {rows[0][0]})"
    name = copy.name(copy.warc)
    return [
        f"{name}: {such} name records that are not here",
        f"{name}: byte {last}: torn: the file ends within a gzip member",
    ]


@DAMAGES.add
def a_byte_of_a_warc_file_changed(copy: Copy) -> list[str]:
    record = max(read_records(copy.warc), key=lambda record: record.length)
    content = bytearray(copy.warc.read_bytes())
    content[record.offset + record.length - 8] ^= 1  # of the member's checksum
    copy.warc.write_bytes(content)
    place = f"{copy.name(copy.warc)}: byte {record.offset}: torn: "
    first, _ = found(copy)
    assert "rows of the ledger" in first
    return [first, f"{place}Error -3 while decompressing data: incorrect data check"]


@DAMAGES.add
def an_index_missing(copy: Copy) -> list[str]:
    index_path(copy.warc).unlink()
    return [f"{copy.name(copy.warc)}: no .cdxj beside it"]


@DAMAGES.add
def an_index_without_a_line(copy: Copy) -> list[str]:
    index = index_path(copy.warc)
    index.write_bytes(b"".join(index.read_bytes().splitlines(keepends=True)[1:]))
    return [f"{copy.name(copy.warc)}: the .cdxj does not say what the file holds"]


@DAMAGES.add
def an_index_in_another_order(copy: Copy) -> list[str]:
    index = index_path(copy.warc)
    index.write_bytes(b"".join(reversed(index.read_bytes().splitlines(keepends=True))))
    return [f"{copy.name(copy.warc)}: the .cdxj does not say what the file holds"]


@DAMAGES.add
def a_folder_for_an_index(copy: Copy) -> list[str]:
    index_path(copy.warc).unlink()
    index_path(copy.warc).mkdir()
    return [f"{copy.name(copy.warc)}: the .cdxj cannot be read: Is a directory"]


@DAMAGES.add
def a_warc_file_missing(copy: Copy) -> list[str]:
    copy.warc.unlink()
    tables = ("urls", "articles", "images", "payloads")
    counts = [
        copy.sql(f"SELECT COUNT(*) FROM {table} WHERE warc IS NOT NULL")[0][0]  # noqa: S608 - ours
        for table in tables
    ]
    return [
        f"{copy.name(index_path(copy.warc))}: the WARC file to it is missing",
        f"{copy.name(copy.warc)}: is missing; {sum(counts)} rows of the ledger name it",
    ]


@DAMAGES.add
def a_folder_for_a_warc_file(copy: Copy) -> list[str]:
    copy.warc.unlink()
    copy.warc.mkdir()
    first, _ = found(copy)
    assert "rows of the ledger" in first
    return [first, f"{copy.name(copy.warc)}: cannot be read: Is a directory"]


@DAMAGES.add
def a_stranger_among_the_warc_files(copy: Copy) -> list[str]:
    (copy.folder / "warc/list.txt").touch()
    return ["warc/list.txt: is no part of an archive"]


@pytest.mark.parametrize("inflict", DAMAGES.known, ids=lambda inflict: inflict.__name__)
def test_damage_is_named(copy: Copy, inflict: Damage) -> None:
    expected = inflict(copy)
    assert sorted(expected) == found(copy)
