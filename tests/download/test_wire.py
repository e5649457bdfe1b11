"""The bytes in the captures are those of the server's own notes, for everything that servers do.

It fails loudly when the private names of Scrapy or Twisted that crawler/download/wire.py stands on
come to mean something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from crawler.download.wire import UntestedVersionError, check_version
from crawler.warc import verify_warc
from crawler.warc.stream import RawRecord, read_records
from tests.download.capturing_crawl import crawl
from tests.download.wire_cases import CASES, WireCase
from tests.download.wire_server import Noted, WireServer

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

SCHEMES = ("http", "https")
BY_NAME = {case.name: case for case in CASES}


@dataclass
class Crawled:
    """What the server noted, what the spider saw, and the records, by case."""

    noted: dict[str, list[Noted]]
    seen: dict[str, Any]
    records: dict[str, dict[str, list[RawRecord]]]
    files: list[Path]


@pytest.fixture(scope="module", params=SCHEMES)
def crawled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tls: ssl.SSLContext
) -> Crawled:
    folder = tmp_path_factory.mktemp("captures")
    answers = {case.path.partition("?")[0]: case.answers for case in CASES}
    with WireServer(answers, tls if request.param == "https" else None) as server:
        orders = [
            {"url": server.url(case.path), "name": case.name} | case.request for case in CASES
        ]
        seen = crawl(folder, orders)
        urls = {server.url(case.path.rstrip("?")): case.name for case in CASES}
        # Scrapy leaves out a question mark that nothing follows.
        by_path = {path.partition("?")[0]: noted for path, noted in server.noted.items()}
        noted = {case.name: by_path[case.path.partition("?")[0]] for case in CASES}
    files = sorted(folder.glob("*.warc.gz"))
    return Crawled(noted, seen, _by_case(files, urls), files)


def _by_case(files: list[Path], urls: dict[str, str]) -> dict[str, dict[str, list[RawRecord]]]:
    records: dict[str, dict[str, list[RawRecord]]] = {}
    for record in _records(files):
        if (url := record.header("WARC-Target-URI")) is not None:
            records.setdefault(urls[url], {}).setdefault(record.type, []).append(record)
    return records


def _records(files: list[Path]) -> Iterator[RawRecord]:
    for file in files:
        yield from read_records(file)


def test_there_are_at_least_forty_cases() -> None:
    assert len(BY_NAME) == len(CASES) >= 40


@pytest.mark.parametrize("name", BY_NAME)
def test_the_request_record_is_what_the_server_read(crawled: Crawled, name: str) -> None:
    requests = [record.block for record in crawled.records[name]["request"]]
    read = [noted.request for noted in crawled.noted[name]]
    # One that was sent into a connection just closed never reached the server; the next one did.
    assert requests[-len(read) :] == read
    assert len(requests) - len(read) in {0, 1}


@pytest.mark.parametrize("name", BY_NAME)
def test_the_response_record_is_what_the_server_sent(crawled: Crawled, name: str) -> None:
    case = BY_NAME[name]
    blocks = [record.block for record in crawled.records[name].get("response", [])]
    if case.block is None:
        assert blocks == []
    elif case.is_prefix:
        (block,) = blocks
        assert block is not None
        assert case.block.startswith(block)
        assert len(block) < len(case.block)
    else:
        assert blocks == [case.block]


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_missing_is_named(crawled: Crawled, name: str) -> None:
    truncations = {
        record.header("WARC-Truncated") for record in crawled.records[name].get("response", [])
    }
    case = BY_NAME[name]
    assert truncations == (set() if case.block is None else {case.truncated})


@pytest.mark.parametrize("name", BY_NAME)
def test_the_spider_sees_the_answer_and_its_capture(crawled: Crawled, name: str) -> None:
    case: WireCase = BY_NAME[name]
    seen = crawled.seen[name]
    (*_, response) = crawled.records[name].get("response", [None])
    assert seen.get("status", seen.get("error")) == case.seen
    if response is None:
        assert seen["capture"] is None
    else:
        assert seen["capture"]["record_id"] == response.id
        assert seen["capture"]["offset"] == response.offset
        assert seen["capture"]["length"] == response.length
        assert seen["capture"]["payload_digest"] == response.header("WARC-Payload-Digest")


@pytest.mark.parametrize("name", ["early-hints", "two-interim"])
def test_interim_answers_are_kept_in_the_metadata_record(crawled: Crawled, name: str) -> None:
    (*_, metadata) = crawled.records[name]["metadata"]
    quoted = BY_NAME[name].interim.decode().replace("\r\n", "%0D%0A")
    assert metadata.block is not None
    assert f"interimResponses: {quoted}".encode() in metadata.block


@pytest.mark.parametrize("name", ["nothing", "silence", "no-http", "other-protocol"])
def test_an_exchange_without_an_http_answer_leaves_its_request_and_a_word(
    crawled: Crawled, name: str
) -> None:
    (*_, metadata) = crawled.records[name]["metadata"]
    (*_, request) = crawled.records[name]["request"]
    assert metadata.block is not None
    assert b"noResponse: " in metadata.block
    assert metadata.header("WARC-Concurrent-To") == f"<{request.id}>"


def test_the_connection_is_described(crawled: Crawled) -> None:
    (response,) = crawled.records["plain"]["response"]
    protocols = [value for name, value in response.headers if name == "WARC-Protocol"]
    is_tls = (response.header("WARC-Target-URI") or "").startswith("https:")
    assert protocols == (["http/1.1", "tls/1.3"] if is_tls else ["http/1.1"])
    assert (response.header("WARC-Cipher-Suite") or "-").startswith("TLS_" if is_tls else "-")
    assert response.header("WARC-IP-Address") == "127.0.0.1"


def test_the_date_of_the_record_is_the_one_in_the_meta(crawled: Crawled) -> None:
    (response,) = crawled.records["plain"]["response"]
    date = (response.header("WARC-Date") or "").replace("Z", "+00:00")
    assert crawled.seen["plain"]["fetched_at"] == date


def test_the_files_pass_the_strict_check(crawled: Crawled) -> None:
    assert [str(problem) for file in crawled.files for problem in verify_warc(file)] == []


@pytest.mark.parametrize("found", ["2.18.3", "2.21.0", "3.0"])
def test_an_untested_version_is_refused_by_name(found: str) -> None:
    with pytest.raises(UntestedVersionError, match=f"Scrapy 2.19 to 2.20; this is {found}"):
        check_version("Scrapy", found, (2, 19), (2, 20))
