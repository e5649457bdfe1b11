"""The JSON record: every key always there, equal bytes for equal articles, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import (
    Access,
    Article,
    ArticlePage,
    CaptureRef,
    Image,
    ImageRole,
    LiveEntry,
    NearDuplicate,
    RelatedLink,
)
from crawler.formats import jsonl
from crawler.formats.record import RecordError, parse, render

# DESIGN §5, and what a live blog and an article of several pages need beside it.
KEYS = (
    "id, version, url, canonical_url, title, paragraphs, authors, published, modified, publisher,"
    " section, tags, language, description, access, lead_image, images, related, capture,"
    " fetched_at, seed, via, near_duplicate, flags, rights,"
    " entries, pages"
)
IMAGE_KEYS = "url, path, sha256, type, width, height, perceptual_hash, alt, caption, credit, role"

BARE = Article(
    url="https://a.example/1", canonical_url="https://a.example/1", title="T", paragraphs=()
)
FULL = Article(
    url="https://a.example/1?utm_source=x",
    canonical_url="https://a.example/1",
    title="Ein Titel mit “Zeichen”",
    paragraphs=("Erster Absatz.", "Zeile\u2028und\x85noch eine"),
    authors=("A. B.",),
    published=datetime(2026, 11, 22, 18, 48, tzinfo=timezone(timedelta(hours=3))),
    modified=date(2026, 11, 23),
    publisher="Die Zeitung",
    section="Politik",
    tags=("a", "b"),
    language="de",
    description="Worum es geht.",
    access=Access.PAYWALLED,
    lead_image="https://a.example/i.jpg",
    images=(
        Image(
            url="https://a.example/i.jpg",
            role=ImageRole.LEAD,
            alt="alt",
            caption="caption",
            credit="credit",
            path="images/67/67ae.jpg",
            sha256="67ae",
            type="image/jpeg",
            width=640,
            height=480,
        ),
    ),
    related=(RelatedLink(url="https://a.example/2", title=None),),
    entries=(
        LiveEntry(
            paragraphs=("Um zehn.",),
            title="Der Tag beginnt",
            published=datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=1))),
        ),
        LiveEntry(paragraphs=("Ohne Zeit.",)),
    ),
    flags=("short-text",),
    rights=("noai",),
    id="67ae491904088e5a",
    version=0,
    capture=CaptureRef(
        warc="presskeep-1.warc.gz",
        offset=0,
        length=10,
        record_id="urn:uuid:9f1c",
        payload_digest="sha256:ab",
    ),
    pages=(
        ArticlePage(
            url="https://a.example/1?page=2",
            capture=CaptureRef(
                warc="presskeep-1.warc.gz",
                offset=10,
                length=20,
                record_id="urn:uuid:9f1d",
                payload_digest=None,
            ),
        ),
    ),
    fetched_at=datetime(2026, 11, 23, 18, 4, 0, 123456, tzinfo=UTC),
    seed="https://a.example/feed",
    via="https://a.example/feed",
    near_duplicate=NearDuplicate(of="0123456789abcdef", resemblance=0.92, cluster="c"),
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAYBE = st.none() | TEXT
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(timezones=OFFSETS)
ARTICLES = st.builds(
    Article,
    url=TEXT,
    canonical_url=TEXT,
    title=TEXT,
    paragraphs=st.lists(TEXT, max_size=3).map(tuple),
    published=st.none() | st.dates() | TIMES,
    modified=st.none() | st.dates() | TIMES,
    publisher=MAYBE,
    access=st.sampled_from(Access),
    images=st.lists(
        st.builds(
            Image,
            url=TEXT,
            role=st.sampled_from(ImageRole),
            alt=MAYBE,
            width=st.none() | st.integers(0, 10**6),
        ),
        max_size=2,
    ).map(tuple),
    entries=st.lists(
        st.builds(
            LiveEntry,
            paragraphs=st.lists(TEXT, max_size=2).map(tuple),
            title=MAYBE,
            published=st.none() | st.dates() | TIMES,
        ),
        max_size=2,
    ).map(tuple),
    related=st.lists(st.builds(RelatedLink, url=TEXT, title=MAYBE), max_size=2).map(tuple),
    capture=st.none()
    | st.builds(
        CaptureRef,
        warc=TEXT,
        offset=st.integers(0, 2**63),
        length=st.integers(0, 2**63),
        record_id=TEXT,
        payload_digest=MAYBE,
    ),
    version=st.none() | st.integers(0, 10**4),
    fetched_at=st.none() | TIMES,
    near_duplicate=st.none()
    | st.builds(NearDuplicate, of=TEXT, resemblance=st.floats(0, 1), cluster=TEXT),
)


def test_every_key_is_there_even_when_nothing_is_stated() -> None:
    assert sorted(KEYS.split(", ")) == list(json.loads(render(BARE)))


def test_an_image_has_all_of_its_keys() -> None:
    [image] = json.loads(render(FULL))["images"]
    assert sorted(IMAGE_KEYS.split(", ")) == list(image)


def test_a_full_article_comes_back_equal() -> None:
    assert parse(render(FULL)) == FULL


def test_a_bare_article_comes_back_equal() -> None:
    assert parse(render(BARE)) == BARE


def test_times_have_their_offset_and_dates_have_no_time() -> None:
    record = json.loads(render(FULL))
    assert record["published"] == "2026-11-22T18:48:00+03:00"
    assert record["modified"] == "2026-11-23"
    assert record["fetched_at"] == "2026-11-23T18:04:00.123456+00:00"


def test_text_is_written_as_it_is_and_ends_with_one_line_feed() -> None:
    text = render(FULL)
    assert "Ein Titel mit “Zeichen”" in text
    assert text.endswith("}\n")


def test_a_jsonl_line_is_one_line_to_every_reader() -> None:
    line = jsonl.line(FULL)
    assert line.splitlines() == [line.removesuffix("\n")]
    assert parse(line) == FULL


@settings(deadline=None)
@given(ARTICLES)
def test_any_article_comes_back_equal(article: Article) -> None:
    assert parse(render(article)) == article
    assert parse(jsonl.line(article)) == article


@pytest.mark.parametrize(
    "article",
    [
        replace(BARE, title="half \ud83d"),
        replace(BARE, published=datetime(2026, 1, 1)),  # noqa: DTZ001 - it is what is refused
        replace(FULL, near_duplicate=NearDuplicate(of="x", resemblance=float("nan"), cluster="c")),
    ],
)
def test_what_json_in_utf8_cannot_hold_is_refused(article: Article) -> None:
    with pytest.raises(RecordError):
        render(article)


def altered(*place: str | int, value: Any) -> str:
    record: Any = json.loads(render(FULL))
    target = record
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "record: expected an object, found list"),
        ("{}", "record: no member 'access'"),
        (altered("extra", value=1), "record: unknown member 'extra'"),
        (altered("title", value=None), r"record\.title: expected text, found null"),
        (altered("paragraphs", value=["a", 1]), r"record\.paragraphs: expected a list of text"),
        (altered("version", value=True), r"record\.version: expected a whole number, found bool"),
        (altered("access", value="secret"), r"record\.access: expected one of free"),
        (altered("published", value="2026-11-22T18:48:00"), r"record\.published: a time without"),
        (altered("published", value="yesterday"), r"record\.published: Invalid isoformat"),
        (altered("images", 0, "width", value="640"), r"record\.images\[0\]\.width: expected"),
        (altered("capture", "offset", value=1.5), r"record\.capture\.offset: expected"),
        (altered("near_duplicate", "resemblance", value=float("inf")), "not JSON"),
        (render(FULL).replace("0.92", "1e999"), r"resemblance: expected a finite number"),
    ],
)
def test_what_is_no_record_is_refused_with_the_member(text: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        parse(text)


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT,
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(TEXT, inner, max_size=3)),
       st.sampled_from(KEYS.split(", ")))  # fmt: skip
def test_a_member_of_any_kind_is_read_or_refused(value: Any, key: str) -> None:
    try:
        article = parse(altered(key, value=value))
    except RecordError:
        return
    assert parse(render(article)) == article


@settings(deadline=None)
@given(ARTICLES)
def test_the_line_of_a_record_file_is_the_articles_line(article: Article) -> None:
    assert jsonl.line_of(render(article)) == jsonl.line(article)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": null}', render(FULL)[:-3]])
def test_what_is_no_record_has_no_line(text: str) -> None:
    with pytest.raises(RecordError):
        jsonl.line_of(text)


def test_half_a_character_in_a_changed_file_has_no_line() -> None:
    with pytest.raises(RecordError):
        jsonl.line_of(render(FULL).replace('"title": "', '"title": "\\ud800'))
