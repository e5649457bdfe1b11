"""A WACZ of a small archive, entry by entry."""

from __future__ import annotations

import hashlib
import io
import json
import struct
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, is_zipfile

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.exit_codes import ExitCode, RefusalError
from crawler.exports.output import _Stream
from crawler.exports.selection import Selection
from crawler.exports.source import DamagedError, Exported
from crawler.exports.wacz import export_wacz
from tests.exports.made_archive import MadeArchive, made_archive
from tests.exports.opened_wacz import Wacz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCAL_HEADER_BYTES = 30


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[MadeArchive]:
    with made_archive(tmp_path / "archive", articles=3, warcs=2) as archive:
        yield archive


@pytest.fixture
def wacz(archive: MadeArchive, tmp_path: Path) -> Wacz:
    return exported(archive, tmp_path)[1]


def exported(archive: MadeArchive, folder: Path) -> tuple[Exported, Wacz]:
    path = folder / "made.wacz"
    with path.open("wb") as output:
        return export_wacz(archive.source, output), Wacz(path)


def test_it_holds_what_the_specification_asks_for(wacz: Wacz, archive: MadeArchive) -> None:
    assert list(wacz.files) == [
        "pages/pages.jsonl",
        "indexes/index.cdx.gz",
        "indexes/index.idx",
        *(f"archive/{warc.name}" for warc in archive.warcs),
        "datapackage.json",
        "datapackage-digest.json",
    ]


def test_the_warc_files_are_stored_as_they_are(wacz: Wacz, archive: MadeArchive) -> None:
    for warc in archive.warcs:
        assert warc.read_bytes() == wacz.files[f"archive/{warc.name}"]
    with ZipFile(wacz.path) as opened:
        methods = {entry.filename: entry.compress_type for entry in opened.infolist()}
    stored = {name for name, method in methods.items() if method == ZIP_STORED}
    assert stored == {name for name in methods if name.endswith(".gz")}
    assert {ZIP_STORED, ZIP_DEFLATED} == set(methods.values())


def test_the_manifest_has_size_and_hash_of_every_other_file(wacz: Wacz) -> None:
    listed = {
        entry["path"]: (entry["bytes"], entry["hash"]) for entry in wacz.manifest["resources"]
    }
    real = {
        path: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for path, content in wacz.files.items()
        if not path.startswith("datapackage")
    }
    assert real == listed
    digest = hashlib.sha256(wacz.files["datapackage.json"]).hexdigest()
    assert json.loads(wacz.files["datapackage-digest.json"]) == {
        "path": "datapackage.json",
        "hash": f"sha256:{digest}",
    }


def test_the_manifest_says_what_it_is_and_when_the_newest_run_ended(wacz: Wacz) -> None:
    stated = {name: value for name, value in wacz.manifest.items() if name != "resources"}
    assert stated == {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": "News archive, 2026-11-23 to 2026-11-23",
        "description": "6 article versions, and all captures that led to them.",
        "created": "2026-11-23T18:09:00Z",
        "software": "Presskeep/0.1.0",
    }


def test_the_index_is_that_of_all_files_in_one_order(wacz: Wacz, archive: MadeArchive) -> None:
    lines = [
        line
        for index in archive.warc_folder.glob("*.cdxj")
        for line in index.read_text("utf-8").splitlines()
    ]
    found = [f"{c.key} {c.timestamp} {json.dumps(c.fields)}" for c in wacz.captures]
    assert sorted(lines) == found
    assert len(found) == 6


def test_each_line_of_the_index_leads_to_its_record(wacz: Wacz) -> None:
    for capture in wacz.captures:
        (record,) = ArchiveIterator(io.BytesIO(wacz.member(capture)))
        assert record.rec_headers.get_header("WARC-Target-URI") == capture.fields["url"]
        assert record.http_headers.get_statuscode() == capture.fields["status"]


def test_each_page_is_an_article_with_its_text(wacz: Wacz, archive: MadeArchive) -> None:
    assert wacz.page_lines[0] == {
        "format": "json-pages-1.0",
        "id": "pages",
        "title": "Articles",
        "hasText": True,
    }
    first = archive.articles[0]
    assert wacz.pages[0] == {
        "id": f"000_{first.id}",
        "url": first.url,
        "ts": "2026-11-23T18:04:00Z",
        "title": "Title 0",
        "language": "en",
        "text": "First paragraph of 0.\nZweiter «Absatz» \U0001f9c0.",
    }
    assert [page["title"] for page in wacz.pages] == [a.title for a in archive.articles]


def test_each_page_is_found_in_the_index_by_url_and_time(wacz: Wacz) -> None:
    indexed = {(capture.fields["url"], capture.timestamp) for capture in wacz.captures}
    digits = str.maketrans("", "", "-:TZ")
    assert {(page["url"], page["ts"].translate(digits)) for page in wacz.pages} == indexed


def test_the_same_archive_gives_the_same_bytes(archive: MadeArchive, tmp_path: Path) -> None:
    first = exported(archive, tmp_path)[1].path.read_bytes()
    assert first == exported(archive, tmp_path)[1].path.read_bytes()


def test_no_entry_has_a_longer_header_than_the_directory_lets_expect(wacz: Wacz) -> None:
    """wabac.js reckons where an entry's content is without looking at the entry's own header."""
    content = wacz.path.read_bytes()
    with ZipFile(wacz.path) as opened:
        for entry in opened.infolist():
            header = content[entry.header_offset :][:LOCAL_HEADER_BYTES]
            (own_extra,) = struct.unpack_from("<H", header, 28)
            assert own_extra == 0 or entry.extra, entry.filename


def test_a_stream_that_cannot_be_sought_gets_the_same_content(
    archive: MadeArchive, wacz: Wacz, tmp_path: Path
) -> None:
    path = tmp_path / "streamed.wacz"
    with path.open("wb") as file, io.BufferedWriter(_Stream(file.fileno())) as stream:
        export_wacz(archive.source, stream)
    assert wacz.files == Wacz(path).files


def test_captures_of_a_run_that_goes_on_and_their_pages_are_left_out(
    archive: MadeArchive, tmp_path: Path
) -> None:
    archive.add()
    done, wacz = exported(archive, tmp_path)
    assert (done.cursor, len(wacz.pages), len(wacz.captures)) == (6, 6, 6)
    assert done.left_out == 0
    archive.close_warc()
    done, wacz = exported(archive, tmp_path)
    assert (done.cursor, len(wacz.pages), len(wacz.captures)) == (7, 7, 7)


def test_pages_end_before_the_first_article_that_is_not_in_place(
    archive: MadeArchive, tmp_path: Path
) -> None:
    archive.add(placed=False)
    archive.add()
    archive.close_warc()
    done, wacz = exported(archive, tmp_path)
    assert (done.cursor, len(wacz.pages), len(wacz.captures)) == (6, 6, 8)


def test_an_article_without_its_record_costs_its_page(archive: MadeArchive, tmp_path: Path) -> None:
    lost, broken, *kept = archive.articles
    archive.record_of(lost).unlink()
    archive.record_of(broken).write_text("{", encoding="utf-8")
    done, wacz = exported(archive, tmp_path)
    assert [page["title"] for page in wacz.pages] == [article.title for article in kept]
    assert (done.cursor, done.left_out) == (6, 2)
    assert done.first_left_out == f"{archive.record_of(lost)}: No such file or directory"


def test_an_article_whose_capture_was_taken_away_costs_its_page(
    archive: MadeArchive, tmp_path: Path
) -> None:
    taken, kept = archive.warcs
    for path in (taken, taken.with_suffix("").with_suffix(".cdxj")):
        path.unlink()
    done, wacz = exported(archive, tmp_path)
    assert {capture.fields["filename"] for capture in wacz.captures} == {kept.name}
    assert (done.cursor, done.left_out, len(wacz.pages)) == (6, 3, 3)
    assert done.first_left_out is not None
    assert taken.name in done.first_left_out


def test_an_index_that_is_missing_is_made(archive: MadeArchive, wacz: Wacz, tmp_path: Path) -> None:
    whole = wacz.path.read_bytes()
    for index in archive.warc_folder.glob("*.cdxj"):
        index.unlink()
    assert whole == exported(archive, tmp_path)[1].path.read_bytes()


def reversed_lines(raw: bytes) -> bytes:
    return b"".join(raw.splitlines(keepends=True)[::-1])


def cut(raw: bytes) -> bytes:
    return raw[:-20]


def of_another_file(raw: bytes) -> bytes:
    return raw.replace(b"made0000", b"made9999")


@pytest.mark.parametrize("damage", [reversed_lines, cut, of_another_file])
def test_an_index_that_was_changed_is_an_error(
    archive: MadeArchive, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    index = min(archive.warc_folder.glob("*.cdxj"))
    index.write_bytes(damage(index.read_bytes()))
    with pytest.raises(DamagedError, match=rf"{index.name}: line \d"):
        exported(archive, tmp_path)


def test_a_ledger_without_a_run_is_an_error(archive: MadeArchive, tmp_path: Path) -> None:
    archive.ledger._connection.change("DELETE FROM runs")
    with pytest.raises(DamagedError, match="no run"):
        exported(archive, tmp_path)


def test_an_export_that_fails_leaves_nothing_that_looks_whole(
    archive: MadeArchive, tmp_path: Path
) -> None:
    def fail(step: str, _done: int, _total: int) -> None:
        if step == "captures":
            raise OSError("the reader went away")

    path = tmp_path / "half.wacz"
    with path.open("wb") as output, pytest.raises(OSError, match="went away"):
        export_wacz(replace(archive.source, progress=fail), output)
    assert path.stat().st_size > 0
    assert not is_zipfile(path)


def test_an_archive_without_a_closed_file_is_refused(tmp_path: Path) -> None:
    with MadeArchive(tmp_path / "archive") as archive:
        archive.add()
        with pytest.raises(RefusalError, match="no closed WARC file") as refused:
            exported(archive, tmp_path)
    assert refused.value.exit_code is ExitCode.USAGE


def test_of_a_part_it_holds_the_files_that_its_pages_stand_in(
    archive: MadeArchive, tmp_path: Path
) -> None:
    archive.add(publisher="The Post")
    archive.close_warc()
    path = tmp_path / "part.wacz"
    chosen = replace(archive.source, selection=Selection(publishers=("The Post",)))
    for source in (chosen, replace(archive.source, since=6)):
        with path.open("wb") as output:
            assert export_wacz(source, output).cursor == 7
        wacz = Wacz(path)
        assert [page["title"] for page in wacz.pages] == ["Title 6"]
        warcs = [name for name in wacz.files if name.startswith("archive/")]
        assert warcs == [f"archive/{archive.warcs[-1].name}"]
        assert len(wacz.captures) == 1


def test_of_nothing_new_it_is_a_package_without_captures(
    archive: MadeArchive, tmp_path: Path
) -> None:
    path = tmp_path / "nothing.wacz"
    with path.open("wb") as output:
        assert export_wacz(replace(archive.source, since=6), output).cursor == 6
    wacz = Wacz(path)
    assert (wacz.pages, wacz.captures) == ([], [])
    assert not [name for name in wacz.files if name.startswith("archive/")]


def test_how_far_it_is_is_told_in_bytes(archive: MadeArchive, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    source = replace(archive.source, progress=lambda *words: told.append(words))
    with (tmp_path / "x.wacz").open("wb") as output:
        export_wacz(source, output)
    total = sum(warc.stat().st_size for warc in archive.warcs)
    assert told[0] == ("articles", 1, 6)
    assert told[-1] == ("captures", total, total)
