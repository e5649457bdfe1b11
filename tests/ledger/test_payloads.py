"""Which capture holds a payload already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crawler.article import CaptureRef
from crawler.ledger.payloads import PayloadRow

if TYPE_CHECKING:
    from crawler.ledger import Ledger

DIGEST = f"sha256:{'ab' * 32}"
CAPTURE = CaptureRef(
    warc="a.warc.gz", offset=700, length=90, record_id="urn:uuid:1", payload_digest=DIGEST
)
ROW = PayloadRow(
    url="https://a.example/page",
    fetched_at=datetime(2026, 11, 23, 18, 4, 0, 123456, tzinfo=UTC),
    capture=CAPTURE,
)


def test_a_payload_is_found_by_its_digest(ledger: Ledger) -> None:
    ledger.payloads.remember(ROW)
    assert ledger.payloads.find(DIGEST) == ROW
    assert ledger.payloads.find(f"sha256:{'cd' * 32}") is None


def test_a_later_capture_takes_the_place_of_an_earlier_one(ledger: Ledger) -> None:
    later = replace(ROW, capture=replace(CAPTURE, warc="b.warc.gz", offset=0))
    ledger.payloads.remember(ROW)
    ledger.payloads.remember(later)
    assert later == ledger.payloads.find(DIGEST)


def test_what_a_crash_took_of_a_file_is_forgotten(ledger: Ledger) -> None:
    kept = replace(CAPTURE, offset=100, payload_digest=f"sha256:{'01' * 32}")
    elsewhere = replace(CAPTURE, warc="b.warc.gz", payload_digest=f"sha256:{'02' * 32}")
    for capture in (CAPTURE, kept, elsewhere):
        ledger.payloads.remember(replace(ROW, capture=capture))
    assert ledger.payloads.forget("a.warc.gz", from_byte=700) == 1
    assert ledger.payloads.find(DIGEST) is None
    assert [kept, elsewhere] == [
        found.capture
        for digest in (kept.payload_digest, elsewhere.payload_digest)
        if (found := ledger.payloads.find(digest or ""))
    ]


@pytest.mark.parametrize("digest", [None, "sha1:ABC", "sha256:xyz"])
def test_what_is_no_sha_256_is_a_bug(ledger: Ledger, digest: str | None) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|hexadecimal"):
        ledger.payloads.remember(replace(ROW, capture=replace(CAPTURE, payload_digest=digest)))
