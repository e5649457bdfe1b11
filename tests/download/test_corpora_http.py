"""Another project's HTTP answers, sent as they stand: what is captured, and what the spider sees.

A row that was counted as whole has its status and body; how strict a client is with the others is
its own affair, but what came is in the capture, and the crawl goes on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crawler.warc.fields import read_warc_fields, unquoted
from crawler.warc.stream import RawRecord, read_records
from tests.download.capturing_crawl import crawl
from tests.download.wire_server import Answer, WireServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "http" / "llhttp-responses.jsonl"
UPGRADE = "nothing was asked to be upgraded, so 101 is no answer"
ONE_ANSWER = "one request has one answer; what follows a 304 is none"
SHORT = "the body is shorter than its Content-Length"
NO_STATUS_LINE = "an empty line stands where the status line should"
DECIDED_OTHERWISE = {
    "connection: HTTP 101 response with Upgrade and Content-Length header": UPGRADE,
    "connection: HTTP 101 response with Upgrade and Transfer-Encoding header": UPGRADE,
    "connection: HTTP 304 with Content-Length": ONE_ANSWER,
    "connection: HTTP 304 with Transfer-Encoding": ONE_ANSWER,
    "pipelining: Should parse multiple events": ONE_ANSWER,
    "connection: HTTP 100 first, then 400": NO_STATUS_LINE,
    "sample: Response starting with CRLF": NO_STATUS_LINE,
    "connection: HTTP 103 first, then 200": SHORT,
    "content-length: Content-Length reset when no body is received": SHORT,
}
TRAILING = "what comes behind the end of an answer is not part of it"
BARE_LF = "a bare LF ends a line: many servers of the wild know no other"
ACCEPTED = {
    "connection: HTTP/1.1 with keep-alive disabled and 204 status": TRAILING,
    "connection: HTTP/1.1 with keep-alive disabled, content-length": TRAILING,
    "invalid: Bare CR followed by CR after response line": "the rest of that line is its reason",
    "invalid: Invalid space after start line / Only LFs present and no body": BARE_LF,
    "invalid: Invalid space after start line / Only LFs present": BARE_LF,
    "sample: No carriage ret": BARE_LF,
}

pytestmark = pytest.mark.skipif(
    not ROWS.exists(), reason="shared/corpora is not beside the project"
)


@dataclass
class Sent:
    rows: list[dict[str, Any]]
    seen: dict[str, Any]
    captured: dict[str, bytes]

    def seen_of(self, number: int) -> tuple[int | None, bytes | None]:
        one = self.seen[str(number)]
        body = one.get("body")
        return one.get("status"), None if body is None else bytes.fromhex(body)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("llhttp")
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").split("\n") if line]
    answers = {
        f"/{number}": [Answer([_completed(row)], "close")] for number, row in enumerate(rows)
    }
    with WireServer(answers) as server:
        orders = [{"url": server.url(path), "name": path[1:]} for path in answers]
        seen = crawl(folder, orders, RETRY_ENABLED=False)
    return Sent(rows, seen, dict(_captured(folder)))


def _completed(row: dict[str, Any]) -> bytes:
    """Where the collection cuts a row's last line break, which ends its head or its chunks."""
    raw: bytes = row["raw"].encode("latin-1")
    is_cut = b"\r\n\r\n" not in raw or raw.endswith(b"\r\n0\r\n")
    return raw + b"\r\n" if is_cut and row["expect"] == "ok" and raw.endswith(b"\r\n") else raw


def _captured(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The response's block; 1xx answers, and what is no HTTP, stand in the metadata record."""
    records = [record for file in folder.glob("*.warc.gz") for record in read_records(file)]
    found: dict[str, bytes] = {}
    for each in records:  # of several attempts the last one, and metadata before its response
        if each.type == "metadata":
            fields = read_warc_fields(each.block or b"")
            told = (fields.get("interimResponses", ""), fields.get("received", ""))
            found[_number(each)] = b"".join(map(unquoted, told))
        elif each.type == "response":
            found[_number(each)] += each.block or b""
    yield from found.items()


def _number(record: RawRecord) -> str:
    return (record.header("WARC-Target-URI") or "").rpartition("/")[2]


def test_every_answer_comes_to_an_end(sent: Sent) -> None:
    assert len(sent.rows) == 74
    assert set(map(str, range(74))) <= set(sent.seen)


def test_what_is_captured_is_what_was_sent(sent: Sent) -> None:
    assert len(sent.captured) == 74
    for number, captured in sent.captured.items():
        row = sent.rows[int(number)]
        assert captured, row["name"]
        assert _completed(row).startswith(captured), row["name"]


def test_whole_answers_are_seen_as_they_are(sent: Sent) -> None:
    whole = [n for n, row in enumerate(sent.rows) if row["expect"] == "ok" and row["messages"]]
    otherwise = {
        sent.rows[n]["name"]
        for n in whole
        if sent.seen_of(n) != (sent.rows[n]["status"], sent.rows[n]["body"].encode("latin-1"))
    }
    assert otherwise == set(DECIDED_OTHERWISE)
    assert len(whole) == 26


def test_what_is_no_http_is_no_answer(sent: Sent) -> None:
    wrong = [n for n, row in enumerate(sent.rows) if row["expect"] == "error"]
    accepted = {sent.rows[n]["name"] for n in wrong if sent.seen_of(n)[0] is not None}
    assert accepted == set(ACCEPTED)
    assert len(wrong) == 24
