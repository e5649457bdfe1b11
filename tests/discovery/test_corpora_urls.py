"""Other projects' URL data, judged in place; cases that we decide otherwise are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from crawler.discovery import UrlError, canonical_url, clean_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_HTTP = "neither http nor https is crawled"
ORDER = "parameters keep their order: their key is shown, and to some sites it matters"
NO_HOST = "no host, nothing to fetch"
EMPTY_VALUE = "`b=` and `b` are two, until the pages say otherwise"
# Lines of crawler-commons' file.
NORMALIZE_DECIDED_OTHERWISE = {
    **dict.fromkeys((135, 136, 178, 179, 185, 186), NOT_HTTP),
    **dict.fromkeys((138, 139), NO_HOST),
    176: "a URL without a scheme is relative; seed lists alone read it as a host",
    **dict.fromkeys((189, 190, 192, 193, 204, 205, 208, 209, 210, 211), ORDER),
    202: EMPTY_VALUE,
}
USER_DROPPED = "user names never go out"
FRAGMENT_DROPPED = "fragments are no part of what is fetched"
RESOLVE_DECIDED_OTHERWISE = {
    "http://user:pass@foo:21/bar;par?b#c": USER_DROPPED,
    "#right-menu": FRAGMENT_DROPPED,
    "//server/file": NOT_HTTP,
}
ENCODED = "encoded by RFC 3986 where browsers leave the character; servers decode both"
NO_DOMAIN_NAME = "no name that DNS could resolve"
WEB_PLATFORM_DECIDED_OTHERWISE = {
    "[61:24:74]:98": ENCODED,
    "http:[61:27]/:foo": ENCODED,
    "http://`{}:`{}@h/`{}?`{}": ENCODED,
    "http://host/?'": "an apostrophe is allowed in a query",
    "https://www.example.com/path{\x7fpath.html?query'\x7f=query#fragment<\x7ffragment": ENCODED,
    "http://./": NO_DOMAIN_NAME,
    "http://../": NO_DOMAIN_NAME,
    "http://foo.09..": NO_DOMAIN_NAME,
    "http://!\"$&'()*+,-.;=_`{}~/": NO_DOMAIN_NAME,
    "https://%e2%98%83": "a symbol, by IDNA 2008 no domain name",
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def cleaned(url: str, base: str | None = None) -> str | None:
    try:
        return clean_url(url, base)
    except UrlError:
        return None


def same_key(url: str, other: str) -> bool:
    try:
        return canonical_url(url) == canonical_url(other)
    except UrlError:
        return False


def test_what_crawler_commons_takes_for_one_page_has_one_key(corpora: Path) -> None:
    cases = list(rows(corpora / "urls" / "normalize.jsonl"))
    failed = {case["line"] for case in cases if not same_key(case["url"], case["normalized"])}
    assert failed == set(NORMALIZE_DECIDED_OTHERWISE)
    assert len(cases) - len(failed) == 92


def test_what_crawler_commons_refuses_is_refused(corpora: Path) -> None:
    cases = list(rows(corpora / "urls" / "invalid.jsonl"))
    assert [case["url"] for case in cases if cleaned(case["url"])] == []
    assert len(cases) == 6


def test_links_are_joined_as_crawler_commons_joins_them(corpora: Path) -> None:
    cases = list(rows(corpora / "urls" / "resolve.jsonl"))
    failed = {
        case["spec"]
        for case in cases
        if cleaned(case["spec"], case["base"] or None) != case["resolved"]
    }
    assert failed == set(RESOLVE_DECIDED_OTHERWISE)
    assert len(cases) - len(failed) == 19


@pytest.fixture
def web_platform(corpora: Path) -> list[dict[str, Any]]:
    text = (corpora / "urls" / "urltestdata.json").read_text(encoding="utf-8")
    return [case for case in json.loads(text) if isinstance(case, dict)]


def _is_http(url: str | None) -> bool:
    return url is None or url.startswith(("http:", "https:"))


def test_what_browsers_refuse_is_refused(web_platform: list[dict[str, Any]]) -> None:
    cases = [case for case in web_platform if case.get("failure")]
    bases = [case["base"] if _is_http(case["base"]) else None for case in cases]
    accepted = [
        case["input"]
        for case, base in zip(cases, bases, strict=True)
        if cleaned(case["input"], base)
    ]
    assert (accepted, len(cases)) == ([], 267)


def test_links_are_joined_as_browsers_join_them(web_platform: list[dict[str, Any]]) -> None:
    cases = [
        case
        for case in web_platform
        if not case.get("failure") and _is_http(case["base"]) and _is_http(case["protocol"])
    ]
    failed = {case["input"] for case in cases if _joined_otherwise(case)}
    assert failed == set(WEB_PLATFORM_DECIDED_OTHERWISE)
    assert len(cases) == 244


def _joined_otherwise(case: dict[str, Any]) -> bool:
    expected = f"{case['protocol']}//{case['host']}{case['pathname']}{case['search']}"
    return cleaned(case["input"], case["base"]) != expected
