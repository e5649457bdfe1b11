"""pywb answers, for everything that was captured, what the server had answered.

Compared are status and body with its content-coding; the transfer-coding is gone on both sides, as
it belongs to the connection and not to what was sent. Needs pywb's `wayback`, in an environment of
its own, named by PRESSKEEP_PYWB.
"""

from __future__ import annotations

import http.client
import re
import socket
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from crawler.warc import read_exchanges
from crawler.warc.stream import read_records
from tests.interop.captured import Captured, captured, wire_case
from tests.interop.two_runs import (
    FRAMED_OTHERWISE,
    HURRIED,
    IDENTICAL,
    NOT_MODIFIED,
    Sight,
    write_two_runs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.interop.replay import Pywb

_LIMIT_S = 30

# What pywb, or the client of these tests, cannot give back: by case of the wire tests.
NOT_REPLAYED = {
    "trailer": "its reader of chunks takes the trailer for body",
    "bare-return-in-field": "it refuses to send such a field on, and answers 500",
    "length-and-chunked": "it sends the wrong Content-Length on, and the body is cut there",
    "head": "it sends the Content-Length on, and no body",
    "many-fields": "the standard library's client reads 100 fields at most",
}


# A page that was not modified is replayed as what it was before.
_CONDITION = re.compile(rb"(?mi)^If-(?:None-Match|Modified-Since):.*\n")

Told = tuple[int, str]


def _told(status: int, body: bytes) -> Told:
    return status, sha256(body).hexdigest()


def _replayed(pywb: Pywb, collection: str, captures: Iterable[Captured]) -> dict[Captured, Told]:
    answers = {one: pywb.raw(collection, one) for one in captures}
    return {one: _told(answer.status, answer.body) for one, answer in answers.items()}


@pytest.fixture(scope="module")
def served(demo_files: list[Path]) -> dict[Captured, Told]:
    """What the demonstration answers when it is sent the captured requests again.

    It answers the same every time; the answer is read by the standard library, not by our code.
    """
    requests = {one.url: one.request for path in demo_files for one in read_exchanges(path)}
    return {
        one: _asked_again(one.url, _CONDITION.sub(b"", requests[one.url]))
        for one in captured(demo_files)
    }


def _asked_again(url: str, request: bytes) -> Told:
    parts = urlsplit(url)
    address = parts.hostname or "", parts.port or 80
    with socket.create_connection(address, _LIMIT_S) as connection:
        connection.sendall(request)
        with http.client.HTTPResponse(connection) as answer:
            answer.begin()
            return _told(answer.status, answer.read())


def test_all_kinds_of_answers_are_there(demo_files: list[Path]) -> None:
    exchanges = [one for path in demo_files for one in read_exchanges(path)]
    assert {200, 301, 304, 404} == {one.status for one in exchanges}
    roles = {one.provenance.role for one in exchanges}
    assert {"article", "image", "feed", "sitemap", "listing", "robots"} <= roles
    assert {"chunked", None} == {one.header("Transfer-Encoding") for one in exchanges}
    assert {"gzip", None} == {one.header("Content-Encoding") for one in exchanges}
    records = [record for path in demo_files for record in read_records(path)]
    assert {"response", "revisit"} <= {record.type for record in records}


def test_the_demonstration_is_replayed_as_it_was_served(
    pywb: Pywb, demo_files: list[Path], served: dict[Captured, Told]
) -> None:
    collection = pywb.collection(demo_files)
    assert served == _replayed(pywb, collection, served)


def test_an_index_of_pywbs_own_replays_the_same(
    pywb: Pywb, demo_files: list[Path], served: dict[Captured, Told]
) -> None:
    collection = pywb.collection_by_its_own_index(demo_files)
    assert served == _replayed(pywb, collection, served)


def test_what_odd_servers_sent_whole_is_replayed(pywb: Pywb, wire_files: list[Path]) -> None:
    expected = {
        Captured.at(one.url, one.date): _told(one.status, one.payload)
        for path in wire_files
        for one in read_exchanges(path)
        if one.truncated is None
    }
    asked = [one for one in expected if wire_case(one.url) not in NOT_REPLAYED]
    collection = pywb.collection(wire_files)
    assert len(asked) > 40
    assert {one: expected[one] for one in asked} == _replayed(pywb, collection, asked)


@pytest.fixture(scope="module", params=["our index", "its own index"])
def two_runs(request: pytest.FixtureRequest, pywb: Pywb, two_runs_files: list[Path]) -> str:
    if request.param == "our index":
        return pywb.collection(two_runs_files)
    return pywb.collection_by_its_own_index(two_runs_files)


def _expected(sights: Iterable[Sight]) -> dict[Captured, Told]:
    """Both times the body that the first run saw."""
    return {one: _told(200, sight.payload) for sight in sights for one in sight.captures}


def test_the_second_run_wrote_revisits_only(two_runs_files: list[Path]) -> None:
    types = [
        [record.type for record in read_records(path) if record.type in {"response", "revisit"}]
        for path in two_runs_files
    ]
    sights = [*IDENTICAL, *NOT_MODIFIED, *HURRIED]
    assert types == [["response"] * len(sights), ["revisit"] * len(sights)]


def test_an_identical_payload_is_replayed_from_its_original(pywb: Pywb, two_runs: str) -> None:
    expected = _expected(IDENTICAL)
    assert expected == _replayed(pywb, two_runs, expected)


def test_it_is_replayed_with_the_head_of_its_own(pywb: Pywb, two_runs: str) -> None:
    for sight in IDENTICAL:
        answers = [pywb.raw(two_runs, one) for one in sight.captures]
        assert [answer.headers["X-Run"] for answer in answers] == [None, "2"]


def test_what_was_not_modified_is_replayed_as_its_original(pywb: Pywb, two_runs: str) -> None:
    expected = _expected(NOT_MODIFIED)
    assert expected == _replayed(pywb, two_runs, expected)
    for sight in NOT_MODIFIED:
        first, again = (pywb.raw(two_runs, one).headers["Content-Type"] for one in sight.captures)
        assert first == again


def test_originals_of_the_same_second_are_not_mixed_up(pywb: Pywb, two_runs: str) -> None:
    expected = {sight.captures[1]: _told(200, sight.payload) for sight in HURRIED}
    assert expected == _replayed(pywb, two_runs, expected)


def test_an_equal_payload_in_another_framing_is_replayed(pywb: Pywb, tmp_path: Path) -> None:
    """By the later head pywb reads the original's bytes: one with a length names no chunks."""
    expected = _expected(FRAMED_OTHERWISE)
    collection = pywb.collection(write_two_runs(tmp_path, FRAMED_OTHERWISE))
    assert expected == _replayed(pywb, collection, expected)
