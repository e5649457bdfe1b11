"""The capturing handler in a real crawl: links, provenance, refusals, write errors, TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crawler.warc import Provenance, ReadExchange, read_exchanges, verify_warc
from crawler.warc.stream import RawRecord, read_records
from tests.download.capturing_crawl import crawl
from tests.download.wire_server import Answer, WireServer

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

MANY = 150


def answer_for(text: str) -> Answer:
    body = text.encode()
    return Answer([b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)])


PAGE = {"/page": [answer_for("page")]}


def exchanges(folder: Path) -> list[ReadExchange]:
    return [exchange for file in sorted(folder.glob("*.gz")) for exchange in read_exchanges(file)]


def records(folder: Path) -> list[RawRecord]:
    return [record for file in sorted(folder.glob("*.gz")) for record in read_records(file)]


def _site() -> dict[str, list[Answer]]:
    """Pages of their own; every tenth closes its connection unasked, fails once, or redirects."""
    site: dict[str, list[Answer]] = {}
    for number in range(MANY):
        page = answer_for(f"page {number}")
        failed = Answer([b"HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nfail"])
        target = b"/%d" % ((number + 1) % MANY)
        moved = b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % target
        match number % 10:
            case 3:
                site[f"/{number}"] = [Answer(page.parts, "close")]
            case 5:
                site[f"/{number}"] = [failed, page]
            case 7:
                site[f"/{number}"] = [Answer([moved])]
            case _:
                site[f"/{number}"] = [page]
    return site


@pytest.mark.parametrize("per_domain", [1, 16])
def test_no_exchange_is_linked_to_another_request(tmp_path: Path, per_domain: int) -> None:
    with WireServer(_site()) as server:
        orders = [{"url": server.url(f"/{number}"), "name": str(number)} for number in range(MANY)]
        seen = crawl(tmp_path, orders, CONCURRENT_REQUESTS_PER_DOMAIN=per_domain)
        connections = {noted.connection for all_ in server.noted.values() for noted in all_}
    found = exchanges(tmp_path)
    by_id = {exchange.ref.record_id: exchange for exchange in found}
    assert len(connections) < len(found)
    for exchange in found:
        path = exchange.url.removeprefix(server.url(""))
        assert exchange.request.startswith(f"GET {path} HTTP/1.1\r\n".encode())
        if exchange.status == 200:
            assert exchange.payload == f"page {path[1:]}".encode()
    for number in range(MANY):
        one: dict[str, Any] = seen[str(number)]
        assert by_id[one["capture"]["record_id"]].payload == bytes.fromhex(one["body"])
        assert by_id[one["capture"]["record_id"]].date.isoformat() == one["fetched_at"]


def test_every_attempt_is_an_exchange_of_its_own(tmp_path: Path) -> None:
    failed = Answer([b"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"])
    with WireServer({"/page": [failed, answer_for("page")]}) as server:
        crawl(tmp_path, [{"url": server.url("/page")}])
    found = [(one.status, one.metadata["attempt"]) for one in exchanges(tmp_path)]
    assert found == [(503, "1"), (200, "2")]


def test_the_provenance_of_the_request_is_in_the_capture(tmp_path: Path) -> None:
    provenance = {"seed": "http://a/", "via": "http://a/feed", "hops": 2, "role": "article"}
    with WireServer(PAGE) as server:
        crawl(tmp_path, [{"url": server.url("/page"), "meta": {"provenance": provenance}}])
    (exchange,) = exchanges(tmp_path)
    assert exchange.provenance == Provenance(
        seed="http://a/", via="http://a/feed", hops=2, role="article"
    )


def test_the_target_has_no_fragment(tmp_path: Path) -> None:
    with WireServer(PAGE) as server:
        crawl(tmp_path, [{"url": server.url("/page?a=1#part")}])
        assert [server.url("/page?a=1")] == [exchange.url for exchange in exchanges(tmp_path)]


def test_nothing_is_fetched_without_a_sink(tmp_path: Path) -> None:
    with WireServer(PAGE) as server:
        seen = crawl(tmp_path, [{"url": server.url("/page"), "name": "page"}], EXTENSIONS={})
        assert server.noted == {}
    assert seen["page"]["error"] == "NoCaptureSinkError"


def test_an_answer_that_cannot_be_written_does_not_reach_the_spider(tmp_path: Path) -> None:
    with WireServer({f"/{number}": [answer_for("x")] for number in range(4)}) as server:
        orders = [{"url": server.url(f"/{number}"), "name": str(number)} for number in range(4)]
        seen = crawl(tmp_path, orders, ROOM_FOR_EXCHANGES=2, CONCURRENT_REQUESTS=1)
        # No second try: it would hide that nothing can be written any more.
        assert [len(noted) for noted in server.noted.values()] == [1, 1, 1, 1]
    errors = [seen[str(number)].get("error") for number in range(4)]
    assert sorted(filter(None, errors)) == ["CaptureError", "CaptureError"]
    assert seen["capture_failed"]["error"] == "[Errno 28] No space left on device"
    assert len(exchanges(tmp_path)) == 2


def test_a_loopback_address_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with WireServer(PAGE) as server:
        orders = [
            {"url": server.url("/page"), "name": "address"},
            {"url": server.url("/page").replace("127.0.0.1", "localhost"), "name": "host"},
            {"url": server.url("/page").replace("127.0.0.1", "2130706433"), "name": "number"},
            {"url": f"http://[::ffff:127.0.0.1]:{server.port}/page", "name": "mapped"},
        ]
        seen = crawl(tmp_path, orders, ALLOW_PRIVATE_ADDRESSES=False)
        assert server.noted == {}
    for order in orders:
        assert seen[order["name"]]["error"] == "AddressRefused"
        assert seen[order["name"]]["reason"] == "address"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_port_on_which_no_newspaper_is_read_is_refused(tmp_path: Path, scheme: str) -> None:
    with WireServer(PAGE) as server:
        orders = [
            {"url": f"{scheme}://127.0.0.1:{server.port}/page", "name": "odd"},
            {"url": f"{scheme}://127.0.0.1/page", "name": "ordinary"},
        ]
        guarded = {"ALLOW_PRIVATE_ADDRESSES": False, "ALLOWED_PORTS": "80,443"}
        seen = crawl(tmp_path, orders, **guarded)
        assert server.noted == {}
    assert (seen["odd"]["error"], seen["odd"]["reason"]) == ("PortRefused", "port")
    assert seen["ordinary"]["reason"] == "address"


def test_a_proxy_is_refused(tmp_path: Path) -> None:
    with WireServer(PAGE) as server:
        order = {"url": "http://example.com/", "name": "page", "meta": {"proxy": server.url("")}}
        seen = crawl(tmp_path, [order])
        assert server.noted == {}
    assert seen["page"]["error"] == "NotSupported"


def test_a_refused_certificate_leaves_no_request_that_was_never_sent(
    tmp_path: Path, tls: ssl.SSLContext
) -> None:
    with WireServer(PAGE, tls) as server:
        order = {"url": server.url("/page"), "name": "page", "meta": {"dont_retry": True}}
        seen = crawl(tmp_path, [order], DOWNLOAD_VERIFY_CERTIFICATES=True)
        assert server.noted == {}
    assert seen["page"]["error"] == "DownloadFailedError"
    assert [record.type for record in records(tmp_path)] == ["warcinfo", "metadata"]
    assert [str(problem) for file in tmp_path.glob("*.gz") for problem in verify_warc(file)] == []


def test_exchanges_in_flight_when_the_spider_closes_are_captured(tmp_path: Path) -> None:
    slow = Answer([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"hi"], pause_s=1.0)
    with WireServer({"/slow": [slow], **PAGE}) as server:
        orders = [{"url": server.url("/slow")}, {"url": server.url("/page")}]
        crawl(tmp_path, orders, CLOSESPIDER_PAGECOUNT=1)
    found = {exchange.payload: exchange.truncated for exchange in exchanges(tmp_path)}
    assert found == {b"page": None, b"hi": None}


def test_a_304_speaks_of_the_capture_that_the_request_asked_about(tmp_path: Path) -> None:
    unchanged = Answer([b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'])
    with WireServer({"/feed": [answer_for("feed"), unchanged]}) as server:
        url = server.url("/feed")
        crawl(tmp_path, [{"url": url}])
        (first,) = exchanges(tmp_path)
        capture = {name: getattr(first.ref, name) for name in first.ref.__slots__}
        asked_about = {"url": url, "date": first.date.isoformat(), "capture": capture}
        conditional = {
            "url": url,
            "headers": {"If-None-Match": '"1"'},
            "meta": {"asked_about": asked_about},
        }
        seen = crawl(tmp_path, [conditional])
    assert (seen[url]["status"], seen[url]["body"]) == (304, "")
    (_, revisit) = exchanges(tmp_path)
    assert revisit.refers_to is not None
    assert revisit.refers_to.is_not_modified
    assert (revisit.refers_to.record_id, revisit.status) == (first.ref.record_id, 304)
    assert revisit.header("ETag") == '"1"'
    assert [str(problem) for file in tmp_path.glob("*.gz") for problem in verify_warc(file)] == []
