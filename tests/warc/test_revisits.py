"""A payload that a closed file holds already is named, not held again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.warc import ReadExchange, read_exchanges, recover
from crawler.warc.lookup import CaptureMissingError, read_capture
from crawler.warc.record import digest
from crawler.warc.revisits import IDENTICAL_PAYLOAD, MIN_PAYLOAD_BYTES, NOT_MODIFIED
from crawler.warc.stream import RawRecord, read_records
from tests.warc.samples import (
    BODY,
    Memory,
    exchange,
    ids_from,
    response_of,
    revisited,
    writer,
)

if TYPE_CHECKING:
    from pathlib import Path

PAGE = BODY * 120
ELSEWHERE = "https://example.org/elsewhere"


def answers(folder: Path, prefix: str) -> list[RawRecord]:
    (path,) = folder.glob(f"{prefix}-*.warc.gz")
    return [record for record in read_records(path) if record.type in {"response", "revisit"}]


def test_what_comes_again_is_a_revisit_also_at_another_url(tmp_path: Path) -> None:
    revisited(tmp_path)
    assert [one.type for one in answers(tmp_path, "presskeep")] == ["response", "response"]
    same, elsewhere, small, not_modified = answers(tmp_path, "second")
    assert [one.type for one in (same, elsewhere, small, not_modified)] == [
        "revisit",
        "revisit",
        "response",
        "revisit",
    ]


def test_a_revisit_says_which_record_has_its_payload_and_where(tmp_path: Path) -> None:
    original, *_ = revisited(tmp_path)
    for revisit in answers(tmp_path, "second")[:2]:
        assert {
            "WARC-Profile": IDENTICAL_PAYLOAD,
            "WARC-Refers-To": f"<{original.record_id}>",
            "WARC-Refers-To-Target-URI": exchange(0).url,
            "WARC-Refers-To-Date": "2026-11-23T18:04:00.123456Z",
            "WARC-Refers-To-Filename": original.warc,
            "WARC-Refers-To-File-Offset": str(original.offset),
            "WARC-Payload-Digest": digest(PAGE),
            "WARC-Truncated": "length",
        } == {name: value for name, value in revisit.headers if is_of_revisits(name)}
        block = revisit.block or b""
        assert (block[:15], block[-4:]) == (b"HTTP/1.1 200 OK", b"\r\n\r\n")


def is_of_revisits(name: str) -> bool:
    return name.startswith("WARC-Refers-To") or name in {
        "WARC-Profile",
        "WARC-Payload-Digest",
        "WARC-Truncated",
    }


def test_a_304_is_a_revisit_without_a_block_and_its_head_is_kept(tmp_path: Path) -> None:
    original, *_ = revisited(tmp_path)
    (*_, revisit) = answers(tmp_path, "second")
    assert revisit.block == b""
    assert revisit.header("WARC-Profile") == NOT_MODIFIED
    assert f"<{original.record_id}>" == revisit.header("WARC-Refers-To")
    assert original.payload_digest == revisit.header("WARC-Payload-Digest")
    (*_, read) = exchanges(tmp_path)
    assert (read.status, read.header("ETag"), read.header("Server")) == (304, "first", "a%b")


def exchanges(folder: Path) -> list[ReadExchange]:
    return [one for path in sorted(folder.glob("*.warc.gz")) for one in read_exchanges(path)]


def test_a_304_that_answers_nothing_of_ours_stays_a_response(tmp_path: Path) -> None:
    ours = writer(tmp_path)
    ours.write(exchange(response=b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    ours.close()
    assert [one.type for one in answers(tmp_path, "presskeep")] == ["response"]


def test_a_revisit_is_read_with_the_payload_of_its_original(tmp_path: Path) -> None:
    refs = revisited(tmp_path)
    assert [read_capture(tmp_path, ref).payload for ref in refs] == [
        PAGE,
        BODY,
        PAGE,
        PAGE,
        BODY,
        b"",
    ]
    again = read_capture(tmp_path, refs[3])
    assert (again.url, again.header("ETag")) == (ELSEWHERE, "second")


def test_an_original_that_is_gone_is_told(tmp_path: Path) -> None:
    refs = revisited(tmp_path)
    (tmp_path / refs[0].warc).unlink()
    with pytest.raises(CaptureMissingError, match="presskeep-"):
        read_capture(tmp_path, refs[2])


@pytest.mark.parametrize("damage", ["offset", "record"])
def test_an_original_that_is_another_record_is_told(tmp_path: Path, damage: str) -> None:
    refs = revisited(tmp_path)
    (path,) = tmp_path.glob("presskeep-*.warc.gz")
    content = path.read_bytes()
    place = refs[0].offset
    path.write_bytes(content[1:] if damage == "offset" else content[:place] + content)
    with pytest.raises(CaptureMissingError, match=f"byte {place}"):
        read_capture(tmp_path, refs[2])


def test_nothing_in_the_file_in_hand_is_named(tmp_path: Path) -> None:
    """A crash may take its end."""
    ours = writer(tmp_path, originals=Memory())
    page = response_of(PAGE)
    ours.write(exchange(0, response=page))
    ours.write(exchange(1, response=page))
    ours.close()
    ours.write(exchange(2, response=page))
    ours.close()
    types = [record.type for path in _written(tmp_path) for record in read_records(path)]
    assert [one for one in types if one in {"response", "revisit"}] == [
        "response",
        "response",
        "revisit",
    ]


def _written(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"response": response_of(b"x" * (MIN_PAYLOAD_BYTES - 1))}, "small"),
        ({"response": response_of(PAGE), "truncated": "disconnect"}, "cut off"),
        ({"response": response_of(PAGE).replace(b"200 OK", b"404 No")}, "no success"),
        ({"response": response_of(PAGE).replace(b"200 OK", b"206 OK")}, "a part"),
    ],
)
def test_only_whole_pages_of_some_size_are_named(
    tmp_path: Path, changes: dict[str, bytes], why: str
) -> None:
    del why
    memory = Memory()
    for number in range(2):
        ours = writer(tmp_path, originals=memory, prefix=f"n{number}")
        ours.write(exchange(number, **changes))
        ours.close()
    assert memory.known == {}
    assert [one.type for one in answers(tmp_path, "n1")] == ["response"]


def test_warcio_reads_a_revisit_as_one(tmp_path: Path) -> None:
    revisited(tmp_path)
    (path,) = tmp_path.glob("second-*.warc.gz")
    with path.open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Refers-To-Target-URI"))
            for record in ArchiveIterator(file)
            if record.rec_type == "revisit"
        ]
    assert [("revisit", exchange(0).url)] * 3 == found


def test_an_unfinished_file_of_revisits_is_recovered(tmp_path: Path) -> None:
    refs = revisited(tmp_path)
    closed = tmp_path / refs[2].warc
    index = closed.with_name(closed.name.replace(".warc.gz", ".cdxj"))
    lines = index.read_bytes()
    index.unlink()
    closed.rename(closed.with_name(f"{closed.name}.open"))
    (found,) = recover(tmp_path)
    assert (0, closed.name) == (found.cut, found.warc)
    assert lines == index.read_bytes()


def test_the_reference_reads_back_as_it_was_written(tmp_path: Path) -> None:
    original, *_ = revisited(tmp_path)
    (revisit, *_) = [one for one in exchanges(tmp_path) if one.refers_to is not None]
    assert revisit.refers_to is not None
    assert (original.record_id, original.warc, original.offset) == (
        revisit.refers_to.record_id,
        revisit.refers_to.warc,
        revisit.refers_to.offset,
    )
    assert (exchange(0).url, exchange(0).started) == (revisit.refers_to.url, revisit.refers_to.date)
    assert revisit.is_whole


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%X\r\n%s\r\n0\r\n\r\n" % (
    len(PAGE),
    PAGE,
)


@pytest.mark.parametrize(
    ("first", "second", "written_as"),
    [
        (response_of(PAGE), CHUNKED, "revisit"),
        (CHUNKED, CHUNKED, "revisit"),
        # Read by the second one's head, the chunks of the first would be its body.
        (CHUNKED, response_of(PAGE), "response"),
    ],
)
def test_chunks_are_named_by_chunks_only(
    tmp_path: Path, first: bytes, second: bytes, written_as: str
) -> None:
    memory = Memory()
    for number, response in enumerate((first, second, second)):
        ours = writer(tmp_path, originals=memory, prefix=f"n{number}", new_id=ids_from(10 * number))
        ours.write(exchange(number, response=response))
        ours.close()
    assert [written_as] == [one.type for one in answers(tmp_path, "n1")]
    assert [one.type for one in answers(tmp_path, "n2")] == ["revisit"]
