"""What can befall the ledger and its rows, each with the line that names it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from crawler.warc.stream import read_records
from tests.verification.verified import Copy, Damages, feed_of, found, line_problem

if TYPE_CHECKING:
    from tests.verification.verified import Damage

DAMAGES = Damages()


def _forget_what_was_read(copy: Copy, seq: int) -> None:
    copy.sql("UPDATE urls SET read_warc = NULL WHERE seq = ?", seq)


@DAMAGES.add
def a_row_with_another_offset(copy: Copy) -> list[str]:
    seq, offset = feed_of(copy)
    copy.sql("UPDATE urls SET warc_offset = warc_offset + 1 WHERE seq = ?", seq)
    after = min(record.offset for record in read_records(copy.warc) if record.offset > offset)
    place = f"{copy.name(copy.warc)}: byte {after}"
    return [f"{place}: no record begins at byte {offset + 1}, as the ledger (urls {seq}) has it"]


@DAMAGES.add
def a_row_beyond_the_end(copy: Copy) -> list[str]:
    seq, _ = feed_of(copy)
    copy.sql("UPDATE urls SET warc_offset = 1000000000 WHERE seq = ?", seq)
    rows = f"1 rows of the ledger (such as urls {seq})"
    return [f"{copy.name(copy.warc)}: {rows} name records that are not here"]


@DAMAGES.add
def a_row_that_names_a_request(copy: Copy) -> list[str]:
    seq, _ = feed_of(copy)
    request = next(record for record in read_records(copy.warc) if record.type == "request")
    copy.sql("UPDATE urls SET warc_offset = ? WHERE seq = ?", request.offset, seq)
    place = f"{copy.name(copy.warc)}: byte {request.offset}"
    return [f"{place}: a request record and no answer, as the ledger (urls {seq}) has it"]


@DAMAGES.add
def a_row_with_another_record_id(copy: Copy) -> list[str]:
    seq, offset = feed_of(copy)
    _forget_what_was_read(copy, seq)
    copy.sql("UPDATE urls SET record_id = 'urn:uuid:0' WHERE seq = ?", seq)
    place = f"{copy.name(copy.warc)}: byte {offset}"
    return [f"{place}: not record urn:uuid:0, as the ledger (urls {seq}) has it"]


@DAMAGES.add
def a_row_of_what_was_read_with_another_record_id(copy: Copy) -> list[str]:
    seq, _ = feed_of(copy)
    copy.sql(
        "UPDATE urls SET read_record_id = 'urn:uuid:0', read_warc = warc,"
        " read_digest = payload_digest WHERE seq = ?",
        seq,
    )
    rows = f"1 rows of the ledger (such as urls {seq})"
    return [f"{copy.name(copy.warc)}: {rows} name records that are not here"]


@DAMAGES.add
def a_row_with_another_digest_length_and_date(copy: Copy) -> list[str]:
    seq, offset = feed_of(copy)
    ((length,),) = copy.sql("SELECT warc_length FROM urls WHERE seq = ?", seq)
    copy.sql(
        "UPDATE urls SET payload_digest = substr(payload_digest, 1, 8), warc_length = 1,"
        " fetched_at = '2026-01-01T00:00:00+00:00' WHERE seq = ?",
        seq,
    )
    place = f"{copy.name(copy.warc)}: byte {offset}"
    row = f"as the ledger (urls {seq}) has it"
    return [
        f"{place}: {length} bytes long and not 1, {row}",
        f"{place}: not the date, {row}",
        f"{place}: not the payload digest, {row}",
    ]


@DAMAGES.add
def a_payload_of_another_url(copy: Copy) -> list[str]:
    _add_payloads(copy)
    ((key, offset),) = copy.sql("SELECT key, warc_offset FROM payloads")
    copy.sql("UPDATE payloads SET url = 'http://elsewhere.example/'")
    place = f"{copy.name(copy.warc)}: byte {offset}"
    return [f"{place}: not the URL, as the ledger (payloads {key.hex()}) has it"]


@DAMAGES.add
def a_payload_with_another_key(copy: Copy) -> list[str]:
    _add_payloads(copy)
    copy.sql("UPDATE payloads SET key = zeroblob(16)")
    ((offset,),) = copy.sql("SELECT warc_offset FROM payloads")
    row = f"as the ledger (payloads {'00' * 16}) has it"
    return [f"{copy.name(copy.warc)}: byte {offset}: not the payload digest, {row}"]


@DAMAGES.add
def a_payload_of_a_file_without_a_name(copy: Copy) -> list[str]:
    _add_payloads(copy)
    ((key,),) = copy.sql("SELECT key FROM payloads")
    copy.sql("DELETE FROM warcs")
    return [f"ledger.sqlite: payloads {key.hex()}: of a WARC file that has no name"]


def _add_payloads(copy: Copy) -> None:
    """The table of payloads with one row alone, of the first answer."""
    record = next(record for record in read_records(copy.warc) if record.type == "response")
    digest = record.header("WARC-Payload-Digest") or ""
    copy.sql("DELETE FROM payloads")
    copy.sql("DELETE FROM warcs")
    copy.sql("INSERT INTO warcs (id, name) VALUES (7, ?)", copy.warc.name)
    copy.sql(
        "INSERT INTO payloads (key, url, fetched_at, chunked, warc, warc_offset, warc_length,"
        " record_id) VALUES (?, ?, ?, 0, 7, ?, ?, ?)",
        bytes.fromhex(digest.removeprefix("sha256:"))[:16],
        record.header("WARC-Target-URI"),
        record.header("WARC-Date"),
        *(record.offset, record.length, record.id),
    )


def test_payloads_that_are_right_are_no_problem(copy: Copy) -> None:
    _add_payloads(copy)
    assert found(copy) == []


@DAMAGES.add
def a_ledger_that_is_garbage(copy: Copy) -> list[str]:
    (copy.folder / "ledger.sqlite").write_bytes(b"garbage" * 10_000)
    what = "the ledger is damaged (file is not a database); it was left as it is"
    return [
        (
            f"ledger.sqlite: {what}: put back a copy of it,"
            " or move it away and make it again from the captures with `scrapy crawl warc`"
        )
    ]


@DAMAGES.add
def a_ledger_that_is_empty(copy: Copy) -> list[str]:
    (copy.folder / "ledger.sqlite").write_bytes(b"")
    return ["ledger.sqlite: no ledger of Presskeep; it was left as it is"]


@DAMAGES.add
def a_ledger_missing(copy: Copy) -> list[str]:
    (copy.folder / "ledger.sqlite").unlink()
    return ["ledger.sqlite: there is no ledger yet"]


@DAMAGES.add
def a_folder_for_the_ledger(copy: Copy) -> list[str]:
    (copy.folder / "ledger.sqlite").unlink()
    (copy.folder / "ledger.sqlite").mkdir()
    (line,) = found(copy)
    assert line.startswith("ledger.sqlite: the ledger: "), "SQLite's own words follow"
    return [line]


@DAMAGES.add
def an_index_of_the_ledger_that_lacks_a_row(copy: Copy) -> list[str]:
    copy.sql("PRAGMA writable_schema = ON")
    ledger = copy.folder / "ledger.sqlite"
    ((page,),) = copy.sql("SELECT rootpage FROM sqlite_master WHERE name = 'articles_run'")
    ((size,),) = copy.sql("PRAGMA page_size")
    content = bytearray(ledger.read_bytes())
    cells = int.from_bytes(content[(page - 1) * size + 3 : (page - 1) * size + 5])
    content[(page - 1) * size + 3 : (page - 1) * size + 5] = (cells - 1).to_bytes(2)
    ledger.write_bytes(content)
    lines = found(copy)
    assert all(line.startswith("ledger.sqlite: damaged: ") for line in lines), lines
    assert "ledger.sqlite: damaged: wrong # of entries in index articles_run" in lines
    return lines


@DAMAGES.add
def a_gap_between_versions(copy: Copy) -> list[str]:
    article = copy.record.stem.partition("_")[2]
    copy.sql("UPDATE articles SET version = 1 WHERE id = ?", article)
    what = f"{copy.name(copy.record)} is not the article that the ledger has here"
    return [
        f"ledger.sqlite: versions of {article}: 1 of them, numbered 1 to 1",
        f"{copy.name(copy.record)}: version is not the ledger's",
        line_problem(copy, what),
    ]


@DAMAGES.add
def a_row_that_leads_out_of_the_archive(copy: Copy) -> list[str]:
    article = copy.record.stem.partition("_")[2]
    ((ordinal,),) = copy.sql("SELECT ordinal FROM articles WHERE id = ?", article)
    copy.sql("UPDATE articles SET path = '../../etc/passwd' WHERE id = ?", article)
    shutil.move(copy.record, copy.folder / "record")
    shutil.move(copy.text, copy.folder / "text")
    what = f"{copy.name(copy.record)} is not the article that the ledger has here"
    return [
        f"ledger.sqlite: articles {ordinal}: no place of an article: ../../etc/passwd",
        line_problem(copy, what),
    ]


@pytest.mark.parametrize("inflict", DAMAGES.known, ids=lambda inflict: inflict.__name__)
def test_damage_is_named(copy: Copy, inflict: Damage) -> None:
    expected = inflict(copy)
    assert sorted(expected) == found(copy)
