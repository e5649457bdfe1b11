"""A ledger in a file of its own, and short ways to say what was found and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from crawler.article import CaptureRef
from crawler.ledger import Found, Ledger, Outcome, Reason, State, url_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 18, 4, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def found() -> Callable[..., Found]:
    def make(url: str, role: str = "article", **stated: Any) -> Found:
        host = urlsplit(url).netloc
        stated = {"hops": 1, "seed": "https://a.example/", "via": "https://a.example/", **stated}
        return Found(url=url, key=url_key(url), host=host, role=role, **stated)

    return make


@pytest.fixture
def seed(found: Callable[..., Found]) -> Callable[..., Found]:
    def make(url: str, role: str = "page") -> Found:
        return found(url, role, hops=0, seed=url, via=None)

    return make


@pytest.fixture
def capture() -> CaptureRef:
    return CaptureRef(
        warc="presskeep-20261123180400123-00000-host-1.warc.gz",
        offset=1234,
        length=567,
        record_id="urn:uuid:9f1c9a34-1111-4222-8333-123456789012",
        payload_digest="sha256:" + "ab" * 32,
    )


@pytest.fixture
def archived(capture: CaptureRef) -> Outcome:
    return Outcome(
        state=State.ARCHIVED,
        reason=Reason.NEW_ARTICLE,
        status=200,
        capture=capture,
        fetched_at=NOW,
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 18:00:00 GMT",
        article="67ae491904088e5a",
    )
