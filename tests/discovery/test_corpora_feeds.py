"""feedparser's feeds, judged in place by its own expressions.

The adapter offers what discovery has of an entry: link, title and time. Expressions about anything
else (the feed's own title, contents, places) are not for us to answer.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crawler.discovery import AnswerKind, recognise
from crawler.discovery.dates import read_date
from crawler.discovery.decoding import xml_text
from crawler.discovery.feed_xml import slim_feed
from crawler.discovery.feeds import _address, _entries, _published, read_feed
from crawler.discovery.limits import DEFAULT_LIMITS
from crawler.discovery.text import without_markup

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://127.0.0.1:8097/feed.xml"
# What an expression may ask of us.
OURS = re.compile(r"entries\[\d\](?:\['(link|title|id)'\]|\['\w+_parsed'\]|\.link)")
ONE_LINE = "titles are one line of plain text, without markup"
DECIDED_OTHERWISE = {
    "files/atom/entry_title_base64_2.xml": ONE_LINE,
    "files/atom/entry_title_escaped_markup.xml": ONE_LINE,
    "files/atom/entry_title_inline_markup_2.xml": ONE_LINE,
    "files/atom10/entry_title_base64_2.xml": ONE_LINE,
    "files/atom10/entry_title_escaped_markup.xml": ONE_LINE,
    "files/atom10/entry_title_inline_markup_2.xml": ONE_LINE,
    "files/atom10/entry_title_text_plain_brackets.xml": ONE_LINE,
}
A_GUESS = "bare numbers are no date: nobody knows which is the day"
NO_DAY = "a year is no date"
DATES_DECIDED_OTHERWISE = {"031231": A_GUESS, "-03-12": A_GUESS, "2003": NO_DAY}


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def cases(corpora: Path) -> list[tuple[dict[str, Any], bytes]]:
    folder = corpora / "feeds"
    return [(case, (folder / case["file"]).read_bytes()) for case in rows(folder / "expect.jsonl")]


class Entry(dict[str, Any]):
    """One entry, as feedparser's expressions spell it."""

    link = property(lambda self: self["link"])


def adapted(case: dict[str, Any], body: bytes) -> list[Entry]:
    slim = slim_feed(xml_text(body, case["headers"].get("Content-type")), DEFAULT_LIMITS.entries)
    return [_adapted(entry) for entry in ((_entries(slim.xml, URL) if slim else None) or ())]


def _adapted(entry: Any) -> Entry:
    moment = _published(entry)
    parsed = moment.utctimetuple() if isinstance(moment, datetime) else None
    return Entry(
        link=_address(entry, URL),
        id=entry.get("id"),
        title=without_markup(entry.get("title")),
        published_parsed=parsed,
        updated_parsed=parsed,
    )


def test_links_titles_and_times_are_feedparsers(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    ours = [(case, body) for case, body in cases if OURS.search(case["expect"])]
    failed = {case["file"] for case, body in ours if not _holds(case, adapted(case, body))}
    assert failed == set(DECIDED_OTHERWISE)
    assert len(ours) - len(failed) == 26


def _holds(case: dict[str, Any], entries: list[Entry]) -> bool:
    expression = case["expect"].removeprefix("not bozo and ")
    return bool(eval(expression, {"entries": entries}))  # noqa: S307 - the corpus is expressions


def test_every_entry_of_a_well_formed_feed_is_kept(
    cases: list[tuple[dict[str, Any], bytes]],
) -> None:
    counted = [(case, body) for case, body in cases if case["entries"] is not None]
    failed = [case["file"] for case, body in counted if len(adapted(case, body)) != case["entries"]]
    assert (failed, len(counted)) == ([], 135)


def test_feeds_are_recognised(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    others = {
        case["file"]
        for case, body in cases
        if recognise(body, URL, case["headers"].get("Content-type")) is not AnswerKind.FEED
    }
    assert others == {"files/illformed/rss_empty_document.xml"}


def test_no_feed_raises_and_broken_ones_say_so(cases: list[tuple[dict[str, Any], bytes]]) -> None:
    flagged = {case["concern"] for case, body in cases if read_feed(body, URL, None).flags}
    assert "ill-formed" in flagged


def test_dates_are_feedparsers(corpora: Path) -> None:
    cases = rows(corpora / "feeds" / "dates.jsonl")
    failed = {case["text"] for case in cases if not _same(case["text"], case["expected"])}
    assert failed == set(DATES_DECIDED_OTHERWISE)
    assert len(cases) - len(failed) == 33


def _same(text: str, expected: str | None) -> bool:
    moment = read_date(text)
    if expected is None or moment is None:
        return expected is None and moment is None
    instant = datetime.fromisoformat(expected).astimezone(UTC)
    if isinstance(moment, datetime):
        return moment.replace(microsecond=0) == instant
    return moment == instant.date()
