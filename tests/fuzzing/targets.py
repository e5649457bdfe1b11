"""What strangers' bytes may lead to, room by room: each target takes any bytes and asserts it.

A target returns for whatever the room is made to answer or to refuse; everything else that it
raises is a finding. `python -m tests.fuzzing` gives them inputs by coverage, test_targets.py those
that were found so and hypothesis's.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import lxml.html
from lxml import etree

from crawler.discovery import Role, UrlError, canonical_url, clean_url, recognise, robots_sitemaps
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from crawler.discovery.urls import MAX_RAW_LENGTH, MAX_URL_LENGTH
from crawler.download import robots_rules
from crawler.formats import plaintext, record
from crawler.seeds import SeedListError, read_seeds
from crawler.warc import DecodingError, TornWarcError, read_exchanges, recover, verify_warc
from crawler.warc.messages import read_head, split_interim
from crawler.warc.stream import read_records
from crawler.workers.orders import Answer
from crawler.workers.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.article import Article
    from crawler.discovery import Discovered

URL = "https://news.example.org/local/2026/11/23/a-page.html"
MAX_BODY_BYTES = 4 * 1024 * 1024
_FETCHABLE = re.compile(r"https?://[\x21-\x7e]+")
_USER = re.compile(r"https?://[^/?#]*@")
_NOT_IN_A_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SEED_LISTS = ("seeds.txt", "seeds.opml", "seeds.hjson", "seeds")
# Where a fuzzed file is cut into members: before each record.
_BEFORE_RECORD = re.compile(rb"(?=WARC/1\.)")


def seed_list(raw: bytes) -> None:
    """The first byte tells by which name the list comes."""
    name = _SEED_LISTS[raw[0] % len(_SEED_LISTS)] if raw else _SEED_LISTS[0]
    try:
        seeds = list(read_seeds(raw[1:], name))
    except SeedListError as error:
        _assert_one_line(str(error))
        return
    assert seeds
    for seed in seeds:
        _assert_fetchable(seed.url)


def url(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    for form in (clean_url, canonical_url):
        try:
            address = form(text)
        except UrlError:
            continue
        # A key may be longer, by percent signs that are escaped in it.
        _assert_fetchable(address, MAX_RAW_LENGTH)
        assert form(address) == address, "reading it again gives another URL"


def feed(raw: bytes) -> None:
    recognise(raw, URL, None)
    _assert_sound(read_feed(raw, URL, None))


def sitemap(raw: bytes) -> None:
    _assert_sound(read_sitemap(raw, URL))


def listing(raw: bytes) -> None:
    try:
        tree = lxml.html.document_fromstring(raw)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    _assert_sound(read_listing(tree, URL))


def robots(raw: bytes) -> None:
    rules = robots_rules.parse(raw)
    rules.allows(URL, "presskeep")
    delay = rules.crawl_delay("presskeep")
    assert delay is None or delay >= 0
    for candidate in robots_sitemaps(rules.sitemaps, URL):
        _assert_fetchable(candidate.url)


def page(raw: bytes) -> None:
    """As a worker reads it: the article, what it links to, and what of it is written."""
    reading = read(Answer(URL, raw, None, Role.LISTING))
    _assert_sound(reading.discovered)
    if reading.page is not None and reading.page.article is not None:
        _assert_can_be_written(reading.page.article)


def text_file(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    for zone in (UTC, ZoneInfo("Europe/Berlin")):
        try:
            article = plaintext.parse(text, zone)
        except plaintext.PlainTextError:
            continue
        assert plaintext.render(article, zone) == text


def json_record(raw: bytes) -> None:
    try:
        article = record.parse(raw.decode("utf-8", "surrogateescape"))
        text = record.render(article)
    except record.RecordError:
        return
    assert record.parse(text) == article


def http_answer(raw: bytes) -> None:
    interim, answer = split_interim(raw)
    assert interim + answer == raw
    head = read_head(answer)
    if head is not None:
        assert 0 <= head.status <= 999
        assert not any("\n" in value for _, value in head.fields)


def warc(raw: bytes) -> None:
    """The file as it is, and with every record in a gzip member of its own, as ours are."""
    members = b"".join(gzip.compress(part, 1) for part in _BEFORE_RECORD.split(raw) if part)
    with tempfile.TemporaryDirectory(prefix="presskeep-fuzz-", dir=_memory()) as name:
        folder = Path(name)
        for content, ending in ((raw, ".warc"), (members, ".warc.gz")):
            file = folder / f"a{ending}"
            file.write_bytes(content)
            _read_whole(file)
        (folder / "b.warc.gz.open").write_bytes(members)
        _assert_recovered(folder)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "seed_list": seed_list,
    "url": url,
    "feed": feed,
    "sitemap": sitemap,
    "listing": listing,
    "robots": robots,
    "page": page,
    "text_file": text_file,
    "json_record": json_record,
    "http_answer": http_answer,
    "warc": warc,
}


def _memory() -> str | None:
    """Where files cost no disk: a fuzzer writes some thousands a second."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a folder within is made


def _read_whole(file: Path) -> None:
    try:
        for one in read_exchanges(file):
            assert one.ref.offset >= 0
            try:
                one.body(MAX_BODY_BYTES, lenient=True)
            except DecodingError:
                continue
    except TornWarcError:
        pass
    list(verify_warc(file))


def _assert_recovered(folder: Path) -> None:
    for recovered in recover(folder):
        if recovered.warc is not None and recovered.found.endswith(".open"):
            records = list(read_records(folder / recovered.warc))
            assert len(records) == recovered.records
    assert not list(folder.glob("*.open"))


def _assert_one_line(message: str) -> None:
    assert "\n" not in message


def _assert_fetchable(address: str, limit: int = MAX_URL_LENGTH) -> None:
    assert _FETCHABLE.fullmatch(address), address
    assert not _USER.match(address), "a user name in a URL"
    assert len(address) <= limit


def _assert_sound(found: Discovered) -> None:
    urls = [candidate.url for candidate in found.candidates]
    assert len(urls) == len(set(urls))
    for candidate in found.candidates:
        _assert_fetchable(candidate.url)
        assert candidate.title is None or not _NOT_IN_A_LINE.search(candidate.title)


def _assert_can_be_written(article: Article) -> None:
    assert record.parse(record.render(article)) == article
    text = plaintext.render(article, UTC)
    assert plaintext.render(plaintext.parse(text, UTC), UTC) == text
    assert not _NOT_IN_A_LINE.search(text.replace("\n", ""))
