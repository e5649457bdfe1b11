"""Several files as one archive: what a revisit means, whose picture it is, whose remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.warc import Provenance, Remark
from crawler.warc.collection import Collection
from crawler.warc.inputs import has_namesake, is_in, warc_files
from crawler.warc.lookup import CaptureMissingError
from crawler.warc.reader import MAX_BLOCK_BYTES
from tests.warc.foreign_samples import http, record, record_id, write
from tests.warc.samples import BODY, STARTED, exchange, ids_from, response_of, revisited, writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from crawler.warc import ReadExchange

PAGE = BODY * 120
PROFILE = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
SECOND = "2026-11-23T18:04:00Z"
PICTURE_URL = "http://www.example.com/p.png"


def surveyed(paths: Sequence[Path]) -> Collection:
    collection = Collection(paths, lambda _: MAX_BLOCK_BYTES, lambda *_: True)
    for _ in collection.survey():
        pass
    return collection


def resolved(collection: Collection) -> list[ReadExchange]:
    return [
        collection.resolved(one, path)
        for path in collection.paths
        for one in collection.exchanges(path)
    ]


def revisit(number: int, **fields: str) -> bytes:
    head = http("HTTP/1.1 200 OK", {"Content-Type": "text/html"}, b"")
    return record("revisit", number, head, WARC_Profile=PROFILE, **fields)


def page(number: int, body: bytes, **fields: str) -> bytes:
    block = http("HTTP/1.1 200 OK", {"Content-Type": "text/html"}, body)
    return record("response", number, block, **fields)


def test_our_revisits_have_their_payloads(tmp_path: Path) -> None:
    revisited(tmp_path)
    found = resolved(surveyed(warc_files(str(tmp_path))))
    assert [one.payload for one in found] == [PAGE, BODY, PAGE, PAGE, BODY, b""]


@pytest.mark.parametrize(
    "named",
    [
        {"WARC_Refers_To": record_id(1)},
        {"WARC_Refers_To_Target_URI": "http://a.example/", "WARC_Refers_To_Date": SECOND},
        {"WARC_Payload_Digest": "sha1:ABC"},
    ],
)
def test_others_name_their_originals_by_record_by_url_or_by_digest(
    tmp_path: Path, named: Mapping[str, str]
) -> None:
    original = page(1, PAGE, WARC_Target_URI="http://a.example/", WARC_Payload_Digest="sha1:ABC")
    path = write(tmp_path, [revisit(2, **named), original])
    assert [one.payload for one in resolved(surveyed([path]))] == [PAGE, PAGE]


def test_what_has_another_digest_is_no_original(tmp_path: Path) -> None:
    """Of one URL and one second may be two answers, where dates have whole seconds."""
    url = "http://a.example/"
    answers = [
        page(1, b"other", WARC_Target_URI=url, WARC_Payload_Digest="sha1:XYZ"),
        page(2, PAGE, WARC_Target_URI=url, WARC_Payload_Digest="sha1:ABC"),
    ]
    named = {"WARC_Refers_To_Target_URI": url, "WARC_Refers_To_Date": SECOND}
    path = write(tmp_path, [*answers, revisit(3, WARC_Payload_Digest="sha1:ABC", **named)])
    assert [one.payload for one in resolved(surveyed([path]))] == [b"other", PAGE, PAGE]


def test_a_revisit_whose_original_is_nowhere_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, [revisit(1, WARC_Refers_To=record_id(9))])
    with pytest.raises(CaptureMissingError):
        resolved(surveyed([path]))


@pytest.mark.parametrize("name", ["../secret.warc.gz", "/etc/passwd", "a\0b.warc.gz", "no.warc.gz"])
@pytest.mark.parametrize("offset", ["0", "9" * 25, "9" * 5000, "-1", "x"])
def test_a_hostile_reference_costs_its_page_only(tmp_path: Path, name: str, offset: str) -> None:
    hostile = revisit(1, WARC_Refers_To_Filename=name, WARC_Refers_To_File_Offset=offset)
    path = write(tmp_path, [hostile, page(2, PAGE)])
    collection = surveyed([path])
    first, second = collection.exchanges(path)
    with pytest.raises(CaptureMissingError):
        collection.resolved(first, path)
    assert collection.resolved(second, path).payload == PAGE


def image_of(folder: Path, body: bytes, prefix: str) -> Path:
    ours = writer(folder, prefix=prefix, new_id=ids_from(90))
    ours.write(
        exchange(
            0, url=PICTURE_URL, response=response_of(body), provenance=Provenance(role="image")
        )
    )
    ours.close()
    (path,) = folder.glob(f"{prefix}-*.warc.gz")
    return path


def test_a_picture_of_another_archive_is_not_taken_for_ours(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    theirs, ours = image_of(folders[0], b"theirs", "a"), image_of(folders[1], b"ours", "b")
    found = surveyed([theirs, ours]).image(PICTURE_URL, ours.name)
    assert found is not None
    assert found.payload == b"ours"


def test_a_picture_that_leads_to_itself_ends(tmp_path: Path) -> None:
    redirect = http("HTTP/1.1 302 Found", {"Location": "/p"}, b"")
    url = "http://a.example/p"
    path = write(tmp_path, [record("response", n, redirect, WARC_Target_URI=url) for n in range(9)])
    assert surveyed([path]).image(url, path.name) is None


def test_a_remark_from_another_folder_counts_for_nothing(tmp_path: Path) -> None:
    paths: list[Path] = []
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        one = writer(tmp_path / name, prefix=name)
        ref = one.write(exchange(0))
        assert ref is not None
        remark = Remark(of=ref.record_id, url=exchange(0).url, reading_failed=f"of-{name}")
        one.remark(remark)
        one.close()
        paths += (tmp_path / name).glob("*.warc.gz")
    collection = surveyed(paths)
    told = [collection.remark(next(collection.exchanges(path)), path) for path in paths]
    assert [remark.reading_failed for remark in told if remark] == ["of-ours", "of-theirs"]


def test_the_last_remark_counts(tmp_path: Path) -> None:
    ours = writer(tmp_path)
    ref = ours.write(exchange(0))
    assert ref is not None
    for lost in (("http://a.example/1", "http://a.example/2"), ()):
        ours.remark(Remark(of=ref.record_id, url=exchange(0).url, images_not_kept=lost))
    ours.close()
    (path,) = tmp_path.glob("*.warc.gz")
    collection = surveyed([path])
    remark = collection.remark(next(collection.exchanges(path)), path)
    assert remark == Remark(of=ref.record_id, url=exchange(0).url)
    assert len(list(collection.exchanges(path))) == 1


def test_a_file_of_nothing_but_remarks_is_whole(tmp_path: Path) -> None:
    """A run may decide only what an earlier one had captured."""
    ours = writer(tmp_path)
    ours.remark(Remark(of="urn:uuid:1", url=exchange(0).url, reading_failed="extraction-timeout"))
    ours.close()
    (path,) = tmp_path.glob("*.warc.gz")
    assert list(surveyed([path]).exchanges(path)) == []
    assert path.with_name(path.name.replace(".warc.gz", ".cdxj")).read_text() == ""


@pytest.mark.parametrize("year", ["0001", "0800", "0999"])
def test_a_date_before_any_calendar_of_ours_is_none(tmp_path: Path, year: str) -> None:
    path = write(tmp_path, [page(1, PAGE, WARC_Date=f"{year}-11-23T18:04:00Z"), page(2, PAGE)])
    assert [STARTED.replace(microsecond=0)] == [
        one.date for one in surveyed([path]).exchanges(path)
    ]


def test_input_is_a_file_a_folder_or_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b.warc.gz", "a.warc", "a.cdxj", "c.warc.gz.open", "below/d.warc.gz"):
        (tmp_path / name).touch()
    named = {
        str(tmp_path): ["a.warc", "b.warc.gz"],
        f"{tmp_path}/*": ["a.warc", "b.warc.gz"],
        f"{tmp_path}/**/*.gz": ["b.warc.gz", "d.warc.gz"],
        f"{tmp_path}/a.cdxj": ["a.cdxj"],
        f"{tmp_path}/nothing": [],
    }
    assert named == {text: [path.name for path in warc_files(text)] for text in named}


def test_a_namesake_is_another_file_that_a_record_may_mean(tmp_path: Path) -> None:
    own, other, third = (tmp_path / name for name in ("own", "other", "third"))
    for folder in (own, other, third):
        folder.mkdir()
        (folder / "a.warc.gz").touch()
    (tmp_path / "link").symlink_to(own, target_is_directory=True)
    assert is_in(own, tmp_path / "link" / "a.warc.gz")
    assert not is_in(own, other / "a.warc.gz")
    assert has_namesake(other / "a.warc.gz", own, None)
    (own / "a.warc.gz").unlink()
    assert not has_namesake(other / "a.warc.gz", own, str(other))
    assert has_namesake(other / "a.warc.gz", own, str(third))
    (third / "a.warc.gz").unlink()
    assert not has_namesake(other / "a.warc.gz", own, str(third))
